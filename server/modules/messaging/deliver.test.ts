import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql, type Tenant } from '../../platform/db.ts';
import { armFailpoint } from '../../platform/failpoint.ts';
import { businessWith } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testMailbox } from '../../test/mailbox.ts';
import {
  messageKinds,
  messageRows,
  messagingProgramme,
  reader,
  testPost,
  wish,
} from '../../test/messages.ts';
import { recordConsent } from '../customers/index.ts';
import { issueVouchers } from '../rewards/index.ts';
import { claimDue, LEASE_MS } from './claim.ts';
import { cancelMessagesOf, holdMessages, queueMessages, releaseMessages } from './intents.ts';
import type { Intent } from './model.ts';
import { type AttemptEnd, markEnds } from './store/claims.ts';

const { db, clock } = await testDatabase();
const mailbox = await testMailbox();
const post = testPost(db, mailbox);
const START = '2026-11-21T03:00:00Z';

let tenant: Tenant;
beforeEach(async () => {
  clock.set(START);
  mailbox.behave = undefined;
  tenant = await businessWith(db, messagingProgramme);
});

const queue = (...wishes: Intent[]) => db.tx(tenant, 'system', (tx) => queueMessages(tx, wishes));
const deliver = () => post.deliver(tenant);
const rows = () => messageRows(db, tenant);
const kinds = (customerId: string) => messageKinds(db, tenant, customerId);
const minutes = (n: number) => n * 60_000;

