import type { Journey, Programme } from '@quen/contracts/programme.ts';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Row, sql, type Tenant } from '../../platform/db.ts';
import { armFailpoint } from '../../platform/failpoint.ts';
import { businessWith } from '../../test/business.ts';
import { buys, shoppersOf } from '../../test/dormant.ts';
import { testDatabase } from '../../test/harness.ts';
import { testMailbox } from '../../test/mailbox.ts';
import { messageRows, messagingProgramme, plainTemplate, testPost } from '../../test/messages.ts';
import { streamSettled } from '../../test/stream.ts';
import { currentProgramme, publishProgramme } from '../programme/index.ts';
import { timelineOf } from '../timeline/index.ts';
import { controlJourney, type JourneyAction } from './control.ts';
import { tick } from './tick.ts';

const { db, clock } = await testDatabase();
const mailbox = await testMailbox();
const post = testPost(db, mailbox);

let tenant: Tenant;
const days = (n: number) => n * 86_400_000;

/** The win-back play with everybody treated, unless changed. */
const programme =
  (change: Partial<Journey> = {}) =>
  (starter: Programme): Partial<Programme> => {
    const base = messagingProgramme(starter);
    return {
      ...base,
      journeys: (base.journeys ?? []).map((j) => ({ ...j, holdoutPercent: 0, ...change })),
    };
  };

beforeEach(async () => {
  clock.set('2026-11-21T03:00:00Z');
  mailbox.behave = undefined;
  tenant = await businessWith(db, programme());
});

const act = (action: JourneyAction) =>
  db.tx(tenant, 'staff:test', (tx) => controlJourney(tx, 'win-back', action));
/** What the workers do until nothing is left to do now. */
const work = async () => {
  await streamSettled(db, tenant);
  await tick(db, tenant);
  await post.deliver(tenant);
};
const later = async (ms: number) => {
  clock.advance(ms);
  await work();
};
const runs = () =>
  db.tx(tenant, 'test', (tx) =>
    tx.rows<Row>(sql`select * from journey_runs where tenant_id = ${tenant.id} order by id`),
  );
const subjects = (email: string) => mailbox.mailsTo(email).map((m) => m.subject);
const story = async (customerId: string) =>
  (await db.tx(tenant, 'test', (tx) => timelineOf(tx, customerId, { limit: 99 })))
    .toReversed()
    .filter((row) => /^(journey|message|voucher)/.test(row.kind))
    .map((row) => [row.kind, row.data.reason].filter(Boolean).join(' '));

const INVITATION = '[QC] Bạn Mai ơi, lâu rồi mình chưa gặp nhau';
const REMINDER = '[QC] Món quà của bạn Mai vẫn còn đây';

