import { type FetchMessageObject, ImapFlow } from 'imapflow';

/** Why a mailbox could not be read, in a word that holds neither secrets nor addresses. */
export class MailboxError extends Error {
  readonly problem: string;
  constructor(problem: string, cause: unknown) {
    super(`Mailbox not read (${problem})`, { cause });
    this.problem = problem;
  }
}

/** What somebody wants of the mails of a mailbox. */
export interface MailReader {
  /** Whether to fetch a mail with these header fields (Content-Type and From). */
  wants(headers: string): boolean;
  /** Reads a mail, of which only the first 256 KiB are given. True: done with, so mark it as read. */
  read(source: Uint8Array): Promise<boolean>;
}

/** How far a mailbox has been looked through: UIDs grow as mails come in (RFC 9051, section 2.3.1.1). */
export interface Place {
  validity: bigint;
  uid: number;
}

const MAX_MAIL_BYTES = 256 * 1024;
/** Mails whose contents are held at once. */
const PAGE = 25;
/** No page begins later than this after the start; what is left waits for the next time. */
const LAST_START_MS = 40_000;
/** A server that has not answered all by then is left. */
const TIMEOUT_MS = 55_000;

/**
 * Offers the unread mails of an IMAP folder (imap[s]://user:password@host:port/folder) to the
 * reader, oldest first, beginning after `place`. Those it is done with are marked as \\Seen, the
 * others stay as they are. How far it got; mails at which the reader threw come again.
 * Throws MailboxError, and whatever the reader throws.
 */
export async function readUnseen(
  url: string,
  reader: MailReader,
  place: Place | undefined,
  stop: AbortSignal,
): Promise<Place> {
  const startedAt = performance.now();
  const { client, folder } = clientOf(url);
  // A broken connection shows in the command that waits for it.
  client.on('error', () => {});
  const leave = () => client.close();
  const signal = AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]);
  signal.addEventListener('abort', leave, { once: true });
  try {
    await answerOf(client.connect());
    const { uidValidity } = await answerOf(client.mailboxOpen(folder));
    // UIDs of another validity say nothing: the folder was made anew.
    let reached: Place =
      place?.validity === uidValidity ? place : { validity: uidValidity, uid: 0 };
    const uids = await unseenAfter(client, reached.uid);
    for (let i = 0; i < uids.length && performance.now() - startedAt < LAST_START_MS; i += PAGE) {
      const page = uids.slice(i, i + PAGE);
      await readPage(client, page, reader);
      reached = { ...reached, uid: page.at(-1) as number };
    }
    await answerOf(client.logout());
    return reached;
  } finally {
    signal.removeEventListener('abort', leave);
    client.close();
  }
}

function clientOf(url: string): { client: ImapFlow; folder: string } {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  const client = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 8_000,
    greetingTimeout: 8_000,
    socketTimeout: 20_000,
  });
  return { client, folder: decodeURIComponent(pathname.slice(1)) || 'INBOX' };
}

async function unseenAfter(client: ImapFlow, uid: number): Promise<number[]> {
  const range = `${uid + 1}:*`;
  const found = await answerOf(client.search({ seen: false, uid: range }, { uid: true }));
  // 'n:*' always holds the last mail, be it before n.
  return (found || []).filter((one) => one > uid).sort((a, b) => a - b);
}

async function readPage(client: ImapFlow, uids: number[], reader: MailReader): Promise<void> {
  const heads = await fetchAll(client, uids, { headers: ['content-type', 'from'] });
  const wanted = heads.filter((mail) => reader.wants(String(mail.headers ?? '')));
  const mails = await fetchAll(
    client,
    wanted.map((mail) => mail.uid),
    { source: { start: 0, maxLength: MAX_MAIL_BYTES } },
  );
  const done: number[] = [];
  for (const { uid, source } of mails) if (source && (await reader.read(source))) done.push(uid);
  if (done.length > 0) await answerOf(client.messageFlagsAdd(done, ['\\Seen'], { uid: true }));
}

async function fetchAll(
  client: ImapFlow,
  uids: number[],
  query: Parameters<ImapFlow['fetchAll']>[1],
): Promise<FetchMessageObject[]> {
  if (uids.length === 0) return [];
  const mails = await answerOf(client.fetchAll(uids, { uid: true, ...query }, { uid: true }));
  return mails.sort((a, b) => a.uid - b.uid);
}

/** What the server answers; its own words may repeat the address, so they stay in the cause. */
async function answerOf<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    const error = cause as { authenticationFailed?: boolean; code?: string };
    const problem = error.authenticationFailed ? 'sign-in refused' : (error.code ?? 'refused');
    throw new MailboxError(problem, cause);
  }
}
