import { winBack } from '@quen/contracts/plays.ts';
import type { Programme, Template } from '@quen/contracts/programme.ts';
import pino from 'pino';
import { afterAll } from 'vitest';
import { createCustomer } from '../modules/customers/index.ts';
import { emailChannel } from '../modules/messaging/channels/email.ts';
import { type Delivery, deliverDue } from '../modules/messaging/deliver.ts';
import type { Intent } from '../modules/messaging/model.ts';
import { Renderer } from '../modules/messaging/render/renderer.ts';
import { timelineOf } from '../modules/timeline/index.ts';
import { type Database, type Row, sql, type Tenant } from '../platform/db.ts';
import { createMailer } from '../platform/mail.ts';
import type { Mailbox } from './mailbox.ts';
import { testConfig } from './server.ts';

const body = (text: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${text}</mj-text></mj-column></mj-section></mj-body></mjml>`;

/** A short template in both languages, saying what the tests look for. */
export function plainTemplate(key: string, purpose: Template['purpose'], text: string): Template {
  return {
    key,
    name: { vi: key, en: key },
    channel: 'email',
    purpose,
    subject: { vi: `${key}: {{ customer.greeting }}`, en: `${key}: {{ customer.greeting }}` },
    body: { vi: body(text), en: body(text) },
  };
}

/** The win-back play and some plain templates, in a business that may write at any hour. */
export function messagingProgramme(starter: Programme): Partial<Programme> {
  return {
    vouchers: winBack.vouchers,
    journeys: [winBack.journey],
    templates: [
      ...winBack.templates,
      plainTemplate(
        'offer',
        'marketing',
        'Mã {{ voucher.code }} <a href="https://shop.example/?a=1&amp;b=2">Xem</a>',
      ),
      plainTemplate('news', 'marketing', 'Tin mới'),
      plainTemplate('care', 'care', 'Cảm ơn {{ customer.pronoun }}'),
      plainTemplate('broken', 'marketing', '{{ customer.nothing }}'),
    ],
    guard: { ...starter.guard, quietFromHour: 0, quietToHour: 0, capMessages: 100 },
  };
}

export interface Post {
  /** Does what the job does, to the end. */
  deliver(tenant: Tenant): Promise<void>;
  delivery(tenant: Tenant): Delivery;
}

/** The sending side of messaging over a real SMTP server. */
export function testPost(db: Database, mailbox: Mailbox): Post {
  const config = testConfig({
    smtpUrl: mailbox.url,
    publicUrl: 'https://quen.example',
    mailFrom: 'Quen <care@quen.example>',
    bounceAddress: 'bounces@quen.example',
    bounceImapUrl: 'imaps://bounces@quen.example',
  });
  const mailer = createMailer(config);
  const renderer = new Renderer();
  afterAll(async () => {
    await mailer.close();
    await renderer.close();
  });
  const delivery = (tenant: Tenant): Delivery => ({
    db,
    tenant,
    config,
    channels: { email: emailChannel(config, mailer) },
    renderer,
    log: pino({ level: 'silent' }),
  });
  return { delivery, deliver: (tenant) => deliverDue(delivery(tenant)) };
}

let people = 0;
/** A customer with an e-mail address who agreed to marketing, as changed; their id and address. */
export async function reader(
  db: Database,
  tenant: Tenant,
  change: { fullName?: string; email?: string | null; agreed?: boolean; locale?: 'vi' | 'en' } = {},
): Promise<{ id: string; email: string }> {
  people += 1;
  const email = change.email === undefined ? `khach${people}@mail.example` : change.email;
  const { id } = await db.tx(tenant, 'staff:test', (tx) =>
    createCustomer(tx, {
      fullName: change.fullName ?? 'Đặng Thị Ngọc Ánh',
      salutation: 'Chị',
      locale: change.locale ?? 'vi',
      ...(email ? { email } : {}),
      consents:
        change.agreed === false
          ? []
          : [{ channel: 'email', purpose: 'marketing', granted: true, method: 'counter' }],
    }),
  );
  return { id, email: email ?? '' };
}

/** Rows of the send log as they are, oldest first. */
export function messageRows(db: Database, tenant: Tenant): Promise<Row[]> {
  return db.tx(tenant, 'test', (tx) =>
    tx.rows(sql`select * from messages where tenant_id = ${tenant.id} order by id`),
  );
}

let intents = 0;
/** The wish that a customer gets the news, as changed; no two are the same wish. */
export const wish = (customerId: string, change: Partial<Intent> = {}): Intent => ({
  customerId,
  channel: 'email',
  template: 'news',
  programmeVersion: 1,
  purpose: 'marketing',
  intent: `test:${++intents}`,
  source: 'journey:win-back',
  ...change,
});

/** What a customer's timeline tells of messages, oldest first: 'message.sent', 'message.skipped <reason>'. */
export async function messageKinds(
  db: Database,
  tenant: Tenant,
  customerId: string,
): Promise<string[]> {
  const rows = await db.tx(tenant, 'test', (tx) => timelineOf(tx, customerId, { limit: 50 }));
  return rows
    .toReversed()
    .map(({ kind, data }) => [kind, data.reason].filter(Boolean).join(' '))
    .filter((kind) => kind.startsWith('message.'));
}
