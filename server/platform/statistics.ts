import { type Database, sql } from './db.ts';

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