describe('a message that may go out', () => {
  test('arrives once, as written, with its voucher, tracked links and a one-click way out', async () => {
    const { id, email } = await reader(db, tenant);
    const voucher = await db.tx(tenant, 'system', async (tx) => {
      const [issued] = await issueVouchers(tx, [
        { campaign: 'win-back', customerId: id, issuedBy: 'test' },
      ]);
      await queueMessages(tx, [wish(id, { template: 'offer', voucherId: issued?.id })]);
      return issued;
    });
    await deliver();
    await deliver();

    const mails = mailbox.mailsTo(email);
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    const [row] = await rows();
    expect(mail?.subject).toBe('offer: chị Ánh');
    expect(mail?.from).toEqual({ name: tenant.name, address: 'care@quen.example' });
    expect(mail?.messageId).toBe(`<${row?.id}.${tenant.id}@quen.example>`);
    expect(mail?.envelope).toMatchObject({
      from: 'bounces@quen.example',
      id: `${row?.id}.${tenant.id}`,
      notify: ['FAILURE', 'SUCCESS'],
    });
    const header = (name: string) => mail?.headers.find((h) => h.key === name)?.value;
    expect(header('list-unsubscribe')).toMatch(/^<https:\/\/quen\.example\/m\/u\/[\w.-]+>$/);
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const code = voucher?.code.match(/.{4}/g)?.join('-') as string;
    for (const part of [mail?.html, mail?.text]) {
      expect(part).toContain(code);
      expect(part).toMatch(/https:\/\/quen\.example\/m\/c\/[\w.-]+/);
      expect(part).toMatch(/https:\/\/quen\.example\/m\/u\/[\w.-]+/);
      expect(part).not.toContain('shop.example');
    }
    expect(mail?.html).toMatch(/<img src="https:\/\/quen\.example\/m\/o\/[\w.-]+\.gif"/);
    expect(row).toMatchObject({ state: 'sent', attempts: 1, reason: null, resent: false });
    expect(await kinds(id)).toEqual(['message.sent']);
  });

  test('is in the language of its reader', async () => {
    const { id, email } = await reader(db, tenant, { locale: 'en', fullName: 'Anna' });
    await queue(wish(id));
    await deliver();
    expect(mailbox.mailsTo(email).map((m) => m.subject)).toEqual(['news: Anna']);
  });

  test('is one, however often its cause is repeated', async () => {
    const { id, email } = await reader(db, tenant);
    const intent = wish(id);
    await queue(intent, { ...intent });
    await queue(intent);
    await deliver();
    await queue(intent);
    await deliver();
    expect(mailbox.mailsTo(email)).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  test('does not exist where its cause was undone', async () => {
    const { id } = await reader(db, tenant);
    await expect(
      db.tx(tenant, 'system', async (tx) => {
        await queueMessages(tx, [wish(id)]);
        throw new Error('the cause failed');
      }),
    ).rejects.toThrow('the cause failed');
    expect(await rows()).toEqual([]);
    const jobs = await db.global((q) =>
      q.rows(
        sql`select 1 from graphile_worker.jobs where key = ${`${tenant.id}:messaging.deliver`}`,
      ),
    );
    expect(jobs).toEqual([]);
  });
});

describe('the guard, at the moment of sending', () => {
  test('names its reason for everybody it skips', async () => {
    const silent = await reader(db, tenant, { agreed: false });
    const nowhere = await reader(db, tenant, { email: null });
    await queue(
      wish(silent.id),
      wish(nowhere.id),
      wish(silent.id, { template: 'care', purpose: 'care' }),
    );
    await deliver();
    expect(await kinds(silent.id)).toEqual(
      expect.arrayContaining(['message.skipped no_consent', 'message.sent']),
    );
    expect(await kinds(nowhere.id)).toEqual(['message.skipped no_address']);
  });

  test('consent withdrawn between intent and sending counts', async () => {
    const { id, email } = await reader(db, tenant);
    await queue(wish(id));
    await db.tx(tenant, 'member:x', (tx) =>
      recordConsent(tx, {
        customerId: id,
        channel: 'email',
        purpose: 'marketing',
        granted: false,
        method: 'portal',
      }),
    );
    await deliver();
    expect(mailbox.mailsTo(email)).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'skipped', reason: 'unsubscribed' }]);
  });

  test('quiet hours put marketing off to their end, and only marketing', async () => {
    tenant = await businessWith(db, (starter) => ({
      ...messagingProgramme(starter),
      guard: { quietFromHour: 21, quietToHour: 8, capMessages: 5, capDays: 7 },
    }));
    clock.set('2026-11-21T15:00:00Z'); // 22:00 in Ho Chi Minh City
    const { id, email } = await reader(db, tenant);
    await queue(wish(id), wish(id, { template: 'care', purpose: 'care' }));
    await deliver();
    expect(mailbox.mailsTo(email).map((m) => m.subject)).toEqual(['care: chị Ánh']);
    expect(await rows()).toMatchObject([
      {
        state: 'queued',
        reason: 'quiet_hours',
        due_at: new Date('2026-11-22T01:00:00Z'),
        attempts: 0,
      },
      { state: 'sent' },
    ]);
    const waking = await db.global((q) =>
      q.rows(sql`select run_at from graphile_worker.jobs
                 where key = ${`${tenant.id}:messaging.deliver:2026-11-22T01:00:00.000Z`}`),
    );
    expect(waking).toEqual([{ run_at: new Date('2026-11-22T01:00:00Z') }]);
    clock.set('2026-11-22T00:59:59Z');
    await deliver();
    expect(mailbox.mailsTo(email)).toHaveLength(1);
    clock.set('2026-11-22T01:00:00Z');
    await deliver();
    expect(mailbox.mailsTo(email)).toHaveLength(2);
  });

  test('the frequency cap holds in a race of 20 senders, over rolling days', async () => {
    tenant = await businessWith(db, (starter) => ({
      ...messagingProgramme(starter),
      guard: { quietFromHour: 0, quietToHour: 0, capMessages: 2, capDays: 7 },
    }));
    const { id, email } = await reader(db, tenant);
    await queue(...Array.from({ length: 12 }, () => wish(id)));
    await Promise.all(Array.from({ length: 20 }, deliver));
    expect(mailbox.mailsTo(email)).toHaveLength(2);
    expect((await rows()).filter((r) => r.reason === 'frequency_cap')).toHaveLength(10);
    clock.advance(7 * 86_400_000 + 1);
    await queue(wish(id));
    await deliver();
    expect(mailbox.mailsTo(email)).toHaveLength(3);
  });
});

