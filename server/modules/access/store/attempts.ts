import { type Queryable, sql } from '../../../platform/db.ts';

/** Counts one more attempt in the window that is open, or opens one. Sweeps a few ended ones. */
export async function countAttempt(
  q: Queryable,
  key: Buffer,
  windowSeconds: number,
  now: Date,
): Promise<{ count: number; until: Date }> {
  await q.run(sql`
    delete from auth.attempts where key in (
      select key from auth.attempts where until < ${now} and key <> ${key}
      order by until limit 10 for update skip locked)`);
  const until = new Date(now.getTime() + windowSeconds * 1000);
  const row = await q.one<{ count: number; until: Date }>(sql`
    insert into auth.attempts as a (key, count, until) values (${key}, 1, ${until})
    on conflict (key) do update set
      count = case when a.until <= ${now} then 1 else least(a.count + 1, 1000000) end,
      until = case when a.until <= ${now} then excluded.until else a.until end
    returning count, until`);
  return row as { count: number; until: Date };
}

export async function dropAttempts(q: Queryable, key: Buffer): Promise<void> {
  await q.run(sql`delete from auth.attempts where key = ${key}`);
}
