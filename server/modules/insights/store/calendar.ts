import { sql, type Tx } from '../../../platform/db.ts';
import { localDate, startOfDate } from '../../../platform/time.ts';
import type { AsOf } from '../../audience/index.ts';
import { monthOf, monthRange } from '../months.ts';

/**
 * The months a business has orders in, with the instants they begin at where it is. Statements put
 * an order into its month by width_bucket(placed_at, starts): a search in a short list, where turning
 * every instant into a local date would cost more than reading the orders.
 */
export interface Calendar {
  /** YYYY-MM, ascending, up to the month of the day; width_bucket counts them from 1. */
  months: string[];
  starts: Date[];
}

export async function calendarOf(tx: Tx, as: AsOf): Promise<Calendar> {
  const row = await tx.one<{ at: Date | null }>(sql`
    select min(placed_at) as at from orders where tenant_id = ${tx.tenant.id}`);
  const zone = tx.tenant.timeZone;
  const months = row?.at ? monthRange(monthOf(localDate(row.at, zone)), monthOf(as.date)) : [];
  return { months, starts: months.map((month) => startOfDate(`${month}-01`, zone)) };
}
