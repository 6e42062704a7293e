import type { Logger } from 'pino';

/** Time the running requests and jobs have to finish once we were asked to stop. */
const PATIENCE_MS = 20_000;

export interface Stoppable {
  name: string;
  stop(): Promise<unknown>;
}

/**
 * Waits for SIGINT or SIGTERM, then stops the parts one after the other in the given order: what
 * takes in work first, what work rests on last. A second signal, or patience running out, ends the
 * process at once; nothing is lost by that either, only started anew.
 */
export async function runUntilStopped(parts: readonly Stoppable[], log: Logger): Promise<void> {
  const signal = await firstSignal();
  log.info({ signal }, 'stopping');
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

function firstSignal(): Promise<string> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => done(signal));
    }
  });
}
