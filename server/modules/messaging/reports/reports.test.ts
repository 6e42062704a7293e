import { rm } from 'node:fs/promises';
import pino from 'pino';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Tenant } from '../../../platform/db.ts';
import { businessWith } from '../../../test/business.ts';
import { testDatabase } from '../../../test/harness.ts';
import { testImap } from '../../../test/imap.ts';
import { testMailbox } from '../../../test/mailbox.ts';
import {
  messageKinds,
  messageRows,
  messagingProgramme,
  reader,
  testPost,
  wish,
} from '../../../test/messages.ts';
import { postfixReport, type ReportedFate } from '../../../test/report-mails.ts';
import { testConfig, testServer } from '../../../test/server.ts';
import { issueKey } from '../../access/index.ts';
import { changeCustomer, customerById } from '../../customers/index.ts';
import { emailChannel } from '../channels/email.ts';
import { claimDue, LEASE_MS } from '../claim.ts';
import { deliverDue } from '../deliver.ts';
import type { Verdict } from '../domain/report.ts';
import { queueMessages } from '../intents.ts';
import type { Intent } from '../model.ts';
import { type AttemptEnd, markEnds } from '../store/claims.ts';
import { noteReport } from './note.ts';
import { readReports } from './read.ts';

const { db, clock } = await testDatabase();
const mailbox = await testMailbox();
const imap = await testImap();
const post = testPost(db, mailbox);

let tenant: Tenant;
beforeEach(async () => {
  clock.set('2026-11-21T03:00:00Z');
  mailbox.behave = undefined;
  imap.renew();
  tenant = await businessWith(db, messagingProgramme);
});

const queue = (...wishes: Intent[]) => db.tx(tenant, 'system', (tx) => queueMessages(tx, wishes));
const deliver = () => post.deliver(tenant);
const rows = () => messageRows(db, tenant);
const kinds = (customerId: string) => messageKinds(db, tenant, customerId);
const customer = (id: string) => db.tx(tenant, 'test', (tx) => customerById(tx, id));
const note = (messageId: string, verdict: Verdict) =>
  db.tx(tenant, 'system', (tx) => noteReport(tx, messageId, verdict));

const delivered: Verdict = { outcome: 'delivered' };
const bounced: Verdict = { outcome: 'bounced', reason: 'bounced_mailbox', nowhere: [] };

/** One message sent, with its reader. */
async function sent(change: Partial<Intent> = {}) {
  const { id, email } = await reader(db, tenant);
  await queue(wish(id, change));
  await deliver();
  const row = (await rows()).find((one) => one.customer_id === id);
  return { id, email, message: String(row?.id) };
}
const stateOf = async (message: string) => {
  const row = (await rows()).find((one) => one.id === message);
  return [row?.state, row?.reason];
};

describe('what a report does to a message', () => {
  test('sent → delivered → bounced, and never back', async () => {
    const { id, message } = await sent();
    const sentAt = clock.now();
    clock.advance(60_000);
    await note(message, delivered);
    expect(await stateOf(message)).toEqual(['delivered', null]);
    expect(await rows()).toMatchObject([{ sent_at: sentAt }]);
    await note(message, bounced);
    await note(message, delivered);
    expect(await stateOf(message)).toEqual(['bounced', 'bounced_mailbox']);
    expect(await kinds(id)).toEqual(['message.sent', 'message.bounced bounced_mailbox']);
  });

  test('twice is once', async () => {
    const { id, email, message } = await sent();
    const gone: Verdict = { outcome: 'bounced', reason: 'bounced_address', nowhere: [email] };
    expect(await note(message, gone)).toBe(true);
    await db.tx(tenant, 'staff:test', (tx) => changeCustomer(tx, id, { email: 'x@mail.example' }));
    await db.tx(tenant, 'staff:test', (tx) => changeCustomer(tx, id, { email }));
    expect(await note(message, gone)).toBe(true);
    expect(await kinds(id)).toEqual(['message.sent', 'message.bounced bounced_address']);
    expect((await customer(id)).emailBouncedAt, 'the old report says nothing new').toBeNull();
  });

  test('that it is delayed: nothing', async () => {
    const { message } = await sent();
    expect(await note(message, { outcome: 'pending' })).toBe(true);
    expect(await stateOf(message)).toEqual(['sent', null]);
  });

  test('there is not: false', async () => {
    expect(await note('0193a5b2-7c4d-7e8f-9a0b-1c2d3e4f5a6b', delivered)).toBe(false);
  });

  test('skipped or failed: nothing', async () => {
    mailbox.behave = () => 'refuse-address';
    const { message } = await sent();
    expect(await note(message, delivered)).toBe(true);
    expect(await stateOf(message)).toEqual(['failed', 'address_refused']);
  });

  test('that was left as ambiguous: it left after all', async () => {
    mailbox.behave = () => 'take-then-drop';
    const { id, message } = await sent();
    clock.advance(60_000);
    await deliver();
    expect(await stateOf(message)).toEqual(['ambiguous', 'outcome_unknown']);
    await note(message, delivered);
    expect(await stateOf(message)).toEqual(['delivered', null]);
    expect(await kinds(id)).toEqual(['message.sent']);
  });

  test('that waits to be tried again after silence: it is not sent a second time', async () => {
    mailbox.behave = () => 'take-then-drop';
    const { message } = await sent();
    expect(await stateOf(message)).toEqual(['queued', 'provider_busy']);
    await note(message, delivered);
    mailbox.behave = undefined;
    clock.advance(60_000);
    await deliver();
    expect(mailbox.mails.filter((mail) => mail.envelope.id?.startsWith(message))).toHaveLength(1);
  });
});

