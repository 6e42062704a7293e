import { joinSql, rawSql, type Sql, sql, type Tenant } from '../../platform/db.ts';
import { localDate, plusMonths, startOfDayPlus } from '../../platform/time.ts';

/**
 * Where the value of each customer field comes from: ONE SQL expression, which both evaluators use.
 * conditionSql compares it inside the database, customerFacts selects it for JavaScript, so the two
 * can differ in their operators only. c is customers; the other aliases are the relations below.
 */
export interface Moment {
  tenant: Tenant;
  now: Date;
}

type Relation = 'standing' | 'score' | 'expiring' | 'year' | 'ladder';

interface Source {
  needs: readonly Relation[];
  value(moment: Moment): Sql;
}

const source = (needs: readonly Relation[], text: string): Source => {
  const expression = rawSql(text);
  return { needs, value: () => expression };
};

/**
 * A setting of the programme in force at the moment. Not correlated with the customer, so the
 * planner evaluates it once a statement.
 */
function programme({ tenant, now }: Moment, path: Sql): Sql {
  return sql`(
    select ${path} from programme_versions v
    where v.tenant_id = ${tenant.id} and (v.effective_at is null or v.effective_at <= ${now})
    order by v.version desc limit 1)`;
}

/** Whole local days between the last order and today, never negative; null before the first order. */
const daysSinceOrder = ({ tenant, now }: Moment): Sql => sql`
  greatest(0, ${localDate(now, tenant.timeZone)}::date
              - (s.last_order_at at time zone ${tenant.timeZone}::text)::date)`;

/** prospect, first, building, frequent, dormant or lost; see modules/audience for the definition. */
const lifecycle = (moment: Moment): Sql => sql`
  case when coalesce(s.orders, 0) = 0 then 'prospect'
       when ${daysSinceOrder(moment)} > coalesce(${programme(moment, lostDays)}, 180) then 'lost'
       when ${daysSinceOrder(moment)} >= coalesce(${programme(moment, dormantDays)}, 90) then 'dormant'
       when s.orders = 1 then 'first'
       when s.orders <= 3 then 'building'
       else 'frequent' end`;
const dormantDays = rawSql(`(v.document -> 'rfm' ->> 'dormantDays')::integer`);
const lostDays = rawSql(`(v.document -> 'rfm' ->> 'lostDays')::integer`);
const mainWallet = rawSql(`v.document -> 'wallets' -> 0 ->> 'key'`);

const tiers = rawSql(`v.document -> 'tiers'`);
/** A customer without a tier, or with one that is no longer there, looks up at the lowest level. */
const nextThreshold = (moment: Moment): Sql => sql`
  case when t.key is not null then t.next else (
    select min((level ->> 'threshold')::bigint)
    from jsonb_array_elements(${programme(moment, tiers)}) as level) end`;

/** What is missing for the next level above the present tier; null where there is none. */
const toNextTier = (moment: Moment): Sql => sql`
  case when ${nextThreshold(moment)} is not null
       then greatest(0, ${nextThreshold(moment)} - coalesce(y.spent, 0)) end`;

/** By field key. */
export const customerSources: Readonly<Record<string, Source>> = {
  'customer.orders': source(['standing'], 'coalesce(s.orders, 0)'),
  'customer.spent': source(['standing'], 'coalesce(s.spent, 0)'),
  'customer.spent_12m': source(['year'], 'coalesce(y.spent, 0)'),
  'customer.average_order': source(
    ['standing'],
    'round(s.spent::numeric / nullif(s.orders, 0))::bigint',
  ),
  'customer.first_order_at': source(['standing'], 's.first_order_at'),
  'customer.last_order_at': source(['standing'], 's.last_order_at'),
  'customer.days_since_order': { needs: ['standing'], value: daysSinceOrderOrNull },
  'customer.created_at': source([], 'c.created_at'),
  'customer.tier': source(['standing'], 's.tier'),
  'customer.to_next_tier': { needs: ['standing', 'ladder', 'year'], value: toNextTier },
  'customer.points': { needs: ['standing'], value: points },
  'customer.points_expiring_30d': source(['expiring'], 'coalesce(e.points, 0)'),
  'customer.rfm_group': source(['score'], 'k.rfm_group'),
  'customer.value_group': source(['score'], 'k.value_group'),
  'customer.lifecycle': { needs: ['standing'], value: lifecycle },
  'customer.tags': source([], 'c.tags'),
  'customer.name': source([], `nullif(c.search_name, '')`),
  'customer.birth_month': source([], 'c.birth_month'),
  'customer.gender': source([], 'c.gender'),
  'customer.has_email': source([], '(c.email is not null)'),
  'customer.has_phone': source([], '(c.phone is not null)'),
};

