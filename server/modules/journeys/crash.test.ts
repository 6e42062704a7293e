import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sql } from '../../platform/db.ts';
import { armFailpoint } from '../../platform/failpoint.ts';
import { shoppersOf } from '../../test/dormant.ts';
import { days, INVITATION, journeyStage, REMINDER } from '../../test/journey-stage.ts';
import { advance } from './advance.ts';
import { enterCustomers } from './enter.ts';

const stage = await journeyStage();
const { db, clock, act, work, later, runs, subjects } = stage;
beforeEach(() => stage.open());

describe('control', () => {
  test('pause holds everything, resume lets it go on, stop ends it', async () => {
    const [shopper] = await shoppersOf(db, stage.tenant, 1);
    const { email } = shopper as { email: string };
    await act('start');
    await stage.tick();
    await act('pause');
    await stage.deliver();
    expect(subjects(email)).toEqual([]);
    await shoppersOf(db, stage.tenant, 1);
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

  test('holds for a worker that had begun before it, too', async () => {
    const [shopper] = await shoppersOf(db, stage.tenant, 1);
    await act('start');
    await work();
    const [late] = await shoppersOf(db, stage.tenant, 1);
    await act('pause');
    clock.advance(days(7));
    const ids = [shopper, late].map((person) => person?.id as string);
    const entered = await db.tx(stage.tenant, 'system', (tx) =>
      enterCustomers(tx, 'win-back', ids),
    );
    const moved = await db.tx(stage.tenant, 'system', (tx) => advance(tx, 'win-back', 10));
    expect({ entered, moved }).toEqual({ entered: 0, moved: 0 });
  });

  test('is recorded with who did it, once for each change', async () => {
    for (const action of ['start', 'pause', 'resume', 'stop', 'stop'] as const) await act(action);
    const audit = await db.tx(stage.tenant, 'test', (tx) =>
      tx.rows(sql`select action, actor, before, after from audit_log
                  where tenant_id = ${stage.tenant.id} and action like 'journey.%' order by id`),
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
    await expect(act('start', 'nothing')).rejects.toMatchObject({ code: 'journey_unknown' });
  });
});

describe('whatever crashes', () => {
  let disarm: (() => void) | undefined;
  afterEach(() => disarm?.());

  test.each(['intents.before', 'intents.after', 'journeys.advanced'])(
    'at %s, the step is done once when it is run again',
    async (point) => {
      const people = await shoppersOf(db, stage.tenant, 5);
      await act('start');
      disarm = armFailpoint(point, () => {
        throw new Error(`died at ${point}`);
      });
      await expect(stage.tick()).rejects.toThrow('died at');
      expect(await stage.messages()).toEqual([]);
      disarm();
      await work();
      for (const { email } of people) expect(subjects(email)).toEqual([INVITATION]);
      const vouchers = await db.tx(stage.tenant, 'test', (tx) =>
        tx.rows(sql`select 1 from vouchers where tenant_id = ${stage.tenant.id}`),
      );
      expect(vouchers).toHaveLength(5);
    },
  );

  test('at any of many moments in a row, everybody gets each letter once', async () => {
    const people = await shoppersOf(db, stage.tenant, 30);
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
    const people = await shoppersOf(db, stage.tenant, 40);
    await act('start');
    await Promise.all([stage.tick(), stage.tick(), stage.tick()]);
    await Promise.all([stage.deliver(), stage.deliver()]);
    expect(await runs()).toHaveLength(40);
    for (const { email } of people) expect(subjects(email)).toEqual([INVITATION]);
  });
});

test('2,000 customers enter at once, in a bounded number of statements', async () => {
  await shoppersOf(db, stage.tenant, 2_000);
  await act('start');
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await stage.tick();
  const statements = query.mock.calls.length;
  query.mockRestore();
  expect(await runs()).toHaveLength(2_000);
  expect(await stage.messages()).toHaveLength(2_000);
  expect(statements).toBeLessThan(150);
});