test('20 workers that each claim one message of the same customer see each other', async () => {
  tenant = await businessWith(db, (starter) => ({
    ...messagingProgramme(starter),
    guard: { quietFromHour: 0, quietToHour: 0, capMessages: 2, capDays: 7 },
  }));
  const { id } = await reader(db, tenant);
  await queue(...Array.from({ length: 20 }, () => wish(id)));
  const claims = await Promise.all(
    Array.from({ length: 20 }, () => db.tx(tenant, 'system', (tx) => claimDue(tx, 1))),
  );
  expect(claims.flatMap((claim) => claim.messages)).toHaveLength(2);
  expect((await rows()).filter((r) => r.state === 'sending')).toHaveLength(2);
});

describe('what is taken back or held back', () => {
  const cause = '0193a5b2-7c4d-7e8f-9a0b-1c2d3e4f5a6b';
  test('cancelled messages are not sent, and say why', async () => {
    const { id, email } = await reader(db, tenant);
    await queue(wish(id, { causeId: cause }));
    await db.tx(tenant, 'system', (tx) => cancelMessagesOf(tx, [cause], 'left_journey'));
    await deliver();
    expect(mailbox.mailsTo(email)).toEqual([]);
    expect(await kinds(id)).toEqual(['message.skipped left_journey']);
  });

  test('held messages wait until they are released', async () => {
    const { id, email } = await reader(db, tenant);
    await queue(wish(id));
    await db.tx(tenant, 'system', (tx) => holdMessages(tx, 'journey:win-back'));
    await deliver();
    expect(mailbox.mailsTo(email)).toEqual([]);
    await db.tx(tenant, 'system', (tx) => releaseMessages(tx, 'journey:win-back'));
    await deliver();
    expect(mailbox.mailsTo(email)).toHaveLength(1);
  });
});

