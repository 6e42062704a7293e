import type { Journey } from '@quen/contracts/programme.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Row, sql } from '../../platform/db.ts';
import { buys, shoppersOf } from '../../test/dormant.ts';
import { days, INVITATION, journeyStage, REMINDER, winBackOnly } from '../../test/journey-stage.ts';
import { plainTemplate } from '../../test/messages.ts';
import { currentProgramme, publishProgramme } from '../programme/index.ts';

const stage = await journeyStage();
const { db, clock, mailbox, act, work, later, runs, subjects, story } = stage;
beforeEach(() => stage.open());

describe('the win-back journey', () => {
  test('writes to the dormant with one voucher, reminds after a week, and ends with its window', async () => {
    const [asleep] = await shoppersOf(db, stage.tenant, 1, { daysAgo: 90 });
    const [awake] = await shoppersOf(db, stage.tenant, 1, { daysAgo: 89 });
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
    const [shopper] = await shoppersOf(db, stage.tenant, 1);
    const { id, email } = shopper as { id: string; email: string };
    await act('start');
    await work();
    clock.advance(days(3));
    const order = await buys(db, stage.tenant, id, { total: 120_000 });
    await work();
    expect(await runs()).toMatchObject([
      { state: 'converted', end_reason: 'goal', goal_order_id: order, wake_at: null, step: null },
    ]);
    await later(days(4));
    expect(subjects(email)).toEqual([INVITATION]);
    await buys(db, stage.tenant, id, { total: 80_000 });
    await work();
    const counted = await db.tx(stage.tenant, 'test', (tx) =>
      tx.rows(
        sql`select total from journey_orders where tenant_id = ${stage.tenant.id} order by total`,
      ),
    );
    expect(counted).toEqual([{ total: 80_000 }, { total: 120_000 }]);
    expect((await story(id)).at(-1)).toBe('journey.left goal');
  });

  test('takes back a letter that is still held by quiet hours when they come', async () => {
    await stage.open((starter) => ({
      ...winBackOnly()(starter),
      guard: { quietFromHour: 21, quietToHour: 8, capMessages: 5, capDays: 7 },
    }));
    clock.set('2026-11-21T15:00:00Z');
    const [shopper] = await shoppersOf(db, stage.tenant, 1);
    const { id, email } = shopper as { id: string; email: string };
    await act('start');
    await work();
    await buys(db, stage.tenant, id);
    await work();
    await later(days(1));
    expect(subjects(email)).toEqual([]);
    expect(await stage.messages()).toMatchObject([{ state: 'skipped', reason: 'left_journey' }]);
  });

  test('says to each why they got nothing, and they are in it all the same', async () => {
    const [silent] = await shoppersOf(db, stage.tenant, 1, { agreed: false });
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
    const [shopper] = await shoppersOf(db, stage.tenant, 1);
    const { id } = shopper as { id: string };
    await act('start');
    await work();
    const before = new Date(clock.now().getTime() - 3_600_000).toISOString();
    await buys(db, stage.tenant, id, { placedAt: before });
    await work();
    expect(await runs()).toMatchObject([
      { state: 'exited', end_reason: 'no_longer_matches', goal_at: null },
    ]);
  });

  test('an order within the window counts though it is told when all is over', async () => {
    const [shopper] = await shoppersOf(db, stage.tenant, 1);
    const { id } = shopper as { id: string };
    await act('start');
    await work();
    const within = new Date(clock.now().getTime() + days(29)).toISOString();
    await later(days(31));
    expect(await runs()).toMatchObject([{ state: 'finished' }]);
    await buys(db, stage.tenant, id, { placedAt: within });
    await work();
    expect(await runs()).toMatchObject([{ state: 'converted', goal_at: new Date(within) }]);
  });
});

describe('entry', () => {
  test('by an event reaches who the last look over everybody missed', async () => {
    await stage.open(
      winBackOnly({ entry: { field: 'customer.orders', op: 'gte', value: 2 }, goalDays: 5 }),
    );
    const [shopper] = await shoppersOf(db, stage.tenant, 1, { daysAgo: 10 });
    await act('start');
    await work();
    expect(await runs()).toEqual([]);
    await buys(db, stage.tenant, shopper?.id as string);
    await work();
    expect(await runs()).toMatchObject([{ state: 'active', goal_at: null }]);
  });

  test('by time passing happens at the next look', async () => {
    await shoppersOf(db, stage.tenant, 3, { daysAgo: 89 });
    await act('start');
    await work();
    expect(await runs()).toEqual([]);
    await later(days(1));
    expect(await runs()).toHaveLength(3);
  });

  test('is possible again only after the rest that was agreed', async () => {
    await stage.open(winBackOnly({ reentryDays: 20 }));
    await shoppersOf(db, stage.tenant, 1);
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
    const vouchers = await db.tx(stage.tenant, 'test', (tx) =>
      tx.rows(sql`select distinct cause_id from vouchers where tenant_id = ${stage.tenant.id}`),
    );
    expect(vouchers).toHaveLength(2);
  });

  test('once only means once', async () => {
    await stage.open(winBackOnly({ reentryDays: null, goalDays: 8 }));
    await shoppersOf(db, stage.tenant, 1);
    await act('start');
    await work();
    await later(days(8));
    await later(days(400));
    expect(await runs()).toHaveLength(1);
  });
});

