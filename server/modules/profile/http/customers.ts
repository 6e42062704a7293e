import { Type } from 'typebox';
import type { Sql, Tx } from '../../../platform/db.ts';
import { sql } from '../../../platform/db.ts';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { conditionSql, customerFacts } from '../../conditions/index.ts';
import {
  consentsHeldBy,
  customerById,
  profileAnswer,
  profileProperties,
} from '../../customers/index.ts';
import { currentProgramme, tierProgressOf } from '../../programme/index.ts';
import { habitOf } from '../habit.ts';
import { pageOf, pageQuery, placeCursor, placeOf } from '../page.ts';
import { phoneSearch, type Search, understand } from '../search.ts';
import { type ListedCustomer, listCustomers, placeAfter, standingOf } from '../store.ts';

const tag = 'Customers';
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Instant = Type.String({ format: 'date-time' });
const Word = Type.Optional(Type.String({ minLength: 1, maxLength: 60 }));
const iso = (at: Date | null | undefined) => at?.toISOString() ?? null;

const ListQuery = Type.Object(
  {
    /** A name or part of it, the last digits of a phone, the beginning of an e-mail, a card. */
    q: Type.Optional(Type.String({ maxLength: 200 })),
    phone: Type.Optional(Type.String({ maxLength: 40 })),
    card: Type.Optional(Type.String({ maxLength: 40 })),
    segment: Type.Optional(Type.String({ format: 'uuid' })),
    tier: Word,
    rfm: Word,
    lifecycle: Word,
    tag: Word,
    sort: Type.Optional(Type.Enum(['newest', 'last_order', 'spent', 'orders'])),
    ...pageQuery,
  },
  { additionalProperties: false },
);

const ListItem = Type.Object({
  id: Type.String({ format: 'uuid' }),
  fullName: nullable(Type.String()),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
  cardCode: Type.String(),
  tags: Type.Array(Type.String()),
  tier: nullable(Type.String()),
  orders: Type.Integer(),
  spent: Type.Integer(),
  lastOrderAt: nullable(Instant),
  points: Type.Integer(),
  createdAt: Instant,
});

interface Filters {
  q?: string;
  phone?: string;
  card?: string;
  segment?: string;
  tier?: string;
  rfm?: string;
  lifecycle?: string;
  tag?: string;
}

function searchOf({ q, phone, card }: Filters): Search | undefined {
  if (card) {
    const search = understand(card);
    return search.by === 'card' ? search : { by: 'nothing' };
  }
  if (phone) return phoneSearch(phone);
  return q?.trim() ? understand(q) : undefined;
}

function filtersOf(tx: Tx, { segment, tier, rfm, lifecycle, tag }: Filters): Sql[] {
  const judged = (field: string, value: string) =>
    conditionSql({ field, op: 'eq', value }, tx.tenant, tx.now);
  return [
    ...(segment
      ? [
          sql`exists (select from segment_members m where m.tenant_id = c.tenant_id
                      and m.segment_id = ${segment} and m.customer_id = c.id)`,
        ]
      : []),
    ...(tier ? [sql`s.tier = ${tier}`] : []),
    ...(tag ? [sql`${tag} = any(c.tags)`] : []),
    ...(rfm ? [judged('customer.rfm_group', rfm)] : []),
    ...(lifecycle ? [judged('customer.lifecycle', lifecycle)] : []),
  ];
}

const list = route({
  method: 'GET',
  url: '/v1/customers',
  access: 'customers.read',
  summary: 'Find and list customers',
  description:
    'q finds by any part of a name (marks and case do not matter), the last three digits or more of a phone, the beginning of an e-mail, or a card number. Filters are joined by and.',
  tag,
  query: ListQuery,
  response: Type.Object({ items: Type.Array(ListItem), next: nullable(Type.String()) }),
  read: async (tx, { query }) => {
    const { sort = 'newest', limit = 50 } = query;
    const rows = await listCustomers(tx, {
      search: searchOf(query as Filters),
      filters: filtersOf(tx, query as Filters),
      sort,
      after: placeOf(query.cursor),
      limit: limit + 1,
    });
    const points = await pointsOf(tx, rows);
    return pageOf(
      rows,
      limit,
      (row) => placeCursor(placeAfter(sort, row)),
      (row) => ({
        ...row,
        lastOrderAt: iso(row.lastOrderAt),
        createdAt: row.createdAt.toISOString(),
        points: points.get(row.id) ?? 0,
      }),
    );
  },
});

