import type { Condition, Leaf } from '@quen/contracts/conditions.ts';
import {
  joinSql,
  type Row,
  rawSql,
  type Sql,
  sql,
  type Tenant,
  type Tx,
} from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import {
  comparable,
  dateBoundary,
  type Facts,
  fieldsOf,
  momentFacts,
  opposites,
} from './evaluate.ts';
import { customerSources, customersFrom, type Moment, type Scope } from './registry.ts';

/**
 * The ids of the customers who satisfy the condition, as a select statement without order. With ids
 * given it looks at these customers only, and costs in proportion to them.
 */
export function matchingCustomers(
  condition: Condition,
  tenant: Tenant,
  now: Date,
  scope: Scope = 'everyone',
): Sql {
  const moment = { tenant, now };
  const fields = customerFields(condition);
  return sql`select c.id ${customersFrom(fields, moment, scope)} and ${treeSql(condition, moment)}`;
}

/**
 * The condition as a boolean expression over c, an alias of customers: true or false, never null.
 * Where the condition looks beyond the customer's own row the expression is `c.id in (select …)`,
 * which the planner joins; for a handful of known customers matchingCustomers with ids is cheaper.
 */
export function conditionSql(condition: Condition, tenant: Tenant, now: Date): Sql {
  const moment = { tenant, now };
  const own = customerFields(condition).every((field) => source(field).needs.length === 0);
  if (own) return sql`((${treeSql(condition, moment)}) is true)`;
  return sql`(c.id in (${matchingCustomers(condition, tenant, now)}))`;
}

/**
 * What the conditions can ask of these customers, by id. Only 'customer.…' fields are looked up;
 * 'order.…' fields come from orderFacts. Unknown ids are missing from the map.
 */
export async function customerFacts(
  tx: Tx,
  customerIds: readonly string[],
  fields: readonly string[],
): Promise<Map<string, Facts>> {
  const wanted = fields.filter((field) => field.startsWith('customer.'));
  const moment: Moment = { tenant: tx.tenant, now: tx.now };
  const columns = wanted.map(
    (field, i) => sql`, ${source(field).value(moment)} as ${rawSql(`f${i}`)}`,
  );
  const rows = await tx.rows<Row & { id: string }>(
    sql`select c.id ${joinSql([rawSql(''), ...columns], '')}
        ${customersFrom(wanted, moment, customerIds)}`,
  );
  const common = momentFacts(tx.tenant, tx.now);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...common,
        ...Object.fromEntries(wanted.map((field, i) => [field, row[`f${i}`] as Facts[string]])),
      },
    ]),
  );
}

function customerFields(condition: Condition): string[] {
  const fields = fieldsOf(condition);
  for (const field of fields) source(field);
  return fields;
}

function source(field: string): NonNullable<(typeof customerSources)[string]> {
  const found = customerSources[field];
  if (found) return found;
  throw new DomainError('condition_invalid', {
    problem: `"${field}" can be judged only where an order is at hand`,
  });
}

// Within a where clause null counts as false, and "and"/"or" keep that so; only a negation would
// turn it round. Negations are therefore pushed down to the comparisons, where `is not true` makes
// the opposite exact.
function treeSql(condition: Condition, moment: Moment, negated = false): Sql {
  if ('not' in condition) return treeSql(condition.not, moment, !negated);
  if ('field' in condition) return leafSql(condition, moment, negated);
  const children = 'all' in condition ? condition.all : condition.any;
  const every = 'all' in condition !== negated;
  if (children.length === 0) return rawSql(every ? 'true' : 'false');
  const parts = children.map((child) => treeSql(child, moment, negated));
  return sql`(${joinSql(parts, every ? ' and ' : ' or ')})`;
}

function leafSql(leaf: Leaf, moment: Moment, negated: boolean): Sql {
  const opposite = opposites[leaf.op];
  const comparison = comparisonSql({ ...leaf, op: opposite ?? leaf.op }, moment);
  return negated === (opposite !== undefined) ? comparison : sql`((${comparison}) is not true)`;
}

