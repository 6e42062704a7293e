import { type Sql, sql, type Tx } from '../../../platform/db.ts';

/** A customer as lists show them. */
export interface Person {
  id: string;
  fullName: string | null;
  phone: string | null;
  email: string | null;
  tier: string | null;
  orders: number;
  /** Minor units. */
  spent: number;
  lastOrderAt: Date | null;
}

/** Where a page of people ended: they are listed by spend, the most first. */
export interface Place {
  spent: number;
  id: string;
}

interface CountedRow extends Person {
  count: number;
  found: boolean;
}

/**
 * How many customers a select of ids finds, and a page of them. The ids are worked out once for
 * both.
 */
export async function countAndPage(
  tx: Tx,
  ids: Sql,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<{ count: number; people: Person[] }> {
  const rows = await tx.rows<CountedRow>(sql`
    with hit as materialized (${ids}),
    page as (
      ${personColumns} from hit
      join customers c on c.tenant_id = ${tx.tenant.id} and c.id = hit.id
      left join standings s on s.tenant_id = c.tenant_id and s.customer_id = c.id
      where ${isAfter(after)}
      order by coalesce(s.spent, 0) desc, c.id desc limit ${limit})
    select (select count(*) from hit) as count, page.id is not null as found, page.*
    from (values (1)) as one left join page on true
    order by page.spent desc, page.id desc`);
  return {
    count: rows[0]?.count ?? 0,
    people: rows.filter((row) => row.found).map(({ count: _, found: __, ...person }) => person),
  };
}

const personColumns = sql`
  select c.id, c.full_name as "fullName", c.phone, c.email, s.tier,
         coalesce(s.orders, 0) as orders, coalesce(s.spent, 0) as spent,
         s.last_order_at as "lastOrderAt"`;

const isAfter = (after: Place | undefined): Sql =>
  after
    ? sql`(coalesce(s.spent, 0), c.id) < (${after.spent}::bigint, ${after.id}::uuid)`
    : sql`true`;

/** A page of the members of a segment, by spend. */
export async function pageOfMembers(
  tx: Tx,
  segmentId: string,
  { after, limit }: { after: Place | undefined; limit: number },
): Promise<(Person & { since: Date })[]> {
  return tx.rows(sql`
    ${personColumns}, m.since from segment_members m
    join customers c on c.tenant_id = m.tenant_id and c.id = m.customer_id
    left join standings s on s.tenant_id = c.tenant_id and s.customer_id = c.id
    where m.tenant_id = ${tx.tenant.id} and m.segment_id = ${segmentId} and ${isAfter(after)}
    order by coalesce(s.spent, 0) desc, c.id desc limit ${limit}`);
}
