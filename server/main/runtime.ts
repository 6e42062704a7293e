import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/** Processors up to which helpers of the garbage collector only take turns with the work itself. */
const FEW = 2;

/**
 * Settings of the JavaScript engine, before any work begins. It collects young garbage on several
 * threads at once; on a machine as small as most of ours they push aside the thread they are to help
 * and PostgreSQL, and posting is a twelfth slower (ADR 0011).
 */
export function tuneRuntime(): void {
  if (availableParallelism() <= FEW) setFlagsFromString('--no-parallel-scavenge');
}
