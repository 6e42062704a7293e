import type { Tx } from '../../platform/db.ts';
import { cancelMessagesOf } from '../messaging/index.ts';
import { record } from '../timeline/index.ts';
import type { EndReason, RunState } from './model.ts';
import { type EndedRun, endRuns } from './store/runs.ts';

const endState: Record<EndReason, RunState> = {
  goal: 'converted',
  came_late: 'exited',
  no_longer_matches: 'exited',
  window_over: 'finished',
  journey_stopped: 'stopped',
};

/**
 * Ends runs that are still on, mid-wait or not. Who has come gets nothing more: what was about to
 * be sent to them is taken back. Who merely reached the end of the window still gets the last letter.
 */
export async function leave(tx: Tx, runIds: readonly string[], reason: EndReason): Promise<void> {
  const ended = await endRuns(tx, runIds, endState[reason], reason);
  if (reason !== 'window_over') {
    await cancelMessagesOf(
      tx,
      ended.map((run) => run.id),
      'left_journey',
    );
  }
  await recordLeft(tx, ended, reason);
}

export async function recordLeft(
  tx: Tx,
  ended: readonly EndedRun[],
  reason: EndReason,
): Promise<void> {
  await record(
    tx,
    ended.map((run) => ({
      customerId: run.customerId,
      kind: 'journey.left' as const,
      at: tx.now,
      subject: run.id,
      data: { journey: run.journey, arm: run.arm, reason },
    })),
  );
}
