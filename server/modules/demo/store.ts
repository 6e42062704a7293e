import { sql, type Tx } from '../../platform/db.ts';

/** How far the story of a demo business has been told. */
export interface DemoLoad {
  customers: number;
  until: Date;
  /** Steps done of each strand. */
  stepsDone: number[];
}

/** The load of this business; begun now where there is none. */
export async function loadOf(
  tx: Tx,
  fresh: { customers: number; until: Date; strands: number },
): Promise<DemoLoad> {
  await tx.run(sql`
    insert into demo_loads (tenant_id, strand, customers, until)
    select ${tx.tenant.id}, strand, ${fresh.customers}, ${fresh.until}
    from generate_series(0, ${fresh.strands}::int - 1) as strand
    on conflict do nothing`);
  return (await tx.one<DemoLoad>(sql`
    select customers, until, array_agg(steps_done order by strand) as "stepsDone"
    from demo_loads where tenant_id = ${tx.tenant.id}
    group by customers, until`)) as DemoLoad;
}

export async function stepDone(tx: Tx, strand: number, step: number): Promise<void> {
  await tx.run(sql`
    update demo_loads set steps_done = ${step + 1}
    where tenant_id = ${tx.tenant.id} and strand = ${strand}`);
}

export async function finished(tx: Tx): Promise<void> {
  await tx.run(sql`
    update demo_loads set finished_at = ${tx.now} where tenant_id = ${tx.tenant.id}`);
}

/** Whether this business is a demo that was loaded to its end. */
export async function isFinished(tx: Tx): Promise<boolean> {
  const row = await tx.one<{ done: boolean | null }>(sql`
    select bool_and(finished_at is not null) as done from demo_loads
    where tenant_id = ${tx.tenant.id}`);
  return row?.done ?? false;
}

/**
 * Does not wait for the disk at the end of this transaction. A crash may undo the last steps, whole
 * and in order; the next start tells them again.
 */
export async function withoutWaiting(tx: Tx): Promise<void> {
  await tx.run(sql`set local synchronous_commit = off`);
}