describe('the win-back journey', () => {
  test('writes to the dormant with one voucher, reminds after a week, and ends with its window', async () => {
    const [asleep] = await shoppersOf(db, tenant, 1, { daysAgo: 90 });
    const [awake] = await shoppersOf(db, tenant, 1, { daysAgo: 89 });
    const { id, email } = asleep as { id: string; email: string };
    await act('start');
    await work();
    expect(subjects(email)).toEqual([INVITATION]);
    expect(subjects(awake?.email as string)).toEqual([]);
    await later(days(7) - 1);
    expect(subjects(email)).toEqual([INVITATION]);
    await later(1);
    expect(subjects(email)).toEqual([INVITATION, REMINDER]);
    const codes = mailbox
      .mailsTo(email)
      .map((m) => /[2-9A-Z]{4}(-[2-9A-Z]{4}){2}/.exec(m.text ?? '')?.[0]);
    expect(codes[0]).toBeDefined();
    expect(codes[1]).toBe(codes[0]);
    await later(days(23));
    expect(await runs()).toMatchObject([{ state: 'finished', end_reason: 'window_over' }, {}]);
    expect(await story(id)).toEqual([
      'journey.entered',
      'voucher.issued',
      'message.sent',
      'message.sent',
      'journey.left window_over',
    ]);
    expect(subjects(email)).toHaveLength(2);
  });

  test('lets go at once of who comes back, mid-wait, and counts what they bought', async () => {
    const [shopper] = await shoppersOf(db, tenant, 1);
    const { id, email } = shopper as { id: string; email: string };
    await act('start');
    await work();
    clock.advance(days(3));
    const order = await buys(db, tenant, id, { total: 120_000 });
    await work();
    expect(await runs()).toMatchObject([
      { state: 'converted', end_reason: 'goal', goal_order_id: order, wake_at: null, step: null },
    ]);
    await later(days(4));
    expect(subjects(email)).toEqual([INVITATION]);
    await buys(db, tenant, id, { total: 80_000 });
    await work();
    const counted = await db.tx(tenant, 'test', (tx) =>
      tx.rows(sql`select total from journey_orders where tenant_id = ${tenant.id} order by total`),
    );
    expect(counted).toEqual([{ total: 80_000 }, { total: 120_000 }]);
    expect((await story(id)).at(-1)).toBe('journey.left goal');
  });

  test('takes back a letter that is still held by quiet hours when they come', async () => {
    tenant = await businessWith(db, (starter) => ({
      ...programme()(starter),
      guard: { quietFromHour: 21, quietToHour: 8, capMessages: 5, capDays: 7 },
    }));
    clock.set('2026-11-21T15:00:00Z');
    const [shopper] = await shoppersOf(db, tenant, 1);
    const { id, email } = shopper as { id: string; email: string };
    await act('start');
    await work();
    await buys(db, tenant, id);
    await work();
    await later(days(1));
    expect(subjects(email)).toEqual([]);
    expect(await messageRows(db, tenant)).toMatchObject([
      { state: 'skipped', reason: 'left_journey' },
    ]);
  });

  test('says to each why they got nothing, and they are in it all the same', async () => {
    const [silent] = await shoppersOf(db, tenant, 1, { agreed: false });
    await act('start');
    await work();
    expect(await story(silent?.id as string)).toEqual([
      'journey.entered',
      'voucher.issued',
      'message.skipped no_consent',
    ]);
    expect(await runs()).toMatchObject([{ state: 'active' }]);
  });

  test('an order of before entry that is told late ends it, if they would not have entered', async () => {
    const [shopper] = await shoppersOf(db, tenant, 1);
    const { id } = shopper as { id: string };
    await act('start');
    await work();
    const before = new Date(clock.now().getTime() - 3_600_000).toISOString();
    await buys(db, tenant, id, { placedAt: before });
    await work();
    expect(await runs()).toMatchObject([
      { state: 'exited', end_reason: 'no_longer_matches', goal_at: null },
    ]);
  });

  test('an order within the window counts though it is told when all is over', async () => {
    const [shopper] = await shoppersOf(db, tenant, 1);
    const { id } = shopper as { id: string };
    await act('start');
    await work();
    const within = new Date(clock.now().getTime() + days(29)).toISOString();
    await later(days(31));
    expect(await runs()).toMatchObject([{ state: 'finished' }]);
    await buys(db, tenant, id, { placedAt: within });
    await work();
    expect(await runs()).toMatchObject([{ state: 'converted', goal_at: new Date(within) }]);
  });
});

