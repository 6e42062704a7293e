import pino from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { startWorker } from '../../platform/jobs.ts';
import { mailerOf } from '../../platform/mail.ts';
import { buys, shoppersOf } from '../../test/dormant.ts';
import { INVITATION, journeyStage } from '../../test/journey-stage.ts';
import { testConfig } from '../../test/server.ts';
import { closeMessaging, deliverMessages } from '../messaging/index.ts';
import { tickJourneys } from './tick.ts';

const stage = await journeyStage();
const { db, act, runs, subjects } = stage;
const config = testConfig({ smtpUrl: stage.mailbox.url, publicUrl: 'https://quen.example' });
const worker = await startWorker({
  db,
  config,
  jobs: [tickJourneys, deliverMessages],
  chores: [],
  reactions: [tickJourneys],
  errands: [],
  log: pino({ level: 'silent' }),
  concurrency: 4,
});
afterAll(async () => {
  await worker.stop();
  await mailerOf(config).close();
  await closeMessaging();
});

const soon = { timeout: 30_000, interval: 20 };

test('with real workers: starting sends, and an order ends it, without anybody asking', async () => {
  await stage.open();
  const people = await shoppersOf(db, stage.tenant, 25);
  await act('start');
  await vi.waitFor(() => {
    for (const { email } of people) expect(subjects(email)).toEqual([INVITATION]);
  }, soon);
  await buys(db, stage.tenant, people[0]?.id as string);
  await vi.waitFor(async () => {
    const states = (await runs()).map((run) => run.state);
    expect(states.filter((state) => state === 'converted')).toHaveLength(1);
  }, soon);
});
