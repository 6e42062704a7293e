import { type Database, sql } from './db.ts';

/**
 * Whether to look for grown tables after so many of something that makes them grow: after 1, 4, 16,
 * 64… Looking costs little, but where it finds one, going over it takes as long as some batches.
 */
export const lookDue = (done: number): boolean => Number.isInteger(Math.log2(done) / 2);

/**
 * Makes PostgreSQL look at the tables that have at least doubled since it last did; how many those
 * were. Bulk work calls it between its first transactions: without statistics, plans and
 * foreign-key checks pick among indexes that all begin with tenant_id by luck.
 */
export async function analyzeGrown(db: Database): Promise<number> {
  const row = await db.global((q) =>
    q.one<{ analyzed: number }>(sql`select quen_analyze_grown() as analyzed`),
  );
  return row?.analyzed ?? 0;
}
