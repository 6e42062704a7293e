import type { MessageReason } from '@quen/contracts/messaging.ts';
import { type MessageSubject, readEnvelopeId } from './envelope.ts';

/** The parts of a mail that may be a report, each in the form it was sent in. */
export interface ReportParts {
  /** message/delivery-status (RFC 3464); null where there is none. */
  status: string | null;
  /** The mail the report is about, or its headers; null where it was not returned. */
  returned: string | null;
  /** What the report says to people. */
  text: string;
}

export type BounceReason = Extract<MessageReason, `bounced_${string}`>;

/** What became of a mail. pending: the server is still trying, or says nothing we understand. */
export type Verdict =
  | { outcome: 'delivered' }
  /** nowhere: the addresses, in lower case, of which the report says that they do not exist. */
  | { outcome: 'bounced'; reason: BounceReason; nowhere: string[] }
  | { outcome: 'pending' };

export interface Report {
  subject: MessageSubject;
  verdict: Verdict;
}

/** What is said of one recipient. */
interface Recipient {
  action: string;
  /** Enhanced status code (RFC 3463): '5.1.1'. */
  status: string;
  /** As we wrote it, and as the last server knew it. */
  addresses: string[];
}

/** Our mails have one recipient each; more come of an alias, and nobody needs all of a large one. */
const MAX_RECIPIENTS = 50;

/** Reads a report on a mail of ours; undefined for any other mail. Never throws. */
export function readReport({ status, returned, text }: ReportParts): Report | undefined {
  if (status !== null) {
    const [message = new Map<string, string>(), ...recipients] = fieldGroups(status);
    const subject =
      readEnvelopeId(message.get('original-envelope-id') ?? '') ?? subjectOf(returned ?? '');
    if (!subject) return undefined;
    return { subject, verdict: verdictOf(recipients.slice(0, MAX_RECIPIENTS).map(recipientOf)) };
  }
  const bounce = qmailBounce(text);
  const subject = bounce && subjectOf(bounce.returned);
  return subject && { subject, verdict: verdictOf(bounce.recipients) };
}

/** The header fields of each group; groups are separated by empty lines (RFC 3464, section 2.1). */
function fieldGroups(text: string): Map<string, string>[] {
  const groups: Map<string, string>[] = [];
  let group: Map<string, string> | undefined;
  for (const line of unfolded(text)) {
    if (line.trim() === '') {
      group = undefined;
      continue;
    }
    if (!group) {
      group = new Map();
      groups.push(group);
    }
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(at, 0)).trim().toLowerCase();
    if (!group.has(name)) group.set(name, line.slice(at + 1).trim());
  }
  return groups;
}

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** Lines, those that begin with a space joined to the one before. */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  for (const line of linesOf(text)) {
    const before = lines.at(-1);
    if (/^[ \t]+\S/.test(line) && before?.trim()) lines[lines.length - 1] = before + line;
    else lines.push(line);
  }
  return lines;
}

/** The message of ours whose headers begin the text, by its Message-ID. */
function subjectOf(returned: string): MessageSubject | undefined {
  for (const line of unfolded(returned.trimStart())) {
    if (line.trim() === '') return undefined;
    const found = /^message-id:\s*<([^@>]+)@/i.exec(line);
    if (found) return readEnvelopeId(found[1] as string);
  }
  return undefined;
}

const codeIn = (text: string): string | undefined =>
  /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?!\.?\d)/.exec(text)?.[0];

function recipientOf(fields: ReadonlyMap<string, string>): Recipient {
  const status = codeIn(fields.get('status') ?? '');
  // Some servers (Exim) put 5.0.0 here whatever it was; the other server's own words know better.
  const vague = status === undefined || status.endsWith('.0.0');
  const said = codeIn(fields.get('diagnostic-code') ?? '');
  return {
    action: /^[a-z]*/.exec((fields.get('action') ?? '').toLowerCase())?.[0] ?? '',
    status: (vague ? (said ?? status) : status) ?? '5.0.0',
    addresses: ['original-recipient', 'final-recipient'].flatMap((name) => {
      const value = fields.get(name);
      // 'rfc822; anh@mail.example', or utf-8 in place of rfc822 (RFC 6533).
      return value ? [bare(value.slice(value.indexOf(';') + 1))] : [];
    }),
  };
}

const bare = (address: string): string =>
  address
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .toLowerCase();

/** An alias may lead to several mailboxes: one that took the mail is enough. */
function verdictOf(recipients: readonly Recipient[]): Verdict {
  if (recipients.some((r) => ['delivered', 'relayed', 'expanded'].includes(r.action)))
    return { outcome: 'delivered' };
  const failed = recipients.filter((r) => r.action === 'failed');
  const [first] = failed;
  if (!first) return { outcome: 'pending' };
  const nowhere = failed.filter((r) => isNowhere(r.status)).flatMap((r) => r.addresses);
  return {
    outcome: 'bounced',
    reason: reasonOf(first.status),
    nowhere: [...new Set(nowhere)],
  };
}

/**
 * No such mailbox (1), domain (2), or not even an address (3); moved (6); a domain without mail
 * (10, RFC 7505); no such host (4.4, and 4.310 of Exchange Online). Not the whole of 5.1: 7 and 8
 * speak of the sender's address, and 0 does not say whose.
 */
const nowhereCodes = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.4.4', '5.4.310']);

/** Whether the status code (RFC 3463) says that there is no such address. */
export const isNowhere = (status: string): boolean => nowhereCodes.has(status);

function reasonOf(status: string): BounceReason {
  if (isNowhere(status)) return 'bounced_address';
  // What was temporary and given up; a mailbox (2) but for too long a mail; the way there (4).
  if (/^(4\.|5\.2\.(?!3$)|5\.4\.)/.test(status)) return 'bounced_mailbox';
  return 'bounced_refused';
}

/**
 * The bounce of qmail, which is plain text but in a form of its own (QSBMF, cr.yp.to/proto/qsbmf.txt):
 * a fixed beginning, a paragraph for each recipient, a fixed line, the mail. Undefined for other text.
 */
function qmailBounce(text: string): { recipients: Recipient[]; returned: string } | undefined {
  const lines = linesOf(text.trimStart());
  const end = lines.findIndex((line) => line.startsWith('--- Below this line is a copy'));
  if (!lines[0]?.startsWith('Hi. This is the ') || end < 0) return undefined;
  const recipients: Recipient[] = [];
  for (const line of lines.slice(1, end)) {
    const address = /^<([^<>\s]+)>:\s*$/.exec(line)?.[1];
    if (address && recipients.length < MAX_RECIPIENTS)
      recipients.push({ action: 'failed', status: '5.0.0', addresses: [bare(address)] });
    const code = codeIn(/#([\d.]+)/.exec(line)?.[1] ?? '');
    const current = recipients.at(-1);
    if (code && current) current.status = code;
  }
  return { recipients, returned: lines.slice(end + 1).join('\n') };
}