describe('entry', () => {
  test('by an event reaches who the last look over everybody missed', async () => {
    tenant = await businessWith(
      db,
      programme({ entry: { field: 'customer.orders', op: 'gte', value: 2 }, goalDays: 5 }),
    );
    const [shopper] = await shoppersOf(db, tenant, 1, { daysAgo: 10 });
    await act('start');
    await work();
    expect(await runs()).toEqual([]);
    await buys(db, tenant, shopper?.id as string);
    await work();
    expect(await runs()).toMatchObject([{ state: 'active', goal_at: null }]);
  });

  test('by time passing happens at the next look', async () => {
    await shoppersOf(db, tenant, 3, { daysAgo: 89 });
    await act('start');
    await work();
    expect(await runs()).toEqual([]);
    await later(days(1));
    expect(await runs()).toHaveLength(3);
  });

  test('is possible again only after the rest that was agreed', async () => {
    tenant = await businessWith(db, programme({ reentryDays: 20 }));
    await shoppersOf(db, tenant, 1);
    await act('start');
    await work();
    await later(days(30));
    expect(await runs()).toMatchObject([{ state: 'finished' }]);
    await later(days(20) - 1);
    expect(await runs()).toHaveLength(1);
    clock.advance(60_000);
    await work();
    expect(await runs()).toMatchObject([{ state: 'finished' }, { state: 'active' }]);
    // A new time through is a new cause, so a new voucher.
    const vouchers = await db.tx(tenant, 'test', (tx) =>
      tx.rows(sql`select distinct cause_id from vouchers where tenant_id = ${tenant.id}`),
    );
    expect(vouchers).toHaveLength(2);
  });

  test('once only means once', async () => {
    tenant = await businessWith(db, programme({ reentryDays: null, goalDays: 8 }));
    await shoppersOf(db, tenant, 1);
    await act('start');
    await work();
    await later(days(8));
    await later(days(400));
    expect(await runs()).toHaveLength(1);
  });
});

describe('the hold-out', () => {
  test('enters, gets nothing, is watched as long, and its purchases count as its own', async () => {
    tenant = await businessWith(db, programme({ holdoutPercent: 50 }));
    const people = await shoppersOf(db, tenant, 60);
    await act('start');
    await work();
    const all = await runs();
    const held = all.filter((r) => r.arm === 'holdout');
    expect(all).toHaveLength(60);
    expect(held.length).toBeGreaterThan(10);
    expect(held.length).toBeLessThan(50);
    await later(days(8));
    for (const run of held) {
      const person = people.find((p) => p.id === run.customer_id);
      expect(subjects(person?.email as string)).toEqual([]);
      expect(await story(run.customer_id as string)).toEqual(['journey.entered']);
    }
    const came = held[0] as Row;
    await buys(db, tenant, came.customer_id as string);
    await work();
    expect((await runs()).find((r) => r.id === came.id)).toMatchObject({ state: 'converted' });
    await later(days(30));
    expect(new Set((await runs()).map((r) => r.state))).toEqual(new Set(['converted', 'finished']));
  });

  test('is the same people at every entry, and others in another journey', async () => {
    tenant = await businessWith(db, (starter) => {
      const base = programme({ holdoutPercent: 50, reentryDays: 1, goalDays: 1 })(starter);
      const [winBack] = base.journeys as Journey[];
      return { ...base, journeys: [winBack as Journey, { ...(winBack as Journey), key: 'other' }] };
    });
    await shoppersOf(db, tenant, 100);
    await act('start');
    await db.tx(tenant, 'staff:test', (tx) => controlJourney(tx, 'other', 'start'));
    await work();
    // Re-entry needs the first run to be over; the reminder comes after 7 days.
    for (let day = 0; day < 10; day++) {
      clock.advance(days(1));
      await tick(db, tenant);
    }
    const arms = Map.groupBy(await runs(), (r) => `${r.journey}:${r.customer_id}`);
    const again = [...arms.values()].filter((group) => group.length > 1);
    expect(again.length).toBeGreaterThan(50);
    for (const group of again) expect(new Set(group.map((r) => r.arm)).size).toBe(1);
    const armOf = (journey: string, id: unknown) => arms.get(`${journey}:${id}`)?.[0]?.arm;
    const ids = [...new Set((await runs()).map((r) => r.customer_id))];
    const differing = ids.filter((id) => armOf('win-back', id) !== armOf('other', id));
    expect(differing.length).toBeGreaterThan(25);
    expect(differing.length).toBeLessThan(75);
  });
});

