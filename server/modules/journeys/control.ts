import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { audit } from '../access/index.ts';
import { cancelMessagesFrom, holdMessages, releaseMessages } from '../messaging/index.ts';
import { currentJourney } from './enter.ts';
import { followTimeline } from './follow.ts';
import { recordLeft } from './leave.ts';
import { type JourneyStatus, type StartedJourney, sourceOfJourney } from './model.ts';
import { lockJourney, writeStart, writeStatus } from './store/journeys.ts';
import { stopRuns } from './store/runs.ts';
import { wakeJourneys } from './wake.ts';

export type JourneyAction = 'start' | 'pause' | 'resume' | 'stop';

/** Runs ended by one statement when a journey is stopped. */
const STOP_BATCH = 5_000;

/**
 * Starts, pauses, resumes or stops a journey; its status after. Doing what is done already changes
 * nothing. journey_unknown where the current programme has no such journey, journey_state where the
 * action does not fit (pausing what is stopped, starting what is paused).
 */
export async function controlJourney(
  tx: Tx,
  key: string,
  action: JourneyAction,
): Promise<JourneyStatus> {
  // Waits for whoever is entering or moving people in it right now.
  const before = await lockJourney(tx, key, 'control');
  const after = await acts[action](tx, key, before);
  if (after !== before?.status || action === 'start') {
    await audit(tx, {
      action: `journey.${action}`,
      subject: `journey:${key}`,
      before: before ? { status: before.status } : null,
      after: { status: after },
    });
  }
  return after;
}

type Act = (tx: Tx, key: string, before: StartedJourney | undefined) => Promise<JourneyStatus>;

const refusal = (before: StartedJourney | undefined): DomainError =>
  before
    ? new DomainError('journey_state', { status: before.status })
    : new DomainError('journey_unknown');

const acts: Record<JourneyAction, Act> = {
  async start(tx, key, before) {
    if (before?.status === 'running') return 'running';
    if (before?.status === 'paused') throw refusal(before);
    const current = await currentJourney(tx, key);
    if (!current) throw refusal(undefined);
    await writeStart(tx, key, current.version);
    // Following for the first time, it begins here: what was before is no news.
    await followTimeline(tx, 1);
    await wakeJourneys(tx);
    return 'running';
  },
  async pause(tx, key, before) {
    if (before?.status === 'paused') return 'paused';
    if (before?.status !== 'running') throw refusal(before);
    await writeStatus(tx, key, 'paused');
    await holdMessages(tx, sourceOfJourney(key));
    return 'paused';
  },
  async resume(tx, key, before) {
    if (before?.status === 'running') return 'running';
    if (before?.status !== 'paused') throw refusal(before);
    await writeStatus(tx, key, 'running');
    await releaseMessages(tx, sourceOfJourney(key));
    await wakeJourneys(tx);
    return 'running';
  },
  async stop(tx, key, before) {
    if (before?.status === 'stopped') return 'stopped';
    if (!before) throw refusal(before);
    await writeStatus(tx, key, 'stopped');
    await cancelMessagesFrom(tx, sourceOfJourney(key), 'journey_stopped');
    for (;;) {
      const ended = await stopRuns(tx, key, STOP_BATCH);
      if (ended.length === 0) return 'stopped';
      await recordLeft(tx, ended, 'journey_stopped');
    }
  },
};
