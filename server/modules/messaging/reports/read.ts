import type { Logger } from 'pino';
import type { Config } from '../../../platform/config.ts';
import type { Database, Tenant } from '../../../platform/db.ts';
import { DomainError } from '../../../platform/errors.ts';
import { MailboxError, type Place, readUnseen } from '../../../platform/imap.ts';
import type { Errand } from '../../../platform/jobs.ts';
import { tenantById } from '../../../platform/tenant.ts';
import { type Report, readReport } from '../domain/report.ts';
import { mayBeReport, partsOf } from './mime.ts';
import { noteReport } from './note.ts';

/**
 * Whether it becomes known that a message did not arrive: bounces are read, or there is no server
 * between us and the (development) mailbox.
 */
export const bouncesAreKnown = ({ smtpUrl, bounceImapUrl }: Config): boolean =>
  smtpUrl === undefined || bounceImapUrl !== undefined;

/**
 * How far each mailbox was looked through by this process, so that unread mails which are not ours
 * are not asked for every minute. Another process looks at them once more.
 */
const places = new WeakMap<Config, Place>();

/** Reads what mail servers report, of all businesses: they share a mailbox. */
export const readReports: Errand = {
  name: 'messaging.reports',
  async run({ db, config, log, signal }) {
    if (!config.bounceImapUrl) return;
    const reader = { wants: mayBeReport, read: (source: Uint8Array) => take(db, source) };
    try {
      const place = places.get(config);
      places.set(config, await readUnseen(config.bounceImapUrl, reader, place, signal));
    } catch (error) {
      if (!(error instanceof MailboxError)) throw error;
      warn(log, config.bounceImapUrl, error);
    }
  },
};

/** The next minute tries again, so a mailbox out of reach delays reports and nothing else. */
function warn(log: Logger, url: string, { problem }: MailboxError): void {
  log.warn({ host: new URL(url).host, problem }, 'the mailbox of BOUNCE_IMAP_URL cannot be read');
}

/** True where the mail was a report on a message of ours, which has been noted. */
async function take(db: Database, source: Uint8Array): Promise<boolean> {
  const parts = await partsOf(source);
  const report = parts && readReport(parts);
  const tenant = report && (await tenantOf(db, report));
  if (!report || !tenant) return false;
  const { subject, verdict } = report;
  return db.tx(tenant, 'system', (tx) => noteReport(tx, subject.messageId, verdict));
}

/** Undefined where there is no such business: the report is on a mail of another installation. */
async function tenantOf(db: Database, { subject }: Report): Promise<Tenant | undefined> {
  try {
    return await tenantById(db, subject.tenantId);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined;
    throw error;
  }
}