test('a branch goes by what holds when it is reached', async () => {
  tenant = await businessWith(db, (starter) => {
    const base = programme({
      first: 'wait',
      steps: [
        { key: 'wait', kind: 'wait', days: 1, hours: 2, next: 'fork' },
        {
          key: 'fork',
          kind: 'branch',
          when: { field: 'customer.spent', op: 'gte', value: 500_000 },
          yes: 'big',
          no: 'small',
        },
        { key: 'big', kind: 'message', template: 'big', voucher: null, next: null },
        { key: 'small', kind: 'message', template: 'small', voucher: null, next: null },
      ],
    })(starter);
    return {
      ...base,
      templates: [plainTemplate('big', 'marketing', 'x'), plainTemplate('small', 'marketing', 'x')],
    };
  });
  const [one, two] = await shoppersOf(db, tenant, 2);
  const old = new Date(clock.now().getTime() - days(200)).toISOString();
  await buys(db, tenant, one?.id as string, { placedAt: old, total: 300_000 });
  await act('start');
  await work();
  await later(days(1));
  expect(mailbox.mailsTo(one?.email as string)).toEqual([]);
  await later(2 * 3_600_000);
  expect(subjects(one?.email as string)).toEqual(['big: bạn Mai']);
  expect(subjects(two?.email as string)).toEqual(['small: bạn Mai']);
});

test('a letter that comes after the goal window is sent all the same', async () => {
  tenant = await businessWith(db, programme({ goalDays: 3 }));
  const [shopper] = await shoppersOf(db, tenant, 1);
  await act('start');
  await work();
  await later(days(4));
  expect(await runs()).toMatchObject([{ state: 'active' }]);
  await later(days(3));
  expect(subjects(shopper?.email as string)).toEqual([INVITATION, REMINDER]);
  expect(await runs()).toMatchObject([{ state: 'finished' }]);
});

test('who comes after the window with a letter still to come is let go, and not counted', async () => {
  tenant = await businessWith(db, programme({ goalDays: 3 }));
  const [shopper] = await shoppersOf(db, tenant, 1);
  await act('start');
  await work();
  await later(days(4));
  await buys(db, tenant, shopper?.id as string);
  await later(days(3));
  expect(subjects(shopper?.email as string)).toEqual([INVITATION]);
  expect(await runs()).toMatchObject([{ state: 'exited', end_reason: 'came_late', goal_at: null }]);
});

test('a run keeps the version it entered with; newcomers get the new one', async () => {
  const [first] = await shoppersOf(db, tenant, 1);
  await act('start');
  await work();
  await db.tx(tenant, 'staff:test', async (tx) => {
    const { document } = await currentProgramme(tx);
    const shorter = document.journeys.map((j) => ({
      ...j,
      steps: j.steps.map((s) => (s.kind === 'wait' ? { ...s, days: 1 } : s)),
    }));
    await publishProgramme(tx, { ...document, journeys: shorter }, { expected: 1 });
  });
  clock.advance(days(1));
  const [second] = await shoppersOf(db, tenant, 1);
  await work();
  await later(days(1));
  expect(subjects(first?.email as string)).toEqual([INVITATION]);
  expect(subjects(second?.email as string)).toEqual([INVITATION, REMINDER]);
});

