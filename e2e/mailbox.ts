import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Mailbox {
  port: number;
  /** Mails accepted so far, oldest first. */
  mails: Email[];
  /** The first mail that satisfies the test, waiting for it to arrive. */
  waitFor(test: (mail: Email) => boolean): Promise<Email>;
  close(): Promise<void>;
}

/** A real SMTP server that keeps what it accepts. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: Email[] = [];
  const waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        mails.push(await PostalMime.parse(Buffer.concat(chunks)));
        done();
        for (const wake of waiting.splice(0)) wake();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as { port: number };
  return {
    port,
    mails,
    waitFor: async (test) => {
      for (;;) {
        const found = mails.find(test);
        if (found) return found;
        await new Promise<void>((wake) => waiting.push(wake));
      }
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}
