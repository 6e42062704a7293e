import { inviteStaff, issueKey, openMemberSession } from '../modules/access/index.ts';
import { controlJourney, type JourneyAction } from '../modules/journeys/index.ts';
import { createStore } from '../modules/tenants/index.ts';
import type { AnyRoute } from '../platform/route.ts';
import { sampleOf } from './sample-of.ts';
import type { World } from './world.ts';

const segment = (w: World) => ({
  name: `Segment ${w.mark} ${crypto.randomUUID().slice(0, 8)}`,
  condition: { field: 'customer.orders', op: 'gte', value: 1 },
});

/**
 * What a route's path may name: makes one in the world and gives the text that stands in the path.
 * Keyed by the path up to and with the parameter; routes below it share it.
 */
const subjects: Record<string, (world: World) => Promise<string>> = {
  '/v1/staff/:id': async (w) => {
    const email = `${crypto.randomUUID()}@mail.example`;
    const input = { email, name: `Staff ${w.mark}`, role: 'agent' as const };
    return (await w.tx((tx) => inviteStaff(tx, input))).member.id;
  },
  '/v1/keys/:id': async (w) =>
    (await w.tx((tx) => issueKey(tx, { name: `Key ${w.mark}`, scopes: ['audit.read'] }))).record.id,
  '/v1/stores/:id': async (w) =>
    (await w.tx((tx) => createStore(tx, { code: crypto.randomUUID(), name: `Store ${w.mark}` })))
      .id,
  '/v1/portal/:slug': async (w) => w.tenant.slug,
  '/v1/member/sessions/:id': async (w) =>
    (await w.tx((tx) => openMemberSession(tx, w.customerId, 'test'))).id,
  '/v1/customers/:id': (w) => w.newCustomer(),
  '/v1/orders/:id': (w) => w.newOrder(),
  '/v1/vouchers/:code': (w) => w.newVoucher(),
  '/v1/segments/:id': async (w) => (await w.post<{ id: string }>('/v1/segments', segment(w))).id,
  // Running, whatever a request before has made of it.
  '/v1/journeys/:key': async (w) => {
    const key = `journey-${w.mark}`;
    const act = (action: JourneyAction) => w.tx((tx) => controlJourney(tx, key, action));
    await act('start').catch(() => act('resume'));
    return key;
  },
  '/v1/imports/:id': async (w) => {
    const { payload, headers } = orderFile(w);
    return (await w.post<{ id: string }>('/v1/imports', payload, headers)).id;
  },
  '/m/o/:token': async () => 'unsigned',
  '/m/c/:token': async () => 'unsigned',
  '/m/u/:token': async () => 'unsigned',
};

/** A file of one order, as a browser's form uploads it. */
function orderFile(w: World): { payload: Buffer; headers: Record<string, string> } {
  const file = `order,customer,at,amount\n${crypto.randomUUID()},${w.mark},2026-11-20,100000\n`;
  const payload = [
    '--sample',
    'content-disposition: form-data; name="file"; filename="orders.csv"',
    'content-type: text/csv',
    '',
    file,
    '--sample--',
    '',
  ].join('\r\n');
  return {
    payload: Buffer.from(payload),
    headers: { 'content-type': 'multipart/form-data; boundary=sample' },
  };
}

/** Requests whose body is no JSON. */
const forms: Record<string, (world: World) => Pick<SampleRequest, 'payload' | 'headers'>> = {
  'POST /v1/imports': orderFile,
};

/** Bodies that the schema alone does not tell. */
const bodies: Record<string, (world: World) => unknown> = {
  'POST /v1/portal/:slug/codes': () => ({ destination: '0987654321' }),
  'POST /v1/customers': () => ({ fullName: 'Lê Thị Mẫu' }),
  'POST /v1/vouchers': (w) => ({ campaign: 'gift', customerId: w.customerId }),
  'POST /v1/quotes': (w) => ({ customer: { id: w.customerId }, total: 100_000 }),
  'POST /v1/redemptions': (w) => ({
    customer: { id: w.customerId },
    points: 10,
    bill: 100_000,
    reference: crypto.randomUUID(),
  }),
  'POST /v1/segments': segment,
  'PUT /v1/segments/:id': segment,
  'POST /v1/segments/preview': (w) => ({ condition: segment(w).condition }),
  'POST /v1/templates/preview': (w) => ({ template: letter, customerId: w.customerId }),
  'POST /v1/templates/test-send': (w) => ({
    template: letter,
    customerId: w.customerId,
    to: 'ai@mail.example',
  }),
  'POST /v1/journeys/preview': (w) => ({ key: `journey-${w.mark}` }),
  'PUT /v1/programme': () => ({ document: {}, expectedVersion: 1 }),
};

const mjml = '<mjml><mj-body><mj-section></mj-section></mj-body></mjml>';
const letter = { subject: { vi: 'Chào', en: 'Hello' }, body: { vi: mjml, en: mjml } };

export interface SampleRequest {
  method: AnyRoute['method'];
  url: string;
  payload?: unknown;
  headers?: Record<string, string>;
}

/** The same request for something that is nowhere: what an id of this kind that nobody has gets. */
export const unknownSubject = (subject: string): string =>
  /^[0-9a-f-]{36}$/.test(subject) ? crypto.randomUUID() : `${subject.slice(0, -4)}ZZZZ`;

/** A request that the route takes, naming things of `world`. */
export async function sampleRequest(route: AnyRoute, world: World): Promise<SampleRequest> {
  const path = await samplePath(route, world);
  return { method: route.method, url: path + sampleQuery(route), ...sampleBody(route, world) };
}

/** The resource a route's path names, as keyed in `subjects`; undefined where it names none. */
export const resourceOf = (route: AnyRoute): string | undefined =>
  /^.*?\/:\w+/.exec(route.url)?.[0];

async function samplePath(route: AnyRoute, world: World): Promise<string> {
  const resource = resourceOf(route);
  if (!resource) return route.url;
  const make = subjects[resource];
  if (!make) {
    throw new Error(
      `${route.method} ${route.url}: add '${resource}' to subjects in server/test/samples.ts, telling how to make one in a test business`,
    );
  }
  const path = route.url.replace(resource, resource.replace(/:\w+$/, await make(world)));
  if (path.includes(':')) throw new Error(`${route.url}: a second parameter is not yet sampled`);
  return path;
}

function sampleQuery(route: AnyRoute): string {
  if (!route.query) return '';
  const query = sampleOf(route.query) as Record<string, unknown>;
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return text ? `?${text}` : '';
}

function sampleBody(route: AnyRoute, world: World): Pick<SampleRequest, 'payload' | 'headers'> {
  const form = forms[`${route.method} ${route.url}`];
  if (form) return form(world);
  const own = bodies[`${route.method} ${route.url}`];
  if (own) return { payload: own(world) };
  if (!route.body) return {};
  try {
    return { payload: sampleOf(route.body) };
  } catch (error) {
    throw new Error(
      `${route.method} ${route.url}: add it to bodies in server/test/samples.ts (${(error as Error).message})`,
    );
  }
}