describe('a report that is faster than our own mark', () => {
  const end = (id: string, state: AttemptEnd['state']): AttemptEnd => ({
    id,
    attempt: 1,
    state,
    reason: null,
    providerId: '<x>',
    dueAt: null,
    resent: false,
  });

  test.each([
    ['delivered', delivered],
    ['bounced', bounced],
  ])('%s stays, and the timeline tells everything once', async (state, verdict) => {
    const { id } = await reader(db, tenant);
    await queue(wish(id));
    const [held] = (await db.tx(tenant, 'system', (tx) => claimDue(tx, 10))).messages;
    const message = String(held?.id);
    await note(message, verdict);
    for (const late of ['sent', 'ambiguous', 'queued', 'failed'] as const)
      expect(await db.tx(tenant, 'system', (tx) => markEnds(tx, [end(message, late)]))).toEqual([]);
    clock.advance(LEASE_MS);
    await deliver();
    expect(await stateOf(message)).toEqual([state, state === 'bounced' ? 'bounced_mailbox' : null]);
    expect((await kinds(id))[0]).toBe('message.sent');
    expect(await kinds(id)).toHaveLength(state === 'bounced' ? 2 : 1);
  });
});

describe('an address that does not exist', () => {
  const gone = (...nowhere: string[]): Verdict => ({
    outcome: 'bounced',
    reason: 'bounced_address',
    nowhere,
  });

  test('is written to no more, whatever for, and counts in what a journey would reach', async () => {
    const { id, email, message } = await sent();
    await note(message, gone(email));
    expect((await customer(id)).emailBouncedAt).toEqual(clock.now());
    await queue(wish(id), wish(id, { template: 'care', purpose: 'transactional' }));
    await deliver();
    expect((await kinds(id)).slice(2)).toEqual([
      'message.skipped address_bounced',
      'message.skipped address_bounced',
    ]);
    expect(mailbox.mailsTo(email)).toHaveLength(1);
  });

  test('is that of the report, not one the customer has got since', async () => {
    const { id, email, message } = await sent();
    await db.tx(tenant, 'staff:test', (tx) =>
      changeCustomer(tx, id, { email: 'moi@mail.example' }),
    );
    await note(message, gone(email));
    expect(await stateOf(message)).toEqual(['bounced', 'bounced_address']);
    expect((await customer(id)).emailBouncedAt).toBeNull();
  });

  test('may be known to our own mail server; a refusal that does not say so proves nothing', async () => {
    mailbox.behave = (to) => (to.startsWith('khach') ? 'no-such-address' : 'refuse-address');
    const unknown = await sent();
    const refused = await reader(db, tenant, { email: 'lan@mail.example' });
    await queue(wish(refused.id));
    await deliver();
    expect(await stateOf(unknown.message)).toEqual(['failed', 'address_refused']);
    expect((await customer(unknown.id)).emailBouncedAt).toEqual(clock.now());
    expect((await customer(refused.id)).emailBouncedAt).toBeNull();
    await queue(wish(unknown.id));
    await deliver();
    expect(await kinds(unknown.id)).toEqual([
      'message.skipped address_refused',
      'message.skipped address_bounced',
    ]);
  });

  test('is not one whose mailbox is full', async () => {
    const { id, message } = await sent();
    await note(message, bounced);
    expect((await customer(id)).emailBouncedAt).toBeNull();
  });
});

test('what came back does not count towards the frequency cap', async () => {
  tenant = await businessWith(db, (starter) => ({
    ...messagingProgramme(starter),
    guard: { quietFromHour: 0, quietToHour: 0, capMessages: 1, capDays: 7 },
  }));
  const { id, email, message } = await sent();
  await note(message, bounced);
  await queue(wish(id));
  await deliver();
  expect(mailbox.mailsTo(email)).toHaveLength(2);
});

