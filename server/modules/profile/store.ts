import { joinSql, type Row, type Sql, sql, type Tx } from '../../platform/db.ts';
import type { Place } from './page.ts';
import type { Search } from './search.ts';

/** A customer as the list shows them. Amounts in minor units. */
export interface ListedCustomer extends Row {
  id: string;
  fullName: string | null;
  phone: string | null;
  email: string | null;
  cardCode: string;
  tags: string[];
  createdAt: Date;
  tier: string | null;
  orders: number;
  spent: number;
  lastOrderAt: Date | null;
}

export type Sort = 'newest' | 'last_order' | 'spent' | 'orders';

export interface ListQuery {
  search?: Search | undefined;
  /** Further conditions over c (customers) and s (their standing, which may be missing). */
  filters: readonly Sql[];
  sort: Sort;
  after?: Place | undefined;
  limit: number;
}

/** How many matches of a name are looked through where other filters apply too. */
const NAMES_FILTERED = 5000;

const listed = sql`
  select c.id, c.full_name as "fullName", c.phone, c.email, c.card_code as "cardCode", c.tags,
         c.created_at as "createdAt", s.tier, coalesce(s.orders, 0) as orders,
         coalesce(s.spent, 0)::bigint as spent, s.last_order_at as "lastOrderAt"
  from customers c
  left join standings s on s.tenant_id = c.tenant_id and s.customer_id = c.id`;

/** The condition a search is, over c. Only operators that may use an index behind the guard. */
function searchSql(search: Search | undefined, query: ListQuery): Sql | undefined {
  switch (search?.by) {
    case undefined:
      return undefined;
    case 'nothing':
      return sql`false`;
    case 'card':
      return sql`c.card_code = ${search.card}`;
    case 'phone':
      return sql`c.phone = ${search.phone}`;
    case 'phoneEnd':
      // The sign after "9" ends the range of digits.
      return sql`c.phone_reversed ~>=~ ${search.reversed}
             and c.phone_reversed ~<~ ${`${search.reversed}:`}`;
    case 'email':
      return sql`c.email ~>=~ ${search.prefix} and c.email ~<~ ${`${search.prefix}\u{10ffff}`}`;
    case 'name': {
      const alone = query.filters.length === 0 && query.sort === 'newest';
      const before = alone ? (query.after?.id ?? null) : null;
      const most = alone ? query.limit : NAMES_FILTERED;
      return sql`c.id in (select quen_customers_by_name(${search.fragment}, ${before}, ${most}))`;
    }
  }
}

/**
 * A page of customers. Sorted by what they did, those who did something come first, most first;
 * then all others, newest first. Cursors say in which of the two parts the page ended.
 */
export async function listCustomers(tx: Tx, query: ListQuery): Promise<ListedCustomer[]> {
  const search = searchSql(query.search, query);
  const where = joinSql(
    [sql`c.tenant_id = ${tx.tenant.id}`, ...(search ? [search] : []), ...query.filters],
    ' and ',
  );
  const { sort, after, limit } = query;
  if (sort === 'newest') return newest(tx, where, after?.id, limit);
  let active: ListedCustomer[] = [];
  if (after?.value !== null) {
    const everybody = !search && query.filters.length === 0;
    active =
      everybody && sort === 'last_order'
        ? await lastBuyers(tx, after as Active, limit)
        : await mostFirst(tx, where, sort, after as Active, limit);
  }
  if (active.length >= limit) return active;
  const idle = sql`${where} and coalesce(s.orders, 0) = 0`;
  const from = after?.value === null ? after.id : undefined;
  return [...active, ...(await newest(tx, idle, from, limit - active.length))];
}

async function newest(tx: Tx, where: Sql, before: string | undefined, limit: number) {
  return tx.rows<ListedCustomer>(sql`
    ${listed} where ${where} ${before ? sql`and c.id < ${before}::uuid` : sql``}
    order by c.id desc limit ${limit}`);
}

type Active = { value: number; id: string } | undefined;

