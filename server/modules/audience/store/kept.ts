import { rawSql, type Sql, sql } from '../../../platform/db.ts';
import type { AsOf } from '../as-of.ts';

/**
 * The orders that count, over alias o of orders: those not given back as a whole. An order of 0
 * counts, for it was placed all the same.
 */
export const kept: Sql = rawSql('(o.returned < o.total or o.total = 0)');

/**
 * Sum of what was spent on them, net of returns. float8 adds these whole numbers exactly up to 2^53
 * (the most any amount may be, see platform/db) and several times faster than numeric.
 */
export const spent: Sql = rawSql('sum((o.total - o.returned)::float8)::bigint');

/** Kept orders of known customers up to the end of the day, from an instant on where one is given. */
export function keptOrders(tenantId: number, { end }: AsOf, from?: Date): Sql {
  const since = from ? sql`and o.placed_at >= ${from}` : rawSql('');
  return sql`o.tenant_id = ${tenantId} and o.customer_id is not null
    and o.placed_at < ${end} ${since} and ${kept}`;
}
