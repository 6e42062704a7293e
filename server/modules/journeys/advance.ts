import type { Journey, JourneyStep, Programme, Template } from '@quen/contracts/programme.ts';
import type { Tx } from '../../platform/db.ts';
import { invariant } from '../../platform/errors.ts';
import { failpoint } from '../../platform/failpoint.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { matchingCustomers, parseCondition } from '../conditions/index.ts';
import { type Intent, queueMessages } from '../messaging/index.ts';
import { currentProgramme, programmeVersion } from '../programme/index.ts';
import { issueVouchers } from '../rewards/index.ts';
import { leave } from './leave.ts';
import { type Run, sourceOfJourney } from './model.ts';
import { lockJourney } from './store/journeys.ts';
import { lockDueRuns, moveRuns } from './store/runs.ts';

/** A run on its way through the steps of this transaction. */
interface Walker {
  run: Run;
  /** What is done next; null once nothing is left. */
  step: string | null;
  /** Set when the walker has come to a wait. */
  wakeAt: Date | null;
}

interface PassedMessage {
  run: Run;
  step: Extract<JourneyStep, { kind: 'message' }>;
}

interface Wish extends PassedMessage {
  /** As it is in the version of the run. */
  template: Template | undefined;
}

/**
 * Moves a page of runs whose time has come as far as they get: until they wait or no step is left.
 * Messages, vouchers and the new position commit together, so each step of a run happens once
 * whatever crashes. Returns how many runs were moved.
 */
export async function advance(tx: Tx, journey: string, limit: number): Promise<number> {
  const started = await lockJourney(tx, journey, 'work');
  if (started?.status !== 'running') return 0;
  const due = await lockDueRuns(tx, journey, limit);
  if (due.length === 0) return 0;
  const wishes: Wish[] = [];
  const walkers: Walker[] = due.map((run) => ({ run, step: run.step, wakeAt: null }));
  for (const [version, group] of Map.groupBy(walkers, (w) => w.run.programmeVersion)) {
    const { document } = await programmeVersion(tx, version);
    const passed = await walk(tx, journeyOf(document, journey), group);
    wishes.push(
      ...passed.map(({ run, step }) => ({
        run,
        step,
        template: document.templates.find((t) => t.key === step.template),
      })),
    );
  }
  await sendWishes(tx, wishes);
  await settle(tx, walkers);
  await failpoint('journeys.advanced');
  return due.length;
}

function journeyOf(document: Programme, key: string): Journey {
  const journey = document.journeys.find((j) => j.key === key);
  invariant(journey, 'a run keeps the programme version it entered with, which has its journey');
  return journey;
}

/** Takes all walkers forward together, a step at a time, so that a step costs one set of statements. */
async function walk(
  tx: Tx,
  journey: Journey,
  walkers: readonly Walker[],
): Promise<PassedMessage[]> {
  const passed: PassedMessage[] = [];
  const steps = new Map(journey.steps.map((step) => [step.key, step]));
  // Steps form no circle (the programme refuses one), so nobody takes more steps than there are.
  for (let hop = 0; hop <= journey.steps.length; hop++) {
    const walking = walkers.filter((w) => w.step !== null && w.wakeAt === null);
    if (walking.length === 0) return passed;
    for (const [key, group] of Map.groupBy(walking, (w) => w.step as string)) {
      const step = steps.get(key);
      invariant(step, `journey ${journey.key} has the step ${key}`);
      if (step.kind === 'message') passed.push(...group.map(({ run }) => ({ run, step })));
      await pass(tx, step, group);
    }
  }
  throw new Error(`Invariant broken: the steps of ${journey.key} form a circle`);
}

async function pass(tx: Tx, step: JourneyStep, group: readonly Walker[]): Promise<void> {
  if (step.kind === 'branch') {
    const ids = group.map(({ run }) => run.customerId);
    const matching = matchingCustomers(parseCondition(step.when), tx.tenant, tx.now, ids);
    const yes = new Set((await tx.rows<{ id: string }>(matching)).map((row) => row.id));
    for (const walker of group) walker.step = yes.has(walker.run.customerId) ? step.yes : step.no;
    return;
  }
  const wait = step.kind === 'wait' ? step.days * MS_PER_DAY + step.hours * 3_600_000 : 0;
  for (const walker of group) {
    walker.step = step.next;
    if (wait > 0) walker.wakeAt = new Date(tx.now.getTime() + wait);
  }
}

/** Issues the vouchers and wishes the messages of all walkers, in a few statements. */
async function sendWishes(tx: Tx, wishes: readonly Wish[]): Promise<void> {
  if (wishes.length === 0) return;
  const issuable = new Set((await currentProgramme(tx)).document.vouchers.map((c) => c.key));
  const vouchers = await issueVouchers(
    tx,
    wishes.flatMap(({ run, step }) =>
      step.voucher && issuable.has(step.voucher)
        ? [
            {
              campaign: step.voucher,
              customerId: run.customerId,
              issuedBy: sourceOfJourney(run.journey),
              // One a campaign for the whole run: a reminder speaks of the voucher given before.
              causeId: run.id,
            },
          ]
        : [],
    ),
  );
  const voucherOf = new Map(vouchers.map((v) => [`${v.causeId}:${v.campaign}`, v.id]));
  const intents = wishes.map(({ run, step, template }): Intent => {
    const voucherId = step.voucher ? voucherOf.get(`${run.id}:${step.voucher}`) : undefined;
    return {
      customerId: run.customerId,
      channel: template?.channel ?? 'email',
      template: step.template,
      programmeVersion: run.programmeVersion,
      purpose: template?.purpose ?? 'marketing',
      intent: `journey-run:${run.id}:${step.key}`,
      source: sourceOfJourney(run.journey),
      causeId: run.id,
      voucherId,
      failed: step.voucher && !voucherId ? 'voucher_unavailable' : undefined,
    };
  });
  await queueMessages(tx, intents);
}

/** Writes where everybody got to. Who has no step left is watched to the end of the goal window. */
async function settle(tx: Tx, walkers: readonly Walker[]): Promise<void> {
  const over = walkers.filter(
    (w) => w.step === null && w.wakeAt === null && w.run.goalUntil <= tx.now,
  );
  await leave(
    tx,
    over.map((w) => w.run.id),
    'window_over',
  );
  const on = walkers.filter((w) => !over.includes(w));
  await moveRuns(
    tx,
    on.map(({ run, step, wakeAt }) => ({
      id: run.id,
      step,
      wakeAt: wakeAt ?? run.goalUntil,
    })),
  );
}
