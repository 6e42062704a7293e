import { sql, type Tx } from '../../platform/db.ts';

/** A broken invariant, with up to a few examples. */
export interface Finding {
  invariant: string;
  count: number;
  examples: unknown[];
}

interface Check {
  invariant: string;
  find: (tenantId: number) => ReturnType<typeof sql>;
}

/** What customers hold, a row for each customer and wallet. */
const balances = (tenantId: number) => sql`
  select s.customer_id, b.wallet, b.balance::bigint as balance
  from standings s cross join jsonb_each_text(s.balances) as b (wallet, balance)
  where s.tenant_id = ${tenantId}`;

/** Each finds the rows that break one invariant; none should. */
const checks: Check[] = [
  {
    invariant: 'a balance is the sum of its transfers',
    find: (t) => sql`
      select coalesce(a.customer_id, m.customer_id) as customer, coalesce(a.wallet, m.wallet) as wallet,
             a.balance, m.moved
      from (${balances(t)}) a
      full join (
        select customer_id, wallet,
               sum(case when credit = 'customer' then amount else -amount end)::bigint as moved
        from transfers where tenant_id = ${t} group by 1, 2) m using (customer_id, wallet)
      where coalesce(a.balance, 0) <> coalesce(m.moved, 0)`,
  },
  {
    invariant: 'a balance is what is left in its lots',
    find: (t) => sql`
      select coalesce(a.customer_id, l.customer_id) as customer, coalesce(a.wallet, l.wallet) as wallet,
             a.balance, l.held
      from (${balances(t)}) a
      full join (
        select customer_id, wallet, sum(remaining)::bigint as held
        from lots where tenant_id = ${t} group by 1, 2) l using (customer_id, wallet)
      where coalesce(a.balance, 0) <> coalesce(l.held, 0)`,
  },
  {
    invariant: 'a transfer moves between the customer and exactly one programme-side account',
    find: (t) => sql`
      select id from transfers
      where tenant_id = ${t} and ((debit = 'customer') = (credit = 'customer') or amount <= 0)`,
  },
  {
    invariant: 'every transfer that brings points in is a lot, or put back what others drew',
    find: (t) => sql`
      select id from transfers
      where tenant_id = ${t} and (credit = 'customer' and kind <> 'give_back') <> (remaining is not null)`,
  },
  {
    invariant: 'what a transfer took is what it drew from lots',
    find: (t) => sql`
      select x.id, x.amount, coalesce(sum(u.amount), 0)::bigint as drawn
      from transfers x
      left join lot_uses u on u.tenant_id = x.tenant_id and u.customer_id = x.customer_id and u.transfer_id = x.id
      where x.tenant_id = ${t} and x.debit = 'customer'
      group by x.id, x.amount
      having x.amount <> coalesce(sum(u.amount), 0)`,
  },
  {
    invariant: 'every order that moved points is there, and belongs to that customer',
    find: (t) => sql`
      select x.id from transfers x
      left join orders o on o.tenant_id = x.tenant_id and o.id = x.cause_id
      where x.tenant_id = ${t} and x.cause_kind = 'order'
        and (o.id is null or o.customer_id is distinct from x.customer_id)`,
  },
  {
    invariant: 'every order of a customer has a customer and a standing',
    find: (t) => sql`
      select o.id from orders o
      left join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id
      left join standings s on s.tenant_id = o.tenant_id and s.customer_id = o.customer_id
      where o.tenant_id = ${t} and o.customer_id is not null and (c.id is null or s.customer_id is null)`,
  },
  {
    invariant: 'every standing belongs to a customer',
    find: (t) => sql`
      select s.customer_id as customer from standings s
      left join customers c on c.tenant_id = s.tenant_id and c.id = s.customer_id
      where s.tenant_id = ${t} and c.id is null`,
  },
  {
    invariant: 'a standing says what the orders say',
    find: (t) => sql`
      select s.customer_id as customer, s.orders, s.spent, o.orders as counted, o.spent as summed
      from standings s
      left join (
        select customer_id, count(*)::int as orders, sum(total - returned)::bigint as spent,
               min(placed_at) as first_at, max(placed_at) as last_at
        from orders
        where tenant_id = ${t} and customer_id is not null and not (total > 0 and returned = total)
        group by 1) o
        on o.customer_id = s.customer_id
      where s.tenant_id = ${t}
        and (s.orders <> coalesce(o.orders, 0) or s.spent <> coalesce(o.spent, 0)
          or s.first_order_at is distinct from o.first_at or s.last_order_at is distinct from o.last_at)`,
  },
  {
    invariant: 'what was given back for an order is the sum of its returns',
    find: (t) => sql`
      select o.id from orders o
      left join (select order_id, sum(amount)::bigint as amount, sum(refund)::bigint as refund
                 from returns where tenant_id = ${t} group by 1) r on r.order_id = o.id
      where o.tenant_id = ${t} and (o.returned_bill <> coalesce(r.amount, 0) or o.returned <> coalesce(r.refund, 0))`,
  },
  {
    invariant: 'order lines belong to an order',
    find: (t) => sql`
      select l.order_id, l.line_no from order_lines l
      left join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
      where l.tenant_id = ${t} and o.id is null`,
  },
  {
    invariant: "a campaign's uses are its standing redemptions",
    find: (t) => sql`
      select c.campaign, c.redeemed, coalesce(r.used, 0) as used
      from voucher_campaigns c
      left join (select campaign, count(*)::bigint as used from voucher_redemptions
                 where tenant_id = ${t} and cancelled_at is null group by 1) r using (campaign)
      where c.tenant_id = ${t} and c.redeemed <> coalesce(r.used, 0)`,
  },
  {
    invariant: 'a voucher is redeemed exactly if one redemption stands',
    find: (t) => sql`
      select v.id from vouchers v
      left join (select voucher_id, count(*) as used from voucher_redemptions
                 where tenant_id = ${t} and cancelled_at is null group by 1) r on r.voucher_id = v.id
      where v.tenant_id = ${t}
        and ((v.state = 'redeemed') <> (coalesce(r.used, 0) = 1) or coalesce(r.used, 0) > 1)`,
  },
];

/** Proves the published invariants on the real rows; an empty list means they all hold. */
export async function verifyLedger(tx: Tx): Promise<{ checked: string[]; findings: Finding[] }> {
  const findings: Finding[] = [];
  for (const check of checks) {
    const broken = await tx.rows(check.find(tx.tenant.id));
    if (broken.length > 0) {
      findings.push({
        invariant: check.invariant,
        count: broken.length,
        examples: broken.slice(0, 5),
      });
    }
  }
  return { checked: checks.map((c) => c.invariant), findings };
}
