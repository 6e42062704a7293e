import { sql, type Tx } from '../../../platform/db.ts';

/** Channels of the latest orders: a list to pick from, not a register. */
export async function recentChannels(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ channel: string }>(sql`
    select distinct channel from (
      select channel from orders where tenant_id = ${tx.tenant.id}
      order by placed_at desc limit 2000) recent
    order by channel limit 50`);
  return rows.map((row) => row.channel);
}

/** The tags customers carry, commonest first. */
export async function tagsInUse(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ tag: string }>(sql`
    select tag from customers c, unnest(c.tags) as tag
    where c.tenant_id = ${tx.tenant.id}
    group by tag order by count(*) desc, tag limit 200`);
  return rows.map((row) => row.tag);
}
