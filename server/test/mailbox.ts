import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerEnvelope } from 'smtp-server';
import { afterAll } from 'vitest';

/** What the server does with the next mail: take it, or break in one of the ways servers break. */
export type Behaviour =
  | 'accept'
  | 'refuse-address'
  | 'no-such-address'
  | 'busy'
  | 'refuse-content'
  | 'take-then-drop';

export interface ReceivedMail extends Email {
  recipient: string;
  raw: string;
  envelope: ReceivedEnvelope;
}

/** What the server was told beside the mail: its return path, and the wishes of RFC 3461. */
export interface ReceivedEnvelope {
  from: string;
  id: string | null;
  return: string | null;
  notify: string[] | undefined;
  recipient: string | undefined;
  /** Names of the parameters of MAIL and RCPT. */
  parameters: string[];
}

export interface Mailbox {
  /** smtp:// address for SMTP_URL. */
  url: string;
  /** Every mail the server took, in order: a drop after taking is in here too. */
  mails: ReceivedMail[];
  /** Asked for each recipient; accepts where absent. */
  behave: ((recipient: string) => Behaviour) | undefined;
  mailsTo(recipient: string): ReceivedMail[];
}

/** A real SMTP server of this test file; it offers reports (DSN, RFC 3461) unless told not to. */
export async function testMailbox({ dsn = true } = {}): Promise<Mailbox> {
  const mailbox: Mailbox = {
    url: '',
    mails: [],
    behave: undefined,
    mailsTo: (recipient) => mailbox.mails.filter((mail) => mail.recipient === recipient),
  };
  const server = new SMTPServer({
    authOptional: true,
    hideDSN: !dsn,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(address, _session, done) {
      const behaviour = mailbox.behave?.(address.address);
      if (behaviour === 'refuse-address') return done(reply(550, 'No such user here'));
      if (behaviour === 'no-such-address') return done(reply(550, '5.1.1 No such user here'));
      if (behaviour === 'busy') return done(reply(450, 'Try again later'));
      done();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const recipient = session.envelope.rcptTo[0]?.address ?? '';
        const behaviour = mailbox.behave?.(recipient);
        if (behaviour === 'refuse-content') return done(reply(554, 'Looks like spam'));
        const raw = Buffer.concat(chunks).toString('utf8');
        const envelope = envelopeOf(session.envelope);
        mailbox.mails.push({ ...(await PostalMime.parse(raw)), recipient, raw, envelope });
        if (behaviour === 'take-then-drop') return dropConnections();
        done();
      });
    },
  });
  // A connection that breaks is what some tests are about; it must not end the process.
  server.on('error', () => {});
  function dropConnections() {
    for (const connection of server.connections) connection._socket.destroy();
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  mailbox.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  afterAll(async () => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    // Pooled connections are kept open by whoever sends; nobody does any more.
    dropConnections();
    await closed;
  });
  return mailbox;
}

function envelopeOf({ mailFrom, rcptTo, dsn }: SMTPServerEnvelope): ReceivedEnvelope {
  return {
    from: mailFrom ? mailFrom.address : '',
    id: dsn?.envid ?? null,
    return: dsn?.ret ?? null,
    notify: rcptTo[0]?.dsn?.notify,
    recipient: rcptTo[0]?.dsn?.orcpt,
    parameters: [mailFrom, rcptTo[0]].flatMap((address) =>
      address ? Object.keys(address.args) : [],
    ),
  };
}

function reply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
