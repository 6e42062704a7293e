import { sql, type Tx } from '../../platform/db.ts';

/** How far the story of a demo business has been told. */
export interface DemoLoad {
  customers: number;
  until: Date;
  stepsDone: number;
  finishedAt: Date | null;
}

/** The load of this business; begun now where there is none. */
export async function loadOf(
  tx: Tx,
  fresh: Pick<DemoLoad, 'customers' | 'until'>,
): Promise<DemoLoad> {
  await tx.run(sql`
    insert into demo_loads (tenant_id, customers, until)
    values (${tx.tenant.id}, ${fresh.customers}, ${fresh.until})
    on conflict do nothing`);
  return (await tx.one<DemoLoad>(sql`
    select customers, until, steps_done as "stepsDone", finished_at as "finishedAt"
    from demo_loads where tenant_id = ${tx.tenant.id}`)) as DemoLoad;
}

export async function stepDone(tx: Tx, step: number): Promise<void> {
  await tx.run(sql`
    update demo_loads set steps_done = ${step + 1} where tenant_id = ${tx.tenant.id}`);
}

export async function finished(tx: Tx): Promise<void> {
  await tx.run(sql`
    update demo_loads set finished_at = ${tx.now} where tenant_id = ${tx.tenant.id}`);
}

/** Whether this business is a demo that was loaded to its end. */
export async function isFinished(tx: Tx): Promise<boolean> {
  const row = await tx.one<{ done: boolean }>(sql`
    select finished_at is not null as done from demo_loads where tenant_id = ${tx.tenant.id}`);
  return row?.done ?? false;
}