async function mostFirst(
  tx: Tx,
  where: Sql,
  sort: Exclude<Sort, 'newest'>,
  after: Active,
  limit: number,
): Promise<ListedCustomer[]> {
  const column = { last_order: sql`s.last_order_at`, spent: sql`s.spent`, orders: sql`s.orders` }[
    sort
  ];
  const value = after && sort === 'last_order' ? new Date(after.value) : after?.value;
  const type = sort === 'last_order' ? sql`timestamptz` : sql`bigint`;
  const beyond = after
    ? sql`and (${column}, s.customer_id) < (${value}::${type}, ${after.id}::uuid)`
    : sql``;
  return tx.rows<ListedCustomer>(sql`
    ${listed} where ${where} and s.tenant_id = ${tx.tenant.id} and s.orders > 0 ${beyond}
    order by ${column} desc, s.customer_id desc limit ${limit}`);
}

/**
 * Everybody by their last order, found by walking the orders backwards: standings have no index on
 * it, so that an order changes them in place. Orders that are not their customer's last are passed.
 */
async function lastBuyers(tx: Tx, after: Active, limit: number): Promise<ListedCustomer[]> {
  const beyond = after
    ? sql`and (o.placed_at, o.customer_id) < (${new Date(after.value)}::timestamptz, ${after.id}::uuid)`
    : sql``;
  // What a case says the planner takes for a coin toss, and so it walks the index instead of sorting.
  return tx.rows<ListedCustomer>(sql`
    with page as materialized (
      select o.customer_id, o.placed_at
      from orders o
      where o.tenant_id = ${tx.tenant.id} and o.customer_id is not null ${beyond}
        and case
          when (select s.orders > 0 and s.last_order_at = o.placed_at from standings s
                where s.tenant_id = o.tenant_id and s.customer_id = o.customer_id)
          then not exists (
            select from orders twin
            where twin.tenant_id = o.tenant_id and twin.customer_id = o.customer_id
              and twin.placed_at = o.placed_at and twin.id > o.id)
          else false end
      order by o.placed_at desc, o.customer_id desc
      limit ${limit}
    )
    ${listed} join page on page.customer_id = c.id
    where c.tenant_id = ${tx.tenant.id}
    order by page.placed_at desc, c.id desc`);
}

/** Where a page that ends with this customer goes on. */
export function placeAfter(sort: Sort, customer: ListedCustomer): Place {
  const { id } = customer;
  if (sort === 'newest' || customer.orders === 0) return { value: null, id };
  if (sort === 'last_order') return { value: customer.lastOrderAt?.getTime() ?? null, id };
  return { value: customer[sort], id };
}

/** What a customer's standing says; undefined for one who has never bought. */
export async function standingOf(tx: Tx, customerId: string) {
  return tx.one<{
    orders: number;
    spent: number;
    firstOrderAt: Date | null;
    lastOrderAt: Date | null;
    tier: string | null;
    tierSince: Date | null;
    tierReviewAt: Date | null;
  }>(sql`
    select orders, spent, first_order_at as "firstOrderAt", last_order_at as "lastOrderAt", tier,
           tier_since as "tierSince", tier_review_at as "tierReviewAt"
    from standings where tenant_id = ${tx.tenant.id} and customer_id = ${customerId}`);
}

/** Names and phones of customers, for lists of what they did. */
export async function namesOf(tx: Tx, ids: readonly string[]) {
  const rows = await tx.rows<{ id: string; fullName: string | null; phone: string | null }>(sql`
    select id, full_name as "fullName", phone from customers
    where tenant_id = ${tx.tenant.id} and id = any(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Codes and names of stores, by id. */
export async function storesOf(tx: Tx) {
  const rows = await tx.rows<{ id: string; code: string; name: string }>(sql`
    select id, code, name from stores where tenant_id = ${tx.tenant.id}`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The returns of an order, oldest first. */
export async function returnsOf(tx: Tx, orderId: string) {
  return tx.rows<{
    id: string;
    externalId: string;
    returnedAt: Date;
    amount: number;
    refund: number;
    reason: string | null;
  }>(sql`
    select id, external_id as "externalId", returned_at as "returnedAt", amount, refund, reason
    from returns
    where tenant_id = ${tx.tenant.id} and order_id = ${orderId}
    order by returned_at, id`);
}
