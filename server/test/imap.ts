import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** A mailbox of a mail provider: the part of IMAP4rev1 (RFC 3501) that a reader of mails needs. */
export interface ImapMailbox {
  /** imap:// address with user and password, for BOUNCE_IMAP_URL. */
  url: string;
  /** Brings a mail; its UID. */
  put(source: string): number;
  /** UIDs of mails without \Seen. */
  unread(): number[];
  /** Bytes of mail content that were asked for so far. */
  readonly fetched: number;
  /** Makes the folder anew: other UIDVALIDITY, UIDs from 1. */
  renew(): void;
}

const USER = 'bounces@quen.example';
const PASSWORD = 'p@ss/word';

interface StoredMail {
  uid: number;
  source: Buffer;
  seen: boolean;
}

/** The provider's side of this test file. */
export async function testImap(): Promise<ImapMailbox> {
  const store = { mails: [] as StoredMail[], validity: 1, nextUid: 1, fetched: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    serve(socket, store);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `imap://${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/INBOX`,
    put(source) {
      const uid = store.nextUid++;
      store.mails.push({ uid, source: Buffer.from(source), seen: false });
      return uid;
    },
    unread: () => store.mails.filter((mail) => !mail.seen).map((mail) => mail.uid),
    get fetched() {
      return store.fetched;
    },
    renew() {
      Object.assign(store, { mails: [], validity: store.validity + 1, nextUid: 1 });
    },
  };
}

interface Store {
  mails: StoredMail[];
  validity: number;
  nextUid: number;
  fetched: number;
}

interface Session {
  signedIn: boolean;
  selected: boolean;
}

interface Answer {
  /** Untagged responses, whole lines. */
  data?: (string | Buffer)[];
  /** What follows the tag. */
  end: string;
}

const bad = (end: string): Answer => ({ end: `BAD ${end}` });

/** Talks to one client, line by line: the commands served here need no literals. */
function serve(socket: Socket, store: Store): void {
  const session: Session = { signedIn: false, selected: false };
  let pending = '';
  socket.setEncoding('utf8');
  socket.write('* OK IMAP4rev1 ready\r\n');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    const lines = pending.split('\r\n');
    pending = lines.pop() as string;
    for (const line of lines) {
      const [, tag = '*', command = '', rest = ''] =
        /^(\S+) ((?:UID )?\w+) ?(.*)$/i.exec(line) ?? [];
      const { data = [], end } = answer(command.toUpperCase(), rest, session, store);
      for (const part of data) socket.write(part);
      socket.write(`${tag} ${end}\r\n`);
      if (command.toUpperCase() === 'LOGOUT') socket.end();
    }
  });
}

function answer(command: string, rest: string, session: Session, store: Store): Answer {
  switch (command) {
    case 'CAPABILITY':
      return { data: ['* CAPABILITY IMAP4rev1\r\n'], end: 'OK done' };
    case 'LOGIN': {
      session.signedIn = rest === `"${USER}" "${PASSWORD}"`;
      return { end: session.signedIn ? 'OK signed in' : `NO [AUTHENTICATIONFAILED] ${USER}?` };
    }
    case 'NOOP':
      return { end: 'OK done' };
    case 'LOGOUT':
      return { data: ['* BYE\r\n'], end: 'OK done' };
  }
  if (!session.signedIn) return bad('sign in first');
  switch (command) {
    case 'LIST':
      return { data: ['* LIST () "/" INBOX\r\n'], end: 'OK done' };
    case 'LSUB':
      return { end: 'OK done' };
    case 'SELECT':
      return select(rest, session, store);
  }
  if (!session.selected) return bad(`${command} without a folder`);
  switch (command) {
    case 'UID SEARCH':
      return search(rest, store);
    case 'UID FETCH':
      return fetch(rest, store);
    case 'UID STORE':
      return setFlags(rest, store);
  }
  return bad(`${command} is not served`);
}

function select(folder: string, session: Session, store: Store): Answer {
  session.selected = /^"?INBOX"?$/i.test(folder);
  if (!session.selected) return { end: 'NO [NONEXISTENT] no such folder' };
  return {
    data: [
      '* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen)] limited\r\n',
      `* ${store.mails.length} EXISTS\r\n* 0 RECENT\r\n`,
      `* OK [UIDVALIDITY ${store.validity}]\r\n* OK [UIDNEXT ${store.nextUid}]\r\n`,
    ],
    end: 'OK [READ-WRITE] selected',
  };
}

/** The mails of a set like '1,3:5,7:*'; 'n:*' holds the last one even where its UID is below n. */
function mailsOf(set: string, { mails }: Store): StoredMail[] {
  const last = mails.at(-1)?.uid ?? 0;
  const at = (text: string) => (text === '*' ? last : Number(text));
  const ranges = set.split(',').map((range) => {
    const [from = '', to = from] = range.split(':');
    return [Math.min(at(from), at(to)), Math.max(at(from), at(to))] as const;
  });
  return mails.filter(({ uid }) => ranges.some(([from, to]) => from <= uid && uid <= to));
}

function search(query: string, store: Store): Answer {
  let found = store.mails;
  const words = query.split(' ');
  for (let word = words.shift(); word; word = words.shift()) {
    const set = word === 'UID' ? mailsOf(words.shift() ?? '', store) : undefined;
    if (!set && word !== 'UNSEEN') return bad(`search for ${word} is not served`);
    found = found.filter((mail) => (set ? set.includes(mail) : !mail.seen));
  }
  return { data: [`* SEARCH ${found.map((m) => m.uid).join(' ')}\r\n`], end: 'OK done' };
}

function fetch(rest: string, store: Store): Answer {
  const [, set = '', items = ''] = /^(\S+) \((.*)\)$/.exec(rest) ?? [];
  const fields = /BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]/i.exec(items)?.[1];
  const whole = /BODY(\.PEEK)?\[\]<(\d+)\.(\d+)>/i.exec(items);
  if (fields === undefined && !whole) return bad(`fetch of ${items} is not served`);
  const data = mailsOf(set, store).flatMap((mail) => {
    let name = `BODY[HEADER.FIELDS (${fields})]`;
    let part: Buffer = Buffer.from(headersOf(mail, fields?.toLowerCase().split(' ') ?? []));
    if (whole) {
      const from = Number(whole[2]);
      name = `BODY[]<${from}>`;
      part = mail.source.subarray(from, from + Number(whole[3]));
      store.fetched += part.length;
      // Only a peek leaves a mail unread.
      if (!whole[1]) mail.seen = true;
    }
    const head = `* ${store.mails.indexOf(mail) + 1} FETCH (UID ${mail.uid} ${name} {${part.length}}\r\n`;
    return [head, part, ')\r\n'];
  });
  return { data, end: 'OK done' };
}

function headersOf({ source }: StoredMail, fields: readonly string[]): string {
  const [head = ''] = source.toString('utf8').split('\r\n\r\n');
  const lines = head.split(/\r\n(?![ \t])/);
  const chosen = lines.filter((line) => fields.includes(line.split(':')[0]?.toLowerCase() ?? ''));
  return `${[...chosen, ''].join('\r\n')}\r\n`;
}

function setFlags(rest: string, store: Store): Answer {
  const [, set = ''] = /^(\S+) \+FLAGS(?:\.SILENT)? \(\\Seen\)$/i.exec(rest) ?? [];
  if (!set) return bad(`store of ${rest} is not served`);
  for (const mail of mailsOf(set, store)) mail.seen = true;
  return { end: 'OK done' };
}
