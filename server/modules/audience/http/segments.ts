import { operatorsOf } from '@quen/contracts/conditions.ts';
import { type Static, Type } from 'typebox';
import { toMajor } from '../../../platform/money.ts';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { businessCatalogue } from '../catalogue.ts';
import {
  changeSegment,
  createSegment,
  listSegments,
  previewSegment,
  removeSegment,
  type SegmentView,
  segmentById,
  segmentMembers,
} from '../segments.ts';
import {
  Condition,
  csvAnswer,
  cursorAfter,
  Id,
  Instant,
  nullable,
  PageQuery,
  Person,
  personAnswer,
  personProperties,
  placeOf,
  Sentence,
} from './wire.ts';

const tag = 'Segments';
const strict = { additionalProperties: false };
/** Unchecked on purpose: parseCondition says which comparison is wrong. */
const RawCondition = Type.Unsafe<unknown>(Condition);
const SegmentBody = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 120 }), condition: RawCondition },
  strict,
);
const Segment = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  condition: Condition,
  sentence: Sentence,
  members: Type.Integer(),
  createdAt: Instant,
  createdBy: Type.String(),
  updatedAt: Instant,
  computedAt: nullable(Instant),
});

const segmentAnswer = (segment: SegmentView): Static<typeof Segment> => ({
  ...segment,
  createdAt: segment.createdAt.toISOString(),
  updatedAt: segment.updatedAt.toISOString(),
  computedAt: segment.computedAt?.toISOString() ?? null,
});

const fields = route({
  method: 'GET',
  url: '/v1/conditions/fields',
  access: 'programme.read',
  summary: 'The fields conditions may ask for, with the choices of this business.',
  tag,
  response: Type.Object({
    items: Type.Array(
      Type.Object({
        key: Type.String(),
        type: Type.String(),
        label: Sentence,
        operators: Type.Array(Type.String()),
        choices: Type.Optional(Type.Array(Type.Object({ value: Type.String(), label: Sentence }))),
      }),
    ),
  }),
  read: async (tx) => ({
    items: (await businessCatalogue(tx)).fields.map((field) => ({
      ...field,
      operators: [...operatorsOf[field.type]],
    })),
  }),
});

const preview = route({
  method: 'POST',
  url: '/v1/segments/preview',
  access: 'segments.read',
  summary: 'Who satisfies a condition now: how many, a page of them, and the condition in words.',
  tag,
  body: Type.Object(
    {
      condition: RawCondition,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
      cursor: Type.Optional(Type.String({ maxLength: 100 })),
    },
    strict,
  ),
  response: Type.Object({
    count: Type.Integer(),
    sample: Type.Array(Person),
    next: nullable(Type.String()),
    sentence: Sentence,
    computedInMs: Type.Integer(),
  }),
  errors: ['condition_invalid'],
  read: async (tx, { body }) => {
    const started = performance.now();
    const limit = body.limit ?? 10;
    const { count, people, sentence } = await previewSegment(tx, {
      condition: body.condition,
      after: placeOf(body.cursor),
      limit: limit + 1,
    });
    return {
      count,
      sample: people.slice(0, limit).map(personAnswer),
      next: cursorAfter(people, limit),
      sentence,
      computedInMs: Math.round(performance.now() - started),
    };
  },
});

const list = route({
  method: 'GET',
  url: '/v1/segments',
  access: 'segments.read',
  summary: 'Saved segments, newest first.',
  tag,
  query: PageQuery,
  response: Type.Object({ items: Type.Array(Segment), next: nullable(Type.String()) }),
  read: async (tx, { query }) => {
    const { items, next } = await listSegments(tx, {
      cursor: query.cursor || undefined,
      limit: query.limit ?? 50,
    });
    return { items: items.map(segmentAnswer), next };
  },
});

const create = route({
  method: 'POST',
  url: '/v1/segments',
  access: 'segments.write',
  summary: 'Save a condition as a segment; its members are worked out at once.',
  tag,
  body: SegmentBody,
  response: Segment,
  status: 201,
  errors: ['condition_invalid', 'duplicate'],
  write: async (tx, { body }) => segmentAnswer(await createSegment(tx, body)),
});

const read = route({
  method: 'GET',
  url: '/v1/segments/:id',
  access: 'segments.read',
  summary: 'One segment.',
  tag,
  params: Id,
  response: Segment,
  read: async (tx, { params }) => segmentAnswer(await segmentById(tx, params.id)),
});

const change = route({
  method: 'PUT',
  url: '/v1/segments/:id',
  access: 'segments.write',
  summary: 'Rename or redefine a segment; its members are worked out at once.',
  tag,
  params: Id,
  body: SegmentBody,
  response: Segment,
  errors: ['condition_invalid', 'duplicate'],
  write: async (tx, { params, body }) => segmentAnswer(await changeSegment(tx, params.id, body)),
});

const remove = route({
  method: 'DELETE',
  url: '/v1/segments/:id',
  access: 'segments.write',
  summary: 'Delete a segment. The people in it stay.',
  tag,
  params: Id,
  response: null,
  write: async (tx, { params }) => {
    await removeSegment(tx, params.id);
    return undefined;
  },
});

const members = route({
  method: 'GET',
  url: '/v1/segments/:id/members',
  access: 'segments.read',
  summary: 'The people in a segment, by spend, the most first.',
  tag,
  params: Id,
  query: PageQuery,
  response: Type.Object({
    items: Type.Array(Type.Object({ ...personProperties, since: Instant })),
    next: nullable(Type.String()),
  }),
  read: async (tx, { params, query }) => {
    const limit = query.limit ?? 50;
    const people = await segmentMembers(tx, params.id, {
      after: placeOf(query.cursor),
      limit: limit + 1,
    });
    return {
      items: people
        .slice(0, limit)
        .map((person) => ({ ...personAnswer(person), since: person.since.toISOString() })),
      next: cursorAfter(people, limit),
    };
  },
});

/** Most rows of a download: beyond it a spreadsheet gives up too. */
const MAX_ROWS = 1_000_000;

const membersCsv = route({
  method: 'GET',
  url: '/v1/segments/:id/members.csv',
  access: 'customers.read',
  summary: 'The people in a segment as CSV.',
  tag,
  params: Id,
  response: Type.String({ description: 'text/csv' }),
  read: async (tx, { params }) => {
    const people = await segmentMembers(tx, params.id, { limit: MAX_ROWS });
    return csvAnswer('segment.csv', {
      header: [
        'id',
        'full_name',
        'phone',
        'email',
        'tier',
        'orders',
        'spent',
        'last_order_at',
        'since',
      ],
      rows: people.map((p) => [
        p.id,
        p.fullName,
        p.phone,
        p.email,
        p.tier,
        p.orders,
        toMajor(p.spent, tx.tenant.currency),
        p.lastOrderAt?.toISOString() ?? null,
        p.since.toISOString(),
      ]),
    });
  },
});

export const segmentRoutes: readonly AnyRoute[] = [
  fields,
  preview,
  list,
  create,
  read,
  change,
  remove,
  members,
  membersCsv,
];