describe('when the provider does not take it', () => {
  test('a refused address fails for good; the neighbour gets theirs', async () => {
    const gone = await reader(db, tenant);
    const fine = await reader(db, tenant);
    mailbox.behave = (to) => (to === gone.email ? 'refuse-address' : 'accept');
    await queue(wish(gone.id), wish(fine.id));
    await deliver();
    expect(mailbox.mailsTo(fine.email)).toHaveLength(1);
    expect(await kinds(gone.id)).toEqual(['message.skipped address_refused']);
  });

  test('a broken template costs its own message only', async () => {
    const { id, email } = await reader(db, tenant);
    await queue(wish(id, { template: 'broken' }), wish(id));
    await deliver();
    expect(mailbox.mailsTo(email)).toHaveLength(1);
    expect(await kinds(id)).toEqual(
      expect.arrayContaining(['message.skipped template_error', 'message.sent']),
    );
  });

  test('a busy server is asked again, later and later, and not for ever', async () => {
    const { id, email } = await reader(db, tenant);
    mailbox.behave = () => 'busy';
    await queue(wish(id));
    for (const wait of [1, 5, 30, 120, 360]) {
      await deliver();
      expect(await rows()).toMatchObject([{ state: 'queued', reason: 'provider_busy' }]);
      clock.advance(minutes(wait) - 1);
      const before = (await rows())[0]?.attempts;
      await deliver();
      expect((await rows())[0]?.attempts).toBe(before);
      clock.advance(1);
    }
    await deliver();
    expect(await rows()).toMatchObject([
      { state: 'failed', reason: 'provider_unavailable', attempts: 6 },
    ]);
    mailbox.behave = undefined;
    await deliver();
    expect(mailbox.mailsTo(email)).toEqual([]);
  });

  test('a server that vanishes while taking it is asked once more, under the same Message-ID', async () => {
    const { id, email } = await reader(db, tenant);
    let calls = 0;
    mailbox.behave = (to) => (to === email && calls++ < 2 ? 'take-then-drop' : 'accept');
    await queue(wish(id));
    await deliver();
    expect(await rows()).toMatchObject([{ state: 'queued', resent: true }]);
    clock.advance(minutes(1));
    await deliver();
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
    const ids = mailbox.mailsTo(email).map((m) => m.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  test('twice without an answer is left as ambiguous, and counts as received', async () => {
    const { id, email } = await reader(db, tenant);
    mailbox.behave = () => 'take-then-drop';
    await queue(wish(id));
    await deliver();
    clock.advance(minutes(1));
    await deliver();
    clock.advance(minutes(600));
    await deliver();
    expect(await rows()).toMatchObject([
      { state: 'ambiguous', reason: 'outcome_unknown', sent_at: expect.any(Date) },
    ]);
    expect(mailbox.mailsTo(email)).toHaveLength(2);
  });
});

describe('a sender that dies', () => {
  let disarm: (() => void) | undefined;
  afterEach(() => disarm?.());
  const die = (point: string) => {
    disarm = armFailpoint(point, () => {
      throw new Error(`died at ${point}`);
    });
  };

  test.each([
    ['deliver.claimed', 1],
    ['deliver.accepted', 2],
    ['deliver.marked', 1],
  ])('at %s: the job run again sends %i mail of one Message-ID', async (point, mails) => {
    const { id, email } = await reader(db, tenant);
    await queue(wish(id));
    die(point);
    await expect(deliver()).rejects.toThrow('died at');
    disarm?.();
    // Before the lease ends nobody takes it from a sender that may only be slow.
    await deliver();
    clock.advance(LEASE_MS);
    await deliver();
    await deliver();
    const sent = mailbox.mailsTo(email);
    expect(sent).toHaveLength(mails);
    expect(new Set(sent.map((m) => m.messageId)).size).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
    expect(await kinds(id)).toEqual(['message.sent']);
  });

  test('again over the same message: it is left as ambiguous, never sent a third time', async () => {
    const { id, email } = await reader(db, tenant);
    await queue(wish(id));
    die('deliver.accepted');
    for (let i = 0; i < 4; i++) {
      await deliver().catch(() => {});
      clock.advance(LEASE_MS);
    }
    expect(mailbox.mailsTo(email)).toHaveLength(2);
    expect(await rows()).toMatchObject([{ state: 'ambiguous', reason: 'outcome_unknown' }]);
  });

  test.each(['intents.before', 'intents.after'])(
    'at %s: nothing of the cause remains',
    async (point) => {
      const { id, email } = await reader(db, tenant);
      const intent = wish(id);
      die(point);
      await expect(queue(intent)).rejects.toThrow('died at');
      disarm?.();
      expect(await rows()).toEqual([]);
      await queue(intent);
      await deliver();
      expect(mailbox.mailsTo(email)).toHaveLength(1);
    },
  );

  test('only seemingly: the late word that it was taken counts, whatever else was tried meanwhile', async () => {
    const { id } = await reader(db, tenant);
    await queue(wish(id));
    const claim = () => db.tx(tenant, 'system', (tx) => claimDue(tx, 10));
    const end = (attempt: number, state: 'sent' | 'failed'): AttemptEnd => ({
      id: String(first?.id),
      attempt,
      state,
      reason: state === 'failed' ? 'address_refused' : null,
      providerId: null,
      dueAt: null,
      resent: false,
    });
    const mark = (e: AttemptEnd) => db.tx(tenant, 'system', (tx) => markEnds(tx, [e]));
    const [first] = (await claim()).messages;
    clock.advance(LEASE_MS);
    expect((await claim()).messages).toMatchObject([{ attempts: 2, resent: true }]);
    expect(await mark(end(1, 'failed')), 'a failure of an attempt that was given up').toEqual([]);
    expect(await mark(end(1, 'sent'))).toEqual([first?.id]);
    expect(await mark(end(2, 'failed')), 'a failure after success').toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'sent', reason: null }]);
  });
});

test('many workers share a crowd: everybody gets one', async () => {
  const crowd = await Promise.all(Array.from({ length: 120 }, () => reader(db, tenant)));
  await queue(...crowd.map(({ id }) => wish(id)));
  await Promise.all([deliver(), deliver(), deliver()]);
  for (const { email } of crowd) expect(mailbox.mailsTo(email)).toHaveLength(1);
  expect(new Set((await rows()).map((r) => r.state))).toEqual(new Set(['sent']));
});