describe('control', () => {
  test('pause holds everything, resume lets it go on, stop ends it', async () => {
    const [shopper] = await shoppersOf(db, tenant, 1);
    const { email } = shopper as { email: string };
    await act('start');
    await tick(db, tenant);
    await act('pause');
    await post.deliver(tenant);
    expect(subjects(email)).toEqual([]);
    await shoppersOf(db, tenant, 1);
    await later(days(8));
    expect(await runs()).toHaveLength(1);
    await act('resume');
    await work();
    expect(subjects(email)).toContain(INVITATION);
    expect(await runs()).toHaveLength(2);
    await act('stop');
    await later(days(8));
    expect(new Set((await runs()).map((r) => r.state))).toEqual(new Set(['stopped']));
    await expect(act('pause')).rejects.toMatchObject({ code: 'journey_state' });
    await expect(act('resume')).rejects.toMatchObject({ code: 'journey_state' });
  });

  test('is recorded with who did it, once for each change', async () => {
    for (const action of ['start', 'pause', 'resume', 'stop', 'stop'] as const) await act(action);
    const audit = await db.tx(tenant, 'test', (tx) =>
      tx.rows(sql`select action, actor, before, after from audit_log
                  where tenant_id = ${tenant.id} and action like 'journey.%' order by id`),
    );
    expect(audit.map((a) => a.action)).toEqual([
      'journey.start',
      'journey.pause',
      'journey.resume',
      'journey.stop',
    ]);
    expect(audit[1]).toMatchObject({
      actor: 'staff:test',
      before: { status: 'running' },
      after: { status: 'paused' },
    });
  });

  test('of an unknown journey is refused', async () => {
    await expect(
      db.tx(tenant, 'staff:test', (tx) => controlJourney(tx, 'nothing', 'start')),
    ).rejects.toMatchObject({ code: 'journey_unknown' });
  });
});

describe('whatever crashes', () => {
  let disarm: (() => void) | undefined;
  afterEach(() => disarm?.());

  test.each(['intents.before', 'intents.after', 'journeys.advanced'])(
    'at %s, the step is done once when it is run again',
    async (point) => {
      const people = await shoppersOf(db, tenant, 5);
      await act('start');
      disarm = armFailpoint(point, () => {
        throw new Error(`died at ${point}`);
      });
      await expect(tick(db, tenant)).rejects.toThrow('died at');
      expect(await messageRows(db, tenant)).toEqual([]);
      disarm();
      await work();
      for (const { email } of people) expect(subjects(email)).toEqual([INVITATION]);
      const vouchers = await db.tx(tenant, 'test', (tx) =>
        tx.rows(sql`select 1 from vouchers where tenant_id = ${tenant.id}`),
      );
      expect(vouchers).toHaveLength(5);
    },
  );

  test('at any of many moments in a row, everybody gets each letter once', async () => {
    const people = await shoppersOf(db, tenant, 30);
    await act('start');
    const points = [
      'intents.before',
      'intents.after',
      'journeys.advanced',
      'deliver.claimed',
      'deliver.marked',
    ];
    for (let round = 0; round < 40; round++) {
      const point = points[round % points.length] as string;
      let countdown = round % 4;
      disarm = armFailpoint(point, () => {
        if (countdown-- <= 0) throw new Error(`died at ${point}`);
      });
      await work().catch(() => {});
      disarm();
      clock.advance(61_000);
      if (round === 25) clock.advance(days(7));
    }
    await work();
    for (const { email } of people) expect(subjects(email)).toEqual([INVITATION, REMINDER]);
  });

  test('two workers at once do every step once', async () => {
    const people = await shoppersOf(db, tenant, 40);
    await act('start');
    await Promise.all([tick(db, tenant), tick(db, tenant), tick(db, tenant)]);
    await Promise.all([post.deliver(tenant), post.deliver(tenant)]);
    expect(await runs()).toHaveLength(40);
    for (const { email } of people) expect(subjects(email)).toEqual([INVITATION]);
  });
});

test('2,000 customers enter at once, in a bounded number of statements', async () => {
  await shoppersOf(db, tenant, 2_000);
  await act('start');
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await tick(db, tenant);
  const statements = query.mock.calls.length;
  query.mockRestore();
  expect(await runs()).toHaveLength(2_000);
  expect(await messageRows(db, tenant)).toHaveLength(2_000);
  expect(statements).toBeLessThan(150);
});
