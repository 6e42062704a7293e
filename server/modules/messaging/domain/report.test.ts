import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exchangeReport,
  gmailReport,
  postfixReport,
  qmailBounce,
  type ReportedFate,
} from '../../../test/report-mails.ts';
import { mayBeReport, partsOf } from '../reports/mime.ts';
import { envelopeIdOf } from './envelope.ts';
import { readReport } from './report.ts';

const subject = { tenantId: 42, messageId: '0193a5b2-7c4d-7e8f-9a0b-1c2d3e4f5a6b' };
const to = 'Anh@Mail.example';
const mail = { id: envelopeIdOf(subject), to };
const nobody = ['anh@mail.example'];

async function read(source: string | Uint8Array) {
  const parts = await partsOf(Buffer.from(source as string));
  return parts && readReport(parts);
}
const headersOf = (source: string) => source.slice(0, source.indexOf('\r\n\r\n'));
const failed = (status: string, more: Partial<ReportedFate> = {}) => ({
  action: 'failed',
  status,
  ...more,
});
const bounced = (reason: string, nowhere: string[] = []) => ({
  subject,
  verdict: { outcome: 'bounced', reason: `bounced_${reason}`, nowhere },
});
const delivered = { subject, verdict: { outcome: 'delivered' } };
const pending = { subject, verdict: { outcome: 'pending' } };

describe('a report with a delivery status (RFC 3464)', () => {
  test.each<[string, ReportedFate[], object]>([
    ['no such mailbox', [failed('5.1.1')], bounced('address', nobody)],
    ['no such domain', [failed('5.1.2')], bounced('address', nobody)],
    ['no such host, as Postfix says it', [failed('5.4.4')], bounced('address', nobody)],
    ['a domain without mail (RFC 7505)', [failed('5.1.10')], bounced('address', nobody)],
    ['an unknown address of whomever', [failed('5.1.0')], bounced('refused')],
    ['a sender who is refused', [failed('5.1.8')], bounced('refused')],
    ['mailbox full', [failed('5.2.2')], bounced('mailbox')],
    ['too long for the mailbox', [failed('5.2.3')], bounced('refused')],
    ['temporary until given up', [failed('4.4.7')], bounced('mailbox')],
    ['delivery time expired', [failed('5.4.7')], bounced('mailbox')],
    ['spam', [failed('5.7.1')], bounced('refused')],
    ['content', [failed('5.6.0')], bounced('refused')],
    ['a code with words', [failed('5.1.1 (no such user)')], bounced('address', nobody)],
    [
      'a vague code and a clear one in the other server’s words',
      [failed('5.0.0', { diagnostic: '550-5.1.1 <anh@mail.example> from 5.1.2.3 unknown' })],
      bounced('address', nobody),
    ],
    [
      'a vague code and no other: 5.1.1.9 is an address',
      [failed('5.0.0', { diagnostic: '550 [5.1.1.9] no' })],
      bounced('refused'),
    ],
    ['no code', [failed('')], bounced('refused')],
    ['delivered', [{ action: 'delivered', status: '2.0.0' }], delivered],
    ['relayed', [{ action: 'relayed', status: '2.1.9' }], delivered],
    ['expanded', [{ action: 'expanded', status: '2.0.0' }], delivered],
    ['delayed', [{ action: 'delayed', status: '4.4.1' }], pending],
    ['an action of another world', [{ action: 'eaten', status: '5.1.1' }], pending],
    ['no recipient', [], pending],
    [
      'an alias of two, one of which took it',
      [failed('5.1.1', { to: 'b@mail.example' }), { action: 'delivered', status: '2.0.0' }],
      delivered,
    ],
    [
      'an alias of two, neither of which did',
      [failed('5.1.1', { to: 'b@mail.example' }), failed('5.2.2', { to: 'c@mail.example' })],
      bounced('address', ['anh@mail.example', 'b@mail.example']),
    ],
  ])('%s', async (_name, fates, expected) => {
    expect(await read(postfixReport(mail, fates))).toEqual(expected);
    expect(await read(postfixReport({ ...mail, envelopeId: false }, fates))).toEqual(expected);
  });

  test('of Exchange Online and of Gmail', async () => {
    expect(await read(exchangeReport(mail, '5.1.10'))).toEqual(bounced('address', nobody));
    expect(await read(gmailReport(mail, '5.2.2'))).toEqual(bounced('mailbox'));
  });

  test('with line ends of Unix, in any case, and addresses in UTF-8 (RFC 6533)', async () => {
    const source = postfixReport(mail, [failed('5.1.1')])
      .replaceAll('\r\n', '\n')
      .replaceAll('rfc822;', 'UTF-8;')
      .replace('message/delivery-status', 'message/global-delivery-status')
      .replace('Action: failed', 'ACTION:   Failed (for good)');
    expect(await read(source)).toEqual(bounced('address', nobody));
  });

  test('of which only the beginning was fetched', async () => {
    const source = postfixReport(mail, [failed('5.1.1')]);
    const cut = source.indexOf('Content-Description: Undelivered');
    expect(await read(source.slice(0, cut))).toEqual(bounced('address', nobody));
  });
});

