import type { Logger } from 'pino';

/** Time the running requests and jobs have to finish once we were asked to stop. */
const PATIENCE_MS = 20_000;

export interface Stoppable {
  name: string;
  stop(): Promise<unknown>;
}

/** A signal that is aborted, with the name as its reason, by the first SIGINT, SIGTERM or SIGHUP. */
export function stopRequested(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(name, () => controller.abort(name));
  }
  return controller.signal;
}

/**
 * Waits until it is asked to stop, then stops the parts one after the other in the given order:
 * what takes in work first, what work rests on last. A second signal, or patience running out, ends
 * the process at once; nothing is lost by that either, only started anew.
 */
export async function runUntilStopped(
  signal: AbortSignal,
  parts: readonly Stoppable[],
  log: Logger,
): Promise<void> {
  await new Promise<void>((stop) => {
    if (signal.aborted) stop();
    signal.addEventListener('abort', () => stop());
  });
  log.info({ signal: signal.reason }, 'stopping');
  const impatient = () => {
    log.warn('stopping at once');
    process.exit(1);
  };
  for (const again of ['SIGINT', 'SIGTERM'] as const) process.once(again, impatient);
  const deadline = setTimeout(impatient, PATIENCE_MS);
  await stopAll(parts, log);
  clearTimeout(deadline);
  log.info('stopped');
}

/** Stops all of them, even where one fails to stop. */
export async function stopAll(parts: readonly Stoppable[], log: Logger): Promise<void> {
  for (const part of parts) {
    await part.stop().catch((error) => log.error({ err: error, part: part.name }, 'did not stop'));
  }
}
