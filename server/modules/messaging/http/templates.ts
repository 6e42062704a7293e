import { type Static, Type } from 'typebox';
import { DomainError } from '../../../platform/errors.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { type AnyRoute, type RouteContext, route } from '../../../platform/route.ts';
import { normaliseEmail } from '../../customers/index.ts';
import { emailChannel } from '../channels/email.ts';
import { previewData, renderPreview } from '../preview.ts';
import { renderer } from '../render/renderer.ts';

const strict = { additionalProperties: false };
const Key = Type.String({ minLength: 1, maxLength: 40 });
const Text = Type.Object(
  {
    vi: Type.String({ minLength: 1, maxLength: 100_000 }),
    en: Type.String({ minLength: 1, maxLength: 100_000 }),
  },
  strict,
);

const preview = {
  key: Type.Optional(
    Type.String({ maxLength: 40, description: 'A template of the current programme.' }),
  ),
  template: Type.Optional(
    Type.Object(
      { subject: Text, body: Text },
      { ...strict, description: 'A template being written; instead of key.' },
    ),
  ),
  customerId: Type.Optional(Type.String({ format: 'uuid' })),
  locale: Type.Optional(Type.Enum(['vi', 'en'])),
  voucher: Type.Optional(Key),
};
const PreviewBody = Type.Object(preview, strict);
const TestBody = Type.Object({ ...preview, to: Type.String({ maxLength: 254 }) }, strict);

async function render(body: Static<typeof PreviewBody>, context: RouteContext) {
  const { key, template, customerId, locale, voucher } = body;
  const wanted = template ?? key;
  if (wanted === undefined)
    throw new DomainError('invalid_input', { problem: 'key or template is needed' });
  // The transaction is over before rendering starts: a slow template holds no connection.
  const data = await context.db.snapshot(context.tenant, context.caller.actor, (tx) =>
    previewData(tx, context.config, { template: wanted, customerId, locale, voucher }),
  );
  return renderPreview(renderer(), data);
}

export const templateRoutes: readonly AnyRoute[] = [
  route({
    method: 'POST',
    url: '/v1/templates/preview',
    access: 'journeys.read',
    summary: 'Render a template for a customer',
    description:
      'Nothing is sent and no voucher issued. The HTML is what staff wrote: show it in a sandboxed frame only.',
    tag: 'Messages',
    body: PreviewBody,
    bodyLimit: 1_000_000,
    perMinute: 240,
    errors: ['template_invalid'],
    response: Type.Object({
      subject: Type.String(),
      html: Type.String(),
      text: Type.String(),
      warnings: Type.Array(Type.String()),
    }),
    handle: ({ body }, context) => render(body, context),
  }),
  route({
    method: 'POST',
    url: '/v1/templates/test-send',
    access: 'journeys.write',
    summary: 'Send a rendered template to an address of your own',
    description: 'Outside the send log: links are not tracked and the guard is not asked.',
    tag: 'Messages',
    body: TestBody,
    bodyLimit: 1_000_000,
    perMinute: 10,
    errors: ['template_invalid', 'message_refused'],
    response: Type.Object({ sent: Type.Literal(true), to: Type.String() }),
    handle: async ({ body }, context) => {
      const to = normaliseEmail(body.to);
      if (!to) throw new DomainError('invalid_input', { problem: 'to is not an e-mail address' });
      const { subject, html, text } = await render(body, context);
      const outcome = await emailChannel(context.config).send({
        id: uuidv7(context.db.clock.now()),
        tenantId: context.tenant.id,
        to,
        fromName: context.tenant.name,
        subject: `[${context.tenant.locale === 'vi' ? 'Gửi thử' : 'Test'}] ${subject}`,
        html,
        text,
        unsubscribe: null,
      });
      if (outcome.outcome !== 'accepted') {
        const problem = outcome.outcome === 'ambiguous' ? 'outcome_unknown' : outcome.reason;
        throw new DomainError('message_refused', { problem });
      }
      return { sent: true as const, to };
    },
  }),
];
