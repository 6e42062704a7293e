import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { testMailbox } from '../test/mailbox.ts';
import { createMailer, MailError } from './mail.ts';

const mailbox = await testMailbox();
const settings = { mailFrom: 'Quen <care@quen.example>', dataFolder: '/nowhere' };
const mailer = createMailer({ ...settings, smtpUrl: mailbox.url });
afterAll(() => mailer.close());
beforeEach(() => {
  mailbox.behave = undefined;
});

const mail = (to: string) => ({
  fromName: 'Quán "Gió"',
  to,
  subject: 'Chào chị Ánh',
  text: 'Hẹn gặp lại',
  messageId: `<${to}>`,
});

async function failureOf(to: string): Promise<unknown> {
  const error = await mailer.send(mail(to)).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(MailError);
  const { failure, badAddress } = error as MailError;
  return { failure, badAddress };
}

test('a mail arrives with its sender, subject and id', async () => {
  await expect(mailer.send(mail('anh@mail.example'))).resolves.toEqual({
    id: '<anh@mail.example>',
  });
  const [arrived] = mailbox.mailsTo('anh@mail.example');
  expect(arrived).toMatchObject({
    from: { name: 'Quán "Gió"', address: 'care@quen.example' },
    subject: 'Chào chị Ánh',
    messageId: '<anh@mail.example>',
  });
});

test('a refused address is permanent, a busy server transient, refused content permanent', async () => {
  mailbox.behave = (to) =>
    to.startsWith('gone') ? 'refuse-address' : to.startsWith('busy') ? 'busy' : 'refuse-content';
  expect(await failureOf('gone@mail.example')).toEqual({ failure: 'permanent', badAddress: true });
  expect(await failureOf('busy@mail.example')).toEqual({ failure: 'transient', badAddress: false });
  expect(await failureOf('spam@mail.example')).toEqual({ failure: 'permanent', badAddress: false });
});

test('an address that is none is refused before any server is asked', async () => {
  expect(await failureOf('not an address')).toEqual({ failure: 'permanent', badAddress: true });
});

test('a server that takes the mail and vanishes leaves it ambiguous, and is not asked again', async () => {
  mailbox.behave = () => 'take-then-drop';
  expect(await failureOf('drop@mail.example')).toEqual({ failure: 'ambiguous', badAddress: false });
  expect(mailbox.mailsTo('drop@mail.example')).toHaveLength(1);
});

test('a server nobody answers at is transient', async () => {
  const nobody = createMailer({ ...settings, smtpUrl: 'smtp://127.0.0.1:1' });
  await expect(nobody.send(mail('x@mail.example'))).rejects.toMatchObject({ failure: 'transient' });
  await nobody.close();
});

test('without a server mails are kept as files, the same mail once', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'quen-mail-'));
  const kept = createMailer({ ...settings, dataFolder, smtpUrl: undefined });
  await kept.send(mail('anh@mail.example'));
  await kept.send(mail('anh@mail.example'));
  const files = await readdir(join(dataFolder, 'outbox'));
  expect(files).toHaveLength(1);
  const parsed = await PostalMime.parse(
    await readFile(join(dataFolder, 'outbox', files[0] as string)),
  );
  expect(parsed.subject).toBe('Chào chị Ánh');
});