function comparisonSql(leaf: Leaf, moment: Moment): Sql {
  const { field, op, value } = leaf;
  const expression = source(field).value(moment);
  if (field === 'customer.tags') return tagsSql(leaf, expression);
  switch (op) {
    case 'is_set':
      return sql`(${expression}) is not null`;
    case 'before':
      return sql`(${expression}) < ${boundary(leaf, moment)}`;
    case 'after':
    case 'within_days':
      return sql`(${expression}) >= ${boundary(leaf, moment)}`;
    case 'between': {
      const [low, high] = value as [number, number];
      return sql`(${expression}) between ${low}::bigint and ${high}::bigint`;
    }
    case 'in':
      return sql`(${expression}) = any(${value}::text[])`;
    case 'contains':
      return sql`strpos(${expression}, ${comparable(field, String(value))}::text) > 0`;
    case 'starts_with':
      return sql`starts_with(${expression}, ${comparable(field, String(value))}::text)`;
    default:
      return sql`(${expression}) ${symbolOf(op)} ${typed(field, value)}`;
  }
}

const boundary = (leaf: Leaf, { tenant, now }: Moment): Sql =>
  sql`${dateBoundary(leaf, now, tenant.timeZone)}::timestamptz`;

function tagsSql({ op, value }: Leaf, expression: Sql): Sql {
  if (op === 'is_set') return sql`cardinality(${expression}) > 0`;
  return sql`${expression} && ${op === 'in' ? value : [value]}::text[]`;
}

const symbols: Record<string, Sql> = {
  eq: rawSql('='),
  lt: rawSql('<'),
  lte: rawSql('<='),
  gt: rawSql('>'),
  gte: rawSql('>='),
};
function symbolOf(op: string): Sql {
  const symbol = symbols[op];
  if (!symbol) throw new Error(`Invariant broken: operator ${op} has no SQL`);
  return symbol;
}

function typed(field: string, value: Leaf['value']): Sql {
  if (typeof value === 'number') return sql`${value}::bigint`;
  if (typeof value === 'boolean') return sql`${value}::boolean`;
  return sql`${comparable(field, String(value))}::text`;
}

/**
 * Runs work that judges everyone, with nested loops as the planner's last resort. Right after an
 * import the statistics still take a business for tiny, and a loop over "a few" customers that turn
 * out to be a hundred thousand never ends; hashing everyone costs the same whatever they say.
 */
export async function overEveryone<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  if (hashing.has(tx)) return work();
  await tx.run(sql`set local enable_nestloop = off`);
  hashing.add(tx);
  const result = await work();
  hashing.delete(tx);
  await tx.run(sql`set local enable_nestloop = on`);
  return result;
}
const hashing = new WeakSet<Tx>();

export interface Tally {
  customers: number;
  /** Of the field asked for, over these customers; 0 where none has a value. */
  sum: number;
}

/**
 * For each condition, how many customers satisfy it now and what a numeric field of theirs adds up
 * to. All in one pass over the customers, which is what makes a page of suggestions affordable.
 */
export async function tallyCustomers(
  tx: Tx,
  questions: readonly { condition: Condition; sumOf: string }[],
): Promise<Tally[]> {
  if (questions.length === 0) return [];
  const moment = { tenant: tx.tenant, now: tx.now };
  const fields = questions.flatMap(({ condition, sumOf }) => [...customerFields(condition), sumOf]);
  const columns = questions.map(({ condition, sumOf }, i) => {
    const holds = treeSql(condition, moment);
    return sql`count(*) filter (where ${holds}) as ${rawSql(`n${i}`)},
      coalesce(sum(${source(sumOf).value(moment)}) filter (where ${holds}), 0)::bigint as ${rawSql(`s${i}`)}`;
  });
  const row = await overEveryone(tx, () =>
    tx.one<Record<string, number>>(
      sql`select ${joinSql(columns, ', ')} ${customersFrom(fields, moment, 'everyone')}`,
    ),
  );
  return questions.map((_, i) => ({ customers: row?.[`n${i}`] ?? 0, sum: row?.[`s${i}`] ?? 0 }));
}