function daysSinceOrderOrNull(moment: Moment): Sql {
  // greatest() ignores nulls, so without the case a customer who never ordered would count 0 days.
  return sql`case when s.last_order_at is not null then ${daysSinceOrder(moment)} end`;
}

function points(moment: Moment): Sql {
  return sql`coalesce((s.balances ->> ${programme(moment, mainWallet)})::bigint, 0)`;
}

/** The customers a relation is computed for: all of them, or those whose ids are given. */
export type Scope = readonly string[] | 'everyone';

/**
 * How each relation is joined to customers: one row a customer at most. Sums are grouped once for
 * everyone rather than looked up customer by customer; the scope keeps them small where only a few
 * customers are asked about.
 */
const joins: Record<Relation, (moment: Moment, scope: Scope) => Sql> = {
  standing: () =>
    rawSql(`
    left join standings s on s.tenant_id = c.tenant_id and s.customer_id = c.id`),
  score: () =>
    rawSql(`
    left join customer_scores k on k.tenant_id = c.tenant_id and k.customer_id = c.id`),
  expiring: (moment, scope) => sql`
    left join (
      select l.customer_id, sum(l.remaining)::bigint as points from lots l
      where l.tenant_id = ${moment.tenant.id} and l.remaining > 0
        and l.wallet = ${programme(moment, mainWallet)} and l.expires_at > ${moment.now}
        and l.expires_at <= ${startOfDayPlus(moment.now, 31, moment.tenant.timeZone)}
        ${within(rawSql('l.customer_id'), scope)}
      group by l.customer_id) e on e.customer_id = c.id`,
  // Who needs the ladder needs the standing first: it is joined by the tier held.
  ladder: (moment) => sql`
    left join (
      select level ->> 'key' as key,
             min((level ->> 'threshold')::bigint) over (
               order by (level ->> 'threshold')::bigint
               range between 1 following and unbounded following) as next
      from jsonb_array_elements(${programme(moment, tiers)}) as level) t on t.key = s.tier`,
  year: (moment, scope) => sql`
    left join (
      select o.customer_id, sum(o.total - o.returned)::bigint as spent from orders o
      where o.tenant_id = ${moment.tenant.id} and o.customer_id is not null
        and o.placed_at > ${plusMonths(moment.now, -12, moment.tenant.timeZone)}
        and o.placed_at <= ${moment.now}
        ${within(rawSql('o.customer_id'), scope)}
      group by o.customer_id) y on y.customer_id = c.id`,
};

function within(column: Sql, scope: Scope): Sql {
  return scope === 'everyone' ? rawSql('') : sql`and ${column} = any(${scope}::uuid[])`;
}

/** "customers c" with what the fields need, for the customers of the scope, as from … where …. */
export function customersFrom(fields: readonly string[], moment: Moment, scope: Scope): Sql {
  const needed = new Set(fields.flatMap((field) => customerSources[field]?.needs ?? []));
  const joined = [...needed].map((relation) => joins[relation](moment, scope));
  return sql`from customers c ${joinSql([rawSql(''), ...joined], '')}
    where c.tenant_id = ${moment.tenant.id} ${within(rawSql('c.id'), scope)}`;
}
