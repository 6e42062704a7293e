import { Readable } from 'node:stream';
import { Type } from 'typebox';
import type { Tenant } from '../../../platform/db.ts';
import { Answer, type AnyRoute, type RouteContext, route } from '../../../platform/route.ts';
import { tenantById } from '../../../platform/tenant.ts';
import { type LinkPurpose, type LinkSubject, readLinkToken } from '../domain/tokens.ts';
import { noteClicked, noteOpened, subscriptionOf, unsubscribe } from '../responses.ts';
import { askPage, donePage, gonePage } from './unsubscribe-page.ts';

const Token = Type.Object({ token: Type.String({ maxLength: 4_000 }) });
/** A transparent picture of one pixel. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

interface Opened {
  subject: LinkSubject;
  tenant: Tenant;
}

/** Whose link this is; undefined where we did not make it. */
async function open(
  context: RouteContext,
  purpose: LinkPurpose,
  token: string,
): Promise<Opened | undefined> {
  const subject = readLinkToken(context.config.secret, purpose, token);
  if (!subject) return undefined;
  return { subject, tenant: await tenantById(context.db, subject.tenantId) };
}

/** Runs for the customer who holds the message: nobody is signed in on these pages. */
const asReader = <T>(
  { db }: RouteContext,
  { subject, tenant }: Opened,
  act: Parameters<typeof db.tx<T>>[2],
) => db.tx(tenant, `message:${subject.messageId}`, act);

const html = (status: number, body: string) =>
  new Answer(status, body, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
const languageOf = (context: RouteContext): 'vi' | 'en' =>
  /^en\b/i.test(context.headers['accept-language'] ?? '') ? 'en' : 'vi';

/** A HEAD request looks without opening: link checkers use it. */
const isLookingOnly = (context: RouteContext) => context.request.method === 'HEAD';

const openRoute = route({
  method: 'GET',
  url: '/m/o/:token',
  access: 'public',
  summary: 'The pixel by which a message tells that it was opened',
  tag: 'Message links',
  params: Token,
  response: Type.Unsafe<string>({ type: 'string', format: 'binary' }),
  async handle({ params }, context) {
    const opened = await open(context, 'open', params.token.replace(/\.gif$/, ''));
    if (opened && !isLookingOnly(context))
      await asReader(context, opened, (tx) => noteOpened(tx, opened.subject.messageId));
    // The same picture whatever the token: there is nothing to find out here.
    return new Answer(200, Readable.from([pixel]), {
      'content-type': 'image/gif',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'cross-origin',
    });
  },
});

const clickRoute = route({
  method: 'GET',
  url: '/m/c/:token',
  access: 'public',
  summary: 'Follow a link of a message',
  description:
    'Redirects only to addresses that were in the message: the token carries its signature.',
  tag: 'Message links',
  params: Token,
  response: Type.String(),
  async handle({ params }, context) {
    const opened = await open(context, 'click', params.token);
    if (!opened) return html(404, gonePage(languageOf(context)));
    if (!isLookingOnly(context))
      await asReader(context, opened, (tx) => noteClicked(tx, opened.subject.messageId));
    return new Answer(302, '', { location: opened.subject.url, 'cache-control': 'no-store' });
  },
});

const askRoute = route({
  method: 'GET',
  url: '/m/u/:token',
  access: 'public',
  summary: 'Ask whether to unsubscribe',
  description: 'Changes nothing: mail scanners follow links too.',
  tag: 'Message links',
  params: Token,
  response: Type.String(),
  async handle({ params }, context) {
    const opened = await open(context, 'unsubscribe', params.token);
    const held = opened
      ? await asReader(context, opened, (tx) => subscriptionOf(tx, opened.subject.messageId))
      : undefined;
    if (!opened || !held) return html(404, gonePage(languageOf(context)));
    const { name } = opened.tenant;
    return html(
      200,
      held.subscribed ? askPage(held.locale, name, held.purpose) : donePage(held.locale, name),
    );
  },
});

const unsubscribeRoute = route({
  method: 'POST',
  url: '/m/u/:token',
  access: 'public',
  summary: 'Unsubscribe (RFC 8058 one-click)',
  description: 'Withdraws the consent the message was sent under. Repeating it changes nothing.',
  tag: 'Message links',
  params: Token,
  response: Type.String(),
  async handle({ params }, context) {
    const opened = await open(context, 'unsubscribe', params.token);
    const left = opened
      ? await asReader(context, opened, (tx) => unsubscribe(tx, opened.subject.messageId))
      : undefined;
    if (!opened || !left) return html(404, gonePage(languageOf(context)));
    return html(200, donePage(left.locale, opened.tenant.name));
  },
});

export const linkRoutes: readonly AnyRoute[] = [openRoute, clickRoute, askRoute, unsubscribeRoute];