describe('from the mail server to the report of the journey', () => {
  const config = testConfig({ bounceImapUrl: imap.url });
  const logged: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line) => void logged.push(JSON.parse(line)) });
  const poll = (own = config) =>
    readReports.run({ db, config: own, log, signal: new AbortController().signal });

  /** What the mail server sends back of the one mail to this address. */
  function reportOn(email: string, fate: ReportedFate): string {
    const envelope = mailbox.mailsTo(email)[0]?.envelope;
    expect(envelope?.from).toBe('bounces@quen.example');
    return postfixReport({ id: String(envelope?.id), to: email }, [fate]);
  }

  test('returned mail is known, shown, and not sent again', async () => {
    const [gone, full, fine] = [await sent(), await sent(), await sent()];
    imap.put(reportOn(gone.email, { action: 'failed', status: '5.1.1' }));
    const letter = imap.put('From: lan@mail.example\r\nSubject: Alo\r\n\r\nMấy giờ mở cửa?\r\n');
    imap.put(reportOn(full.email, { action: 'failed', status: '4.2.2' }));
    imap.put(reportOn(fine.email, { action: 'delivered', status: '2.0.0' }));
    const foreign = imap.put(
      postfixReport({ id: `${crypto.randomUUID()}.999999`, to: 'a@mail.example' }, []),
    );
    const unknown = imap.put(
      postfixReport({ id: `${crypto.randomUUID()}.${tenant.id}`, to: 'a@mail.example' }, []),
    );
    await poll();
    expect(imap.unread()).toEqual([letter, foreign, unknown]);
    expect(await stateOf(gone.message)).toEqual(['bounced', 'bounced_address']);
    expect(await stateOf(full.message)).toEqual(['bounced', 'bounced_mailbox']);
    expect(await stateOf(fine.message)).toEqual(['delivered', null]);
    expect(await kinds(gone.id)).toEqual(['message.sent', 'message.bounced bounced_address']);

    await queue(wish(gone.id), wish(full.id));
    await deliver();
    expect((await kinds(gone.id)).at(-1)).toBe('message.skipped address_bounced');
    expect((await kinds(full.id)).at(-1)).toBe('message.sent');

    const { messages } = await journey({ smtpUrl: mailbox.url, bounceImapUrl: imap.url });
    expect(messages).toMatchObject({ sent: 4, bounced: 2, delivered: 2 });
    expect(messages.reasons).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: 'bounced_address', count: 1 }),
        expect.objectContaining({ reason: 'bounced_mailbox', count: 1 }),
        expect.objectContaining({ reason: 'address_bounced', count: 1 }),
      ]),
    );
  });

  /** The report of the journey, as a server with these settings gives it. */
  async function journey(settings: Parameters<typeof testServer>[1]) {
    const { app } = await testServer(db, settings);
    const { key } = await db.tx(tenant, 'staff:owner', (tx) =>
      issueKey(tx, { name: 'test', scopes: ['journeys.read'] }),
    );
    const headers = { authorization: `Bearer ${key}` };
    return (await app.inject({ url: '/v1/journeys/win-back', headers })).json();
  }

  test('what arrived is not claimed where nobody reads, and is certain without a server', async () => {
    await sent();
    const unread = await journey({ smtpUrl: mailbox.url });
    expect(unread.messages).toMatchObject({ sent: 1, bounced: 0, delivered: null });
    expect((await journey({})).messages).toMatchObject({ sent: 1, bounced: 0, delivered: 1 });
  });

  test('an answer lost on the way changes nothing when it comes again', async () => {
    const { id, email, message } = await sent();
    const report = reportOn(email, { action: 'failed', status: '5.1.1' });
    imap.put(report);
    await poll();
    imap.put(report);
    await poll();
    expect(imap.unread()).toEqual([]);
    expect(await stateOf(message)).toEqual(['bounced', 'bounced_address']);
    expect(await kinds(id)).toHaveLength(2);
  });

  test('a mailbox out of reach is a warning without its password', async () => {
    const url = imap.url.replace('p%40ss', 'geheim');
    await poll(testConfig({ bounceImapUrl: url }));
    expect(logged.at(-1)).toMatchObject({ level: 40, problem: 'sign-in refused' });
    expect(JSON.stringify(logged)).not.toMatch(/geheim|word|bounces@/);
  });

  test('without a mailbox there is nothing to do', async () => {
    await expect(poll(testConfig())).resolves.toBeUndefined();
  });
});

test('the development mailbox is its readers’: what is put there has arrived', async () => {
  const { id } = await reader(db, tenant);
  await queue(wish(id));
  const folder = testConfig();
  onTestFinished(() => rm(folder.dataFolder, { recursive: true, force: true }));
  await deliverDue({ ...post.delivery(tenant), channels: { email: emailChannel(folder) } });
  expect(await rows()).toMatchObject([{ state: 'delivered', sent_at: clock.now() }]);
  expect(await kinds(id)).toEqual(['message.sent']);
});
