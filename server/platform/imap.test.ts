import { beforeEach, expect, test } from 'vitest';
import { testImap } from '../test/imap.ts';
import { MailboxError, readUnseen } from './imap.ts';

const imap = await testImap();
const never = new AbortController().signal;
const mail = (from: string, body = 'Alo') => `From: ${from}\r\nSubject: x\r\n\r\n${body}\r\n`;
const report = mail('mailer-daemon@mx.example');
const letter = mail('lan@mail.example');

let heard: string[] = [];
const reader = {
  wants: (headers: string) => headers.includes('mailer-daemon'),
  read: async (source: Uint8Array) => {
    heard.push(Buffer.from(source).toString());
    return true;
  },
};
beforeEach(() => {
  imap.renew();
  heard = [];
});

test('reads what is wanted once, marks it, and leaves the rest unread', async () => {
  imap.put(report);
  const uid = imap.put(letter);
  imap.put(report);
  const place = await readUnseen(imap.url, reader, undefined, never);
  expect(heard).toEqual([report, report]);
  expect(imap.unread()).toEqual([uid]);
  expect(place.uid).toBe(3);
  await readUnseen(imap.url, reader, undefined, never);
  expect(heard).toHaveLength(2);
});

test('goes on where it was, and from the beginning where the folder was made anew', async () => {
  imap.put(report);
  const kept = { ...reader, read: (source: Uint8Array) => reader.read(source).then(() => false) };
  const place = await readUnseen(imap.url, kept, undefined, never);
  expect(await readUnseen(imap.url, kept, place, never)).toEqual(place);
  expect(heard).toHaveLength(1);
  imap.put(report);
  const next = await readUnseen(imap.url, kept, place, never);
  expect(heard).toHaveLength(2);
  imap.renew();
  imap.put(report);
  await readUnseen(imap.url, kept, next, never);
  expect(heard).toHaveLength(3);
});

test('many mails, page by page, and of a huge one the beginning', async () => {
  for (let i = 0; i < 60; i++) imap.put(report);
  imap.put(mail('mailer-daemon@mx.example', 'x'.repeat(3_000_000)));
  const before = imap.fetched;
  await readUnseen(imap.url, reader, undefined, never);
  expect(heard).toHaveLength(61);
  expect(heard.at(-1)).toHaveLength(256 * 1024);
  expect(imap.fetched - before).toBeLessThan(300_000);
  expect(imap.unread()).toEqual([]);
});

test('a mail at which the reader throws stays unread, and comes again', async () => {
  imap.put(report);
  const failing = { ...reader, read: () => Promise.reject(new Error('no database')) };
  await expect(readUnseen(imap.url, failing, undefined, never)).rejects.toThrow('no database');
  expect(imap.unread()).toEqual([1]);
});

test.each([
  ['a wrong password', imap.url.replace('p%40ss', 'guess'), 'sign-in refused'],
  ['no such folder', imap.url.replace('INBOX', 'Elsewhere'), /./],
  ['nobody there', 'imap://a:secret@127.0.0.1:1/INBOX', 'ECONNREFUSED'],
])('%s is told without secrets', async (_name, url, problem) => {
  const error = await readUnseen(url, reader, undefined, never).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(MailboxError);
  const { message } = error as MailboxError;
  expect((error as MailboxError).problem).toMatch(problem);
  expect(message).not.toMatch(/guess|secret|quen\.example/);
});

test('a worker that stops leaves at once', async () => {
  const stopping = new AbortController();
  const hanging = {
    ...reader,
    read: async () => {
      stopping.abort();
      return true;
    },
  };
  imap.put(report);
  await expect(readUnseen(imap.url, hanging, undefined, stopping.signal)).rejects.toThrow(
    MailboxError,
  );
});
