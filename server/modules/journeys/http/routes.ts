import { Journey } from '@quen/contracts/programme.ts';
import { Type } from 'typebox';
import { DomainError } from '../../../platform/errors.ts';
import { type AnyRoute, route } from '../../../platform/route.ts';
import { contactsOf } from '../../customers/index.ts';
import { bouncesAreKnown } from '../../messaging/index.ts';
import { controlJourney, type JourneyAction } from '../control.ts';
import { previewJourney } from '../preview.ts';
import { journeyList, journeyReport, journeyRuns } from '../report.ts';
import { journeyAnswer, previewAnswer, reportAnswer, runAnswer } from './answers.ts';
import {
  JourneyItem,
  JourneyPreview,
  JourneyReport,
  nullable,
  RunItem,
  Status,
} from './schemas.ts';

const strict = { additionalProperties: false };
const Key = Type.Object({ key: Type.String({ minLength: 1, maxLength: 40 }) });
const tag = 'Journeys';

const list = route({
  method: 'GET',
  url: '/v1/journeys',
  access: 'journeys.read',
  summary: 'Journeys with their status and results',
  tag,
  response: Type.Object({ items: Type.Array(JourneyItem), next: Type.Null() }),
  read: async (tx) => ({ items: (await journeyList(tx)).map(journeyAnswer), next: null }),
});

const report = route({
  method: 'GET',
  url: '/v1/journeys/:key',
  access: 'journeys.read',
  summary: 'What a journey did, measured against its hold-out',
  description:
    'Intent to treat: everybody who entered counts in the arm they were drawn into, whether or not a message reached them. The interval of the difference is Newcombe’s hybrid score interval (1998, method 10).',
  tag,
  params: Key,
  errors: ['journey_unknown'],
  response: JourneyReport,
  read: async (tx, { params }, { config }) =>
    reportAnswer(await journeyReport(tx, params.key), bouncesAreKnown(config)),
});

const runs = route({
  method: 'GET',
  url: '/v1/journeys/:key/runs',
  access: 'journeys.read',
  summary: 'Who is or was in a journey, the newest first',
  tag,
  params: Key,
  query: Type.Object(
    {
      state: Type.Optional(Type.Enum(['active', 'converted', 'finished', 'exited', 'stopped'])),
      arm: Type.Optional(Type.Enum(['treated', 'holdout'])),
      limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
      cursor: Type.Optional(Type.String({ format: 'uuid' })),
    },
    strict,
  ),
  errors: ['journey_unknown'],
  response: Type.Object({ items: Type.Array(RunItem), next: nullable(Type.String()) }),
  async read(tx, { params, query }) {
    const rows = await journeyRuns(tx, params.key, { ...query, limit: query.limit + 1 });
    const items = rows.slice(0, query.limit);
    const people = await contactsOf(tx, [...new Set(items.map((r) => r.customerId))], 'email');
    return {
      items: items.map((r) => runAnswer(r, people.get(r.customerId)?.fullName ?? null)),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    };
  },
});

const summaries: Record<JourneyAction, string> = {
  start: 'Start a journey: whoever matches enters from now on',
  pause: 'Pause a journey: nobody enters or moves, nothing is sent',
  resume: 'Let a paused journey go on',
  stop: 'Stop a journey: everybody leaves, what is waiting is not sent',
};

const control = (Object.keys(summaries) as JourneyAction[]).map((action) =>
  route({
    method: 'POST',
    url: `/v1/journeys/:key/${action}`,
    access: 'journeys.write',
    summary: summaries[action],
    tag,
    params: Key,
    errors: ['journey_unknown', 'journey_state'],
    response: Type.Object({ key: Type.String(), status: Status }),
    write: async (tx, { params }) => ({
      key: params.key,
      status: await controlJourney(tx, params.key, action),
    }),
  }),
);

const preview = route({
  method: 'POST',
  url: '/v1/journeys/preview',
  access: 'journeys.read',
  summary: 'Who would enter a journey if it were started now',
  tag,
  body: Type.Object(
    {
      key: Type.Optional(Type.String({ maxLength: 40, description: 'Of the current programme.' })),
      journey: Type.Optional(Journey),
    },
    { ...strict, description: 'A journey of the programme, or one being written.' },
  ),
  errors: ['journey_unknown', 'condition_invalid'],
  response: JourneyPreview,
  async read(tx, { body }) {
    const wanted = body.journey ?? body.key;
    if (wanted === undefined)
      throw new DomainError('invalid_input', { problem: 'key or journey is needed' });
    return previewAnswer(await previewJourney(tx, wanted));
  },
});

export const journeyRoutes: readonly AnyRoute[] = [list, preview, report, runs, ...control];
