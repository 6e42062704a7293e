import type { Programme, Template } from '@quen/contracts/programme.ts';
import type { Config } from '../../platform/config.ts';
import type { Tx } from '../../platform/db.ts';
import { customerFacts } from '../conditions/index.ts';
import { programmeVersion } from '../programme/index.ts';
import { vouchersById } from '../rewards/index.ts';
import type { HeldMessage } from './claim.ts';
import { linksOf, type MessageLinks } from './domain/tracking.ts';
import { templateData } from './domain/variables.ts';
import type { TemplateSource } from './render/renderer.ts';

/** A message with all that rendering and sending it needs: nothing is read while sending. */
export interface PreparedMessage {
  message: HeldMessage;
  /** Undefined where its programme version has no such template. */
  source: TemplateSource | undefined;
  data: Record<string, unknown>;
  links: MessageLinks;
  locale: 'vi' | 'en';
  fromName: string;
}

export const portalUrl = (config: Config, slug: string): string =>
  `${config.publicUrl}/portal/${encodeURIComponent(slug)}`;

/** Reads templates, points, tiers and vouchers for a page of messages, in a few statements. */
export async function prepare(
  tx: Tx,
  config: Config,
  messages: readonly HeldMessage[],
): Promise<PreparedMessage[]> {
  if (messages.length === 0) return [];
  const facts = await readerFacts(tx, [...new Set(messages.map((m) => m.customerId))]);
  const vouchers = await vouchersById(
    tx,
    messages.flatMap((m) => (m.voucherId ? [m.voucherId] : [])),
  );
  const documents = new Map<number, Programme>();
  for (const version of new Set(messages.map((m) => m.programmeVersion)))
    documents.set(version, (await programmeVersion(tx, version)).document);
  return messages.map((message) => {
    const document = documents.get(message.programmeVersion) as Programme;
    const template = document.templates.find((t) => t.key === message.template);
    const links = linksOf(config, { tenantId: tx.tenant.id, messageId: message.id });
    const { locale } = message.contact;
    return {
      message,
      source: template && sourceOf(template, locale),
      links,
      locale,
      fromName: tx.tenant.name,
      data: templateData(
        { ...message.contact, ...facts(message.customerId) },
        {
          tenant: tx.tenant,
          programme: document,
          links: { portal: portalUrl(config, tx.tenant.slug), unsubscribe: links.unsubscribe },
        },
        message.voucherId ? vouchers.get(message.voucherId) : undefined,
      ),
    };
  });
}

export const sourceOf = (
  template: Pick<Template, 'subject' | 'body'>,
  locale: 'vi' | 'en',
): TemplateSource => ({
  subject: template.subject[locale],
  body: template.body[locale],
});

/** Points and tier of customers, as templates print them. */
export async function readerFacts(
  tx: Tx,
  customerIds: readonly string[],
): Promise<(id: string) => { points: number; tier: string | null }> {
  const facts = await customerFacts(tx, customerIds, ['customer.points', 'customer.tier']);
  return (id) => {
    const known = facts.get(id);
    return {
      points: Number(known?.['customer.points'] ?? 0),
      tier: (known?.['customer.tier'] ?? null) as string | null,
    };
  };
}