describe('the hold-out', () => {
  test('enters, gets nothing, is watched as long, and its purchases count as its own', async () => {
    await stage.open(winBackOnly({ holdoutPercent: 50 }));
    const people = await shoppersOf(db, stage.tenant, 60);
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
    await buys(db, stage.tenant, came.customer_id as string);
    await work();
    expect((await runs()).find((r) => r.id === came.id)).toMatchObject({ state: 'converted' });
    await later(days(30));
    expect(new Set((await runs()).map((r) => r.state))).toEqual(new Set(['converted', 'finished']));
  });

  test('is the same people at every entry, and others in another journey', async () => {
    await stage.open((starter) => {
      const base = winBackOnly({ holdoutPercent: 50, reentryDays: 1, goalDays: 1 })(starter);
      const [winBack] = base.journeys as Journey[];
      return { ...base, journeys: [winBack as Journey, { ...(winBack as Journey), key: 'other' }] };
    });
    await shoppersOf(db, stage.tenant, 100);
    await act('start');
    await act('start', 'other');
    await work();
    // Re-entry needs the first run to be over; the reminder comes after 7 days.
    for (let day = 0; day < 10; day++) {
      clock.advance(days(1));
      await stage.tick();
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
  await stage.open((starter) => {
    const base = winBackOnly({
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
  const [one, two] = await shoppersOf(db, stage.tenant, 2);
  const old = new Date(clock.now().getTime() - days(200)).toISOString();
  await buys(db, stage.tenant, one?.id as string, { placedAt: old, total: 300_000 });
  await act('start');
  await work();
  await later(days(1));
  expect(mailbox.mailsTo(one?.email as string)).toEqual([]);
  await later(2 * 3_600_000);
  expect(subjects(one?.email as string)).toEqual(['big: bạn Mai']);
  expect(subjects(two?.email as string)).toEqual(['small: bạn Mai']);
});

test('a letter that comes after the goal window is sent all the same', async () => {
  await stage.open(winBackOnly({ goalDays: 3 }));
  const [shopper] = await shoppersOf(db, stage.tenant, 1);
  await act('start');
  await work();
  await later(days(4));
  expect(await runs()).toMatchObject([{ state: 'active' }]);
  await later(days(3));
  expect(subjects(shopper?.email as string)).toEqual([INVITATION, REMINDER]);
  expect(await runs()).toMatchObject([{ state: 'finished' }]);
});

test('who comes after the window with a letter still to come is let go, and not counted', async () => {
  await stage.open(winBackOnly({ goalDays: 3 }));
  const [shopper] = await shoppersOf(db, stage.tenant, 1);
  await act('start');
  await work();
  await later(days(4));
  await buys(db, stage.tenant, shopper?.id as string);
  await later(days(3));
  expect(subjects(shopper?.email as string)).toEqual([INVITATION]);
  expect(await runs()).toMatchObject([{ state: 'exited', end_reason: 'came_late', goal_at: null }]);
});

test('a run keeps the version it entered with; newcomers get the new one', async () => {
  const [first] = await shoppersOf(db, stage.tenant, 1);
  await act('start');
  await work();
  await db.tx(stage.tenant, 'staff:test', async (tx) => {
    const { document } = await currentProgramme(tx);
    const shorter = document.journeys.map((j) => ({
      ...j,
      steps: j.steps.map((s) => (s.kind === 'wait' ? { ...s, days: 1 } : s)),
    }));
    await publishProgramme(tx, { ...document, journeys: shorter }, { expected: 1 });
  });
  clock.advance(days(1));
  const [second] = await shoppersOf(db, stage.tenant, 1);
  await work();
  await later(days(1));
  expect(subjects(first?.email as string)).toEqual([INVITATION]);
  expect(subjects(second?.email as string)).toEqual([INVITATION, REMINDER]);
});