async function pointsOf(tx: Tx, rows: readonly ListedCustomer[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  const facts = await customerFacts(tx, ids, ['customer.points']);
  return new Map([...facts].map(([id, fact]) => [id, Number(fact['customer.points'] ?? 0)]));
}

const Standing = Type.Object({
  orders: Type.Integer(),
  spent: Type.Integer(),
  averageOrder: Type.Integer(),
  firstOrderAt: nullable(Instant),
  lastOrderAt: nullable(Instant),
  points: Type.Integer(),
  rfmGroup: nullable(Type.String()),
  lifecycle: nullable(Type.String()),
  tier: nullable(
    Type.Object({
      key: Type.String(),
      name: Type.Object({ vi: Type.String(), en: Type.String() }),
      colour: nullable(Type.String()),
      since: nullable(Instant),
      reviewAt: nullable(Instant),
    }),
  ),
  habit: Type.Object({
    /** Median days between two orders. */
    gapDays: nullable(Type.Number()),
    favourites: Type.Array(
      Type.Object({ sku: Type.String(), name: Type.String(), quantity: Type.Integer() }),
    ),
    store: nullable(
      Type.Object({ code: Type.String(), name: Type.String(), orders: Type.Integer() }),
    ),
    channel: nullable(Type.String()),
  }),
  /** Spend of the last 12 months, and what is missing to the next tier or to keep this one. */
  progress: Type.Object({
    spent: Type.Integer(),
    next: nullable(
      Type.Object({ tier: Type.String(), missing: Type.Integer(), by: nullable(Instant) }),
    ),
    keep: nullable(Type.Object({ by: Instant, needed: Type.Integer(), missing: Type.Integer() })),
  }),
});

const detail = route({
  method: 'GET',
  url: '/v1/customers/:id',
  access: 'customers.read',
  summary: 'A customer: profile, standing, consents',
  tag,
  params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  response: Type.Object({ ...profileProperties, standing: Standing }),
  read: async (tx, { params: { id } }) => ({
    ...profileAnswer(await customerById(tx, id), await consentsHeldBy(tx, id)),
    standing: await standingAnswer(tx, id),
  }),
});

async function standingAnswer(tx: Tx, id: string) {
  const standing = await standingOf(tx, id);
  const facts = (
    await customerFacts(tx, [id], ['customer.points', 'customer.rfm_group', 'customer.lifecycle'])
  ).get(id);
  const text = (field: string) => {
    const value = facts?.[field];
    return typeof value === 'string' ? value : null;
  };
  const progress = await tierProgressOf(tx, id);
  const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const { orders = 0, spent = 0 } = standing ?? {};
  return {
    orders,
    spent,
    averageOrder: orders > 0 ? Math.round(spent / orders) : 0,
    firstOrderAt: iso(standing?.firstOrderAt),
    lastOrderAt: iso(standing?.lastOrderAt),
    points: Number(facts?.['customer.points'] ?? 0),
    rfmGroup: text('customer.rfm_group'),
    lifecycle: text('customer.lifecycle'),
    tier: standing?.tier ? await tierAnswer(tx, standing.tier, standing) : null,
    habit: await habitOf(tx, id),
    progress: {
      spent: progress.spent,
      next: progress.next && { ...progress.next, by: instant(progress.next.by) },
      keep: progress.keep && { ...progress.keep, by: new Date(progress.keep.by).toISOString() },
    },
  };
}

async function tierAnswer(
  tx: Tx,
  key: string,
  standing: { tierSince: Date | null; tierReviewAt: Date | null },
) {
  const { document } = await currentProgramme(tx);
  // A tier that a later version no longer has goes by its key until the next review.
  const level = document.tiers.find((tier) => tier.key === key);
  return {
    key,
    name: level?.name ?? { vi: key, en: key },
    colour: level?.colour ?? null,
    since: iso(standing.tierSince),
    reviewAt: iso(standing.tierReviewAt),
  };
}

export const customerPages: readonly AnyRoute[] = [list, detail];
