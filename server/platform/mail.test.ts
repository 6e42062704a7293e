import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { testMailbox } from '../test/mailbox.ts';
import { createMailer, MailError, type MailSettings } from './mail.ts';

const mailbox = await testMailbox();
const settings = {
  mailFrom: 'Quen <care@quen.example>',
  bounceAddress: 'bounces@quen.example',
  bounceImapUrl: undefined,
  dataFolder: '/nowhere',
};
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
    arrived: false,
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

describe('the envelope of a mail that is to be reported on', () => {
  const reported = { ...mail('anh@mail.example'), envelopeId: 'message-1.42' };
  const sendBy = async (change: Partial<MailSettings>, wish = reported) => {
    const own = createMailer({ ...settings, smtpUrl: mailbox.url, ...change });
    await own.send(wish).finally(() => own.close());
    return mailbox.mails.at(-1)?.envelope;
  };

  test('asks for failure and success where reports are read (RFC 3461)', async () => {
    expect(await sendBy({ bounceImapUrl: 'imaps://mail.example' })).toMatchObject({
      from: 'bounces@quen.example',
      id: 'message-1.42',
      return: 'HDRS',
      notify: ['FAILURE', 'SUCCESS'],
      recipient: 'rfc822;anh@mail.example',
      parameters: expect.arrayContaining(['ENVID', 'RET', 'NOTIFY', 'ORCPT']),
    });
  });

  test('asks for nothing where nobody reads; a return path it has all the same', async () => {
    const nothing = { id: null, return: null, notify: undefined, recipient: undefined };
    expect(await sendBy({})).toMatchObject({ from: 'bounces@quen.example', ...nothing });
    expect(await sendBy({ bounceAddress: undefined })).toMatchObject({ from: 'care@quen.example' });
  });

  test('of a mail nobody reports on is its sender', async () => {
    const plain = mail('anh@mail.example') as typeof reported;
    expect(await sendBy({ bounceImapUrl: 'imaps://mail.example' }, plain)).toMatchObject({
      from: 'care@quen.example',
      id: null,
    });
  });

  test('says nothing of it to a server that does not offer DSN', async () => {
    const plain = await testMailbox({ dsn: false });
    const read = { smtpUrl: plain.url, bounceImapUrl: 'imaps://mail.example' };
    await sendBy(read);
    const [taken] = plain.mailsTo('anh@mail.example');
    expect(taken?.envelope.parameters.join()).not.toMatch(/ENVID|RET|NOTIFY|ORCPT/);
  });

  test('with an address that is none is refused before any server is asked', async () => {
    await expect(sendBy({}, { ...reported, to: 'not an address' })).rejects.toMatchObject({
      failure: 'permanent',
      badAddress: true,
    });
  });
});

test('a server nobody answers at is transient', async () => {
  const nobody = createMailer({ ...settings, smtpUrl: 'smtp://127.0.0.1:1' });
  await expect(nobody.send(mail('x@mail.example'))).rejects.toMatchObject({ failure: 'transient' });
  await nobody.close();
});

test('without a server mails are kept as files, the same mail once', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'quen-mail-'));
  onTestFinished(() => rm(dataFolder, { recursive: true }));
  const kept = createMailer({ ...settings, dataFolder, smtpUrl: undefined });
  await kept.send(mail('anh@mail.example'));
  await expect(kept.send(mail('anh@mail.example'))).resolves.toMatchObject({ arrived: true });
  const files = await readdir(join(dataFolder, 'outbox'));
  expect(files).toHaveLength(1);
  const parsed = await PostalMime.parse(
    await readFile(join(dataFolder, 'outbox', files[0] as string)),
  );
  expect(parsed.subject).toBe('Chào chị Ánh');
});