describe('the bounce of qmail', () => {
  test.each([
    ['550 5.1.1 no such user. (#5.1.1)', bounced('address', nobody)],
    ['This address no longer accepts mail.', bounced('refused')],
    ['The mailbox is full. (#5.2.2)', bounced('mailbox')],
  ])('%s', async (reason, expected) => {
    expect(await read(qmailBounce(mail, reason))).toEqual(expected);
  });
  test('is left where its mail is not ours, or its form is another', async () => {
    const source = qmailBounce(mail, 'No.');
    for (const other of [
      source.replace(mail.id, 'abc123'),
      source.replace('Hi. This is', 'Hello. This is'),
      source.replace('--- Below this line', 'Below'),
    ])
      expect(await read(other)).toBeUndefined();
  });
});

describe('what is left alone', () => {
  const report = postfixReport(mail, [failed('5.1.1')]);
  test.each([
    ['a report on somebody else’s mail', report.replaceAll(mail.id, 'CAJ9x')],
    ['an id without a business', report.replaceAll(mail.id, subject.messageId)],
    ['an id of business 0', report.replaceAll(mail.id, `${subject.messageId}.0`)],
    ['a read receipt', report.replaceAll('delivery-status', 'disposition-notification')],
    ['a letter', 'From: lan@mail.example\r\nSubject: Alo\r\n\r\nBao giờ mở cửa?\r\n'],
    ['nothing', ''],
    ['parts in parts in parts', nested(200)],
  ])('%s', async (_name, source) => {
    expect(await read(source)).toBeUndefined();
  });

  test('an out-of-office answer that quotes our mail', async () => {
    const answer = `From: lan@mail.example\r\nIn-Reply-To: <${mail.id}@quen.example>\r\n\r\nTôi đi vắng.\r\n> Message-ID: <${mail.id}@quen.example>\r\n`;
    expect(await read(answer)).toBeUndefined();
  });

  test('garbage, however it is cut or stirred', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(report, gmailReport(mail, '5.1.1'), qmailBounce(mail, '#5.1.1')),
        fc.nat(3_000),
        fc.uint8Array({ maxLength: 60 }),
        async (source, at, bytes) => {
          const whole = Buffer.from(source);
          const stirred = Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + 40)]);
          const got = await read(stirred);
          if (got) expect(got.subject).toEqual(subject);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a thousand recipients and a line of a megabyte take no time to speak of', async () => {
    const long = 'x'.repeat(1_000_000);
    const fates = Array.from({ length: 1_000 }, (_, i) =>
      failed('5.1.1', { to: `${i}@b.example` }),
    );
    expect(await read(postfixReport({ ...mail, to: long }, fates.slice(0, 2)))).toBeDefined();
    const got = await read(postfixReport(mail, fates));
    expect(got).toMatchObject({ verdict: { outcome: 'bounced' } });
  });
});

test('whose content is worth fetching shows in the headers', () => {
  expect(mayBeReport(headersOf(postfixReport(mail, [])))).toBe(true);
  expect(mayBeReport(headersOf(exchangeReport(mail, '5.1.1')))).toBe(true);
  expect(mayBeReport(headersOf(qmailBounce(mail, 'No.')))).toBe(true);
  expect(mayBeReport('Content-Type:\r\n multipart/report; boundary=x')).toBe(true);
  expect(mayBeReport('From: Lan <lan@mail.example>\r\nContent-Type: text/plain')).toBe(false);
  expect(mayBeReport('Subject: multipart/report from mailer-daemon@x')).toBe(false);
});

function nested(depth: number): string {
  let body = 'x';
  for (let i = 0; i < depth; i++)
    body = `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n${body}\r\n--b${i}--\r\n`;
  return body;
}
