import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import addressParser from 'nodemailer/lib/addressparser';
import type { Config } from './config.ts';

export interface Mail {
  /** Display name before the configured sender address; the configured one where absent. */
  fromName?: string;
  to: string;
  subject: string;
  html?: string;
  text: string;
  headers?: Record<string, string>;
  /** With angle brackets. Sent again under the same id, a mail is recognised as the same one. */
  messageId?: string;
  /**
   * Asks mail servers to report what becomes of it, under this id (at most 100 printable characters
   * of ASCII): failures, and success where somebody reads reports. They go to BOUNCE_ADDRESS.
   */
  envelopeId?: string;
}

/**
 * Why a mail was not handed over. permanent: the server refuses this recipient or content.
 * transient: worth another try, nothing was handed over. ambiguous: the connection broke after
 * content was under way, so that the server may or may not have taken the mail.
 */
export type MailFailure = 'permanent' | 'transient' | 'ambiguous';

export class MailError extends Error {
  readonly failure: MailFailure;
  /** SMTP reply code, or the library's code where no server answered. */
  readonly code: string;
  /** True where the server refused the recipient's address itself. */
  readonly badAddress: boolean;
  /** Enhanced status code (RFC 3463) of the refusal: '5.1.1'; null where the server gave none. */
  readonly status: string | null;
  constructor(failure: MailFailure, code: string, badAddress: boolean, cause: unknown) {
    // The server's sentence may repeat the address, so it stays in the cause and out of logs.
    super(`Mail not sent (${failure}, ${code})`, { cause });
    this.failure = failure;
    this.code = code;
    this.badAddress = badAddress;
    const { response } = cause as { response?: string };
    this.status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1] ?? null;
  }
}

export interface SentMail {
  /** Message-ID, with angle brackets. */
  id: string;
  /** True where the mail is with its reader already, so that no report will come. */
  arrived: boolean;
}

export interface Mailer {
  /** Hands the mail over. Throws MailError. */
  send(mail: Mail): Promise<SentMail>;
  close(): Promise<void>;
}

/** Connections kept open to the mail server, and so mails under way at once. */
export const MAIL_CONNECTIONS = 10;
/** A mail takes at most so long, whatever the server does. */
export const MAIL_TIMEOUT_MS = 20_000;

const mailers = new WeakMap<Config, Mailer>();

/** The mailer of these settings: one pool for all of the process. */
export function mailerOf(config: Config): Mailer {
  let mailer = mailers.get(config);
  if (!mailer) {
    mailer = createMailer(config);
    mailers.set(config, mailer);
  }
  return mailer;
}

export type MailSettings = Pick<
  Config,
  'smtpUrl' | 'mailFrom' | 'bounceAddress' | 'bounceImapUrl' | 'dataFolder'
>;

/** Sends by SMTP_URL; without one, mails become .eml files in `<dataFolder>/outbox`. */
export function createMailer(config: MailSettings): Mailer {
  const sender = senderOf(config.mailFrom);
  if (!config.smtpUrl) return folderMailer(join(config.dataFolder, 'outbox'), sender);
  return smtpMailer(config.smtpUrl, sender, {
    to: config.bounceAddress ?? sender.address,
    areRead: config.bounceImapUrl !== undefined,
  });
}

interface Sender {
  name: string;
  address: string;
}

/** Where reports on mails go, and whether we read them there. */
interface Reports {
  to: string;
  areRead: boolean;
}

function senderOf(mailFrom: string): Sender {
  const [first] = addressParser(mailFrom, { flatten: true });
  return { name: first?.name ?? '', address: first?.address || mailFrom };
}

const contentOf = (mail: Mail, sender: Sender) => ({
  from: { name: mail.fromName ?? sender.name, address: sender.address },
  to: mail.to,
  subject: mail.subject,
  text: mail.text,
  ...(mail.html === undefined ? {} : { html: mail.html }),
  ...(mail.headers ? { headers: mail.headers } : {}),
  ...(mail.messageId ? { messageId: mail.messageId } : {}),
  disableFileAccess: true,
  disableUrlAccess: true,
});

/**
 * The envelope of a mail with an id. What becomes of it is asked for (RFC 3461; nodemailer does so
 * only where the server offers DSN) where we read the answers: a person would get one a mail.
 */
function envelopeOf({ envelopeId, to }: Mail, reports: Reports) {
  if (!envelopeId) return {};
  const envelope = { from: reports.to, to };
  if (!reports.areRead) return { envelope };
  return {
    envelope,
    dsn: {
      id: envelopeId,
      return: 'headers',
      notify: ['failure', 'success'],
      // The form for addresses in ASCII; others are told by the final recipient.
      ...(/^[\x21-\x7e]+$/.test(to) ? { recipient: `rfc822;${to}` } : {}),
    },
  };
}

function smtpMailer(url: string, sender: Sender, reports: Reports): Mailer {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: MAIL_CONNECTIONS,
    maxMessages: 1000,
    connectionTimeout: 8_000,
    greetingTimeout: 8_000,
    socketTimeout: MAIL_TIMEOUT_MS,
  });
  // The stream a mail leaves by tells, when something breaks, whether any of it had left.
  const outgoing = new WeakMap<AbortSignal, Readable>();
  transport.use('stream', (mail, done) => {
    const open = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (...options) => {
      const stream = open(...options);
      if (mail.data.signal) outgoing.set(mail.data.signal, stream);
      return stream;
    };
    done();
  });
  return {
    async send(mail) {
      const signal = AbortSignal.timeout(MAIL_TIMEOUT_MS);
      try {
        const sent = await transport.sendMail({
          ...contentOf(mail, sender),
          ...envelopeOf(mail, reports),
          signal,
        });
        return { id: sent.messageId, arrived: false };
      } catch (error) {
        throw mailErrorOf(error, outgoing.get(signal)?.readableDidRead === true);
      }
    },
    async close() {
      transport.close();
    },
  };
}

function mailErrorOf(cause: unknown, underWay: boolean): MailError {
  const error = cause as { code?: string; responseCode?: number; command?: string };
  const reply = error.responseCode;
  const code = String(reply ?? error.code ?? 'unknown');
  const badAddress =
    reply !== undefined &&
    reply >= 500 &&
    error.code === 'EENVELOPE' &&
    error.command === 'RCPT TO';
  if (badAddress || code === 'EENVELOPE') return new MailError('permanent', code, true, cause);
  // Content the server will never take. A refused sender or sign-in is the business's to repair.
  if (reply !== undefined && reply >= 500 && error.command === 'DATA')
    return new MailError('permanent', code, false, cause);
  if (reply === undefined && underWay) return new MailError('ambiguous', code, false, cause);
  return new MailError('transient', code, false, cause);
}

/** Mails kept in the development mailbox; older ones make room. */
const KEPT_MAILS = 2_000;

function folderMailer(folder: string, sender: Sender): Mailer {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true });
  let written = 0;
  return {
    async send(mail) {
      const sent = await transport.sendMail(contentOf(mail, sender));
      const id = sent.messageId;
      await mkdir(folder, { recursive: true });
      // Named by its id: a mail sent again is the same file, as in a real mailbox.
      await writeFile(join(folder, `${id.replace(/[^\w.@-]/g, '')}.eml`), sent.message as Buffer);
      written += 1;
      if (written % 200 === 1) await prune(folder);
      return { id, arrived: true };
    },
    async close() {},
  };
}

async function prune(folder: string): Promise<void> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
  for (const name of files.slice(0, Math.max(0, files.length - KEPT_MAILS)))
    await rm(join(folder, name), { force: true });
}
