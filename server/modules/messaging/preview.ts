import { templateVariables } from '@quen/contracts/messaging.ts';
import type { Programme, Template } from '@quen/contracts/programme.ts';
import type { Config } from '../../platform/config.ts';
import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { contactsOf } from '../customers/index.ts';
import { currentProgramme } from '../programme/index.ts';
import { type Reader, templateData } from './domain/variables.ts';
import { portalUrl, readerFacts, sourceOf } from './prepare.ts';
import {
  type RenderedMessage,
  type Renderer,
  TemplateFailure,
  type TemplateSource,
} from './render/renderer.ts';

export interface PreviewInput {
  /** A template of the current programme, or one being written. */
  template: string | Pick<Template, 'subject' | 'body'>;
  /** Whom to render it for; an example reader where absent. */
  customerId?: string | undefined;
  /** Language of the example reader, or another one than the customer's. */
  locale?: 'vi' | 'en' | undefined;
  /** The campaign whose voucher is shown; the first of the programme where absent. */
  voucher?: string | undefined;
}

export interface Previewable {
  source: TemplateSource;
  data: Record<string, unknown>;
}

const example = (name: string, locale: 'vi' | 'en'): string =>
  templateVariables.find((v) => v.name === name)?.example[locale] ?? '';

/** All that rendering a preview needs. The voucher is an example: none is issued for looking. */
export async function previewData(
  tx: Tx,
  config: Config,
  input: PreviewInput,
): Promise<Previewable> {
  const { document } = await currentProgramme(tx);
  const template =
    typeof input.template === 'string'
      ? document.templates.find((t) => t.key === input.template)
      : input.template;
  if (!template) throw new DomainError('not_found');
  const reader = await readerOf(tx, input);
  const data = templateData(
    reader,
    {
      tenant: tx.tenant,
      programme: document,
      links: {
        portal: portalUrl(config, tx.tenant.slug),
        unsubscribe: `${config.publicUrl}/m/u/preview`,
      },
    },
    exampleVoucher(document, input.voucher, tx.now),
  );
  return { source: sourceOf(template, reader.locale), data };
}

async function readerOf(tx: Tx, { customerId, locale }: PreviewInput): Promise<Reader> {
  if (!customerId) {
    const language = locale ?? tx.tenant.locale;
    return {
      fullName: example('customer.fullName', language),
      salutation: example('customer.salutation', language),
      locale: language,
      points: Number(example('customer.points', language)),
      tier: null,
    };
  }
  const contact = (await contactsOf(tx, [customerId], 'email')).get(customerId);
  if (!contact) throw new DomainError('not_found');
  const facts = await readerFacts(tx, [customerId]);
  return { ...contact, ...facts(customerId), ...(locale ? { locale } : {}) };
}

function exampleVoucher(document: Programme, campaign: string | undefined, now: Date) {
  const shown = campaign ?? document.vouchers[0]?.key;
  const days = document.vouchers.find((c) => c.key === shown)?.validDays ?? 30;
  return {
    code: example('voucher.code', 'vi').replaceAll('-', ''),
    campaign: shown ?? '',
    validUntil: new Date(now.getTime() + (days + 1) * 86_400_000),
  };
}

/** Renders for the author: what is wrong with the template is their answer, not our fault. */
export async function renderPreview(
  renderer: Renderer,
  { source, data }: Previewable,
): Promise<RenderedMessage> {
  try {
    return await renderer.render(source, data);
  } catch (error) {
    if (error instanceof TemplateFailure)
      throw new DomainError('template_invalid', {
        problem: error.problem,
        saysVi: error.says.vi,
        saysEn: error.says.en,
      });
    throw error;
  }
}
