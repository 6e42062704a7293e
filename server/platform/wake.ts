import type pg from 'pg';
import type { Database } from './db.ts';
import { HAPPENED } from './notices.ts';

/** Happenings that follow each other within this time are reacted to together. */
const GATHER_MS = 200;
const RECONNECT_MS = 1_000;

/**
 * Calls `wake` for a tenant soon after something happened there. A notice may be lost with its
 * connection: whoever relies on it must also look from time to time.
 */
export async function listen(
  db: Database,
  wake: (tenantId: number) => Promise<void>,
): Promise<{ stop(): Promise<void> }> {
  const waiting = new Map<number, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;
  let client: pg.PoolClient | undefined;
  let retry: NodeJS.Timeout | undefined;

  const heard = ({ payload }: pg.Notification) => {
    const tenantId = Number(payload);
    if (stopped || waiting.has(tenantId)) return;
    waiting.set(
      tenantId,
      setTimeout(() => {
        waiting.delete(tenantId);
        const work = wake(tenantId).finally(() => running.delete(work));
        running.add(work);
      }, GATHER_MS),
    );
  };
  const connect = async (): Promise<void> => {
    const own = await db.pool.connect();
    client = own;
    own.on('notification', heard);
    // The pool would count it as lent for ever, and never close.
    const drop = () => {
      if (client !== own) return;
      client = undefined;
      own.release(true);
    };
    own.once('end', () => {
      drop();
      again();
    });
    await own.query(`listen ${HAPPENED}`).catch((error) => {
      drop();
      throw error;
    });
  };
  // As often as it takes: PostgreSQL may be gone for longer than one attempt.
  const again = (): void => {
    if (stopped) return;
    retry ??= setTimeout(() => {
      retry = undefined;
      connect().catch(again);
    }, RECONNECT_MS).unref();
  };
  await connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      for (const timer of waiting.values()) clearTimeout(timer);
      await Promise.allSettled(running);
      // Destroyed, not returned: a pooled connection must not go on listening.
      const last = client;
      client = undefined;
      last?.release(true);
    },
  };
}
