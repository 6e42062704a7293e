import { keyScopes, type Permission, type Role, roles } from '@quen/contracts/permissions.ts';
import { winBack } from '@quen/contracts/plays.ts';
import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import {
  inviteStaff,
  issueKey,
  memberCookie,
  openMemberSession,
  revokeKey,
} from '../modules/access/index.ts';
import { changeCustomer, resolveCustomers } from '../modules/customers/index.ts';
import { postOrders } from '../modules/posting/index.ts';
import { issueVouchers } from '../modules/rewards/index.ts';
import { createStore } from '../modules/tenants/index.ts';
import type { Database, Tenant, Tx } from '../platform/db.ts';
import { businessWith, receipt, tenPercentOff } from './business.ts';
import { signInAs } from './server.ts';

type Headers = Record<string, string>;

/**
 * A business with one of everything in it and a way in for everybody, for tests that try every
 * operation. `mark` stands in each of its texts, so that a leak of one can be seen anywhere.
 */
export interface World {
  tenant: Tenant;
  mark: string;
  /** What each role's browser sends. */
  staff: Record<Role, Headers>;
  /** A key with every scope there is. */
  fullKey: Headers;
  revokedKey: Headers;
  customerId: string;
  keyWith(scopes: readonly Permission[]): Promise<Headers>;
  /** What the browser of this world's member sends: a new session each time. */
  member(): Promise<Headers>;
  /** Runs in a transaction of the business. */
  tx<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** A customer nobody has used yet, with an order and a voucher. */
  newCustomer(): Promise<string>;
  newOrder(): Promise<string>;
  newVoucher(): Promise<string>;
  /** What the owner's browser got for a POST. Throws where it was refused. */
  post<T>(url: string, payload: object, headers?: Headers): Promise<T>;
}

const bearer = (key: string): Headers => ({ authorization: `Bearer ${key}` });

let worlds = 0;
export async function buildWorld(app: FastifyInstance, db: Database): Promise<World> {
  const mark = `canary${++worlds}x`;
  const tenant = await businessWith(db, () => ({
    name: { vi: `Khách quen ${mark}`, en: `Regulars ${mark}` },
    vouchers: [gift(mark), ...winBack.vouchers],
    templates: winBack.templates,
    journeys: [{ ...winBack.journey, key: `journey-${mark}` }],
  }));
  const tx = <T>(fn: (tx: Tx) => Promise<T>) => db.tx(tenant, 'test', fn);
  const keyWith = async (scopes: readonly Permission[]) =>
    bearer((await tx((t) => issueKey(t, { name: `Key ${mark}`, scopes }))).key);

  let customers = 0;
  const newCustomer = async () => {
    const phone = `+8491${worlds}${String(++customers).padStart(6, '0')}`;
    const [made] = await tx((t) => resolveCustomers(t, [{ phone }]));
    const { id } = made as { id: string };
    await tx((t) => changeCustomer(t, id, { fullName: `Khách ${mark}` }));
    return id;
  };
  const newOrder = async () => {
    const customer = { id: await newCustomer() };
    const [outcome] = await tx((t) => postOrders(t, [receipt({ customer })]));
    if (outcome?.status !== 'posted') throw new Error(JSON.stringify(outcome));
    return outcome.orderId;
  };
  const newVoucher = async () => {
    const customerId = await newCustomer();
    const [voucher] = await tx((t) =>
      issueVouchers(t, [{ campaign: 'gift', customerId, issuedBy: 'test' }]),
    );
    return (voucher as { code: string }).code;
  };

  await tx((t) => createStore(t, { code: mark, name: `Cửa hàng ${mark}` }));
  const revoked = await tx((t) => issueKey(t, { name: `Old ${mark}`, scopes: keyScopes }));
  await tx((t) => revokeKey(t, revoked.record.id));
  const customerId = await newCustomer();
  await newOrder();
  await newVoucher();
  const staff = await staffOf(app, tx, mark);
  return {
    tenant,
    mark,
    staff,
    fullKey: await keyWith(keyScopes),
    revokedKey: bearer(revoked.key),
    customerId,
    keyWith,
    member: async () => {
      const { token } = await tx((t) => openMemberSession(t, customerId, 'test'));
      return { cookie: `${memberCookie(tenant.slug)}=${token}`, 'sec-fetch-site': 'same-origin' };
    },
    tx,
    newCustomer,
    newOrder,
    newVoucher,
    post: async (url, payload, own = {}) => {
      const headers = { ...staff.owner, ...own };
      const answer = await app.inject({ method: 'POST', url, payload, headers });
      if (answer.statusCode >= 300) throw new Error(`POST ${url}: ${answer.body}`);
      return answer.json();
    },
  };
}

async function staffOf(
  app: FastifyInstance,
  tx: World['tx'],
  mark: string,
): Promise<Record<Role, Headers>> {
  const signedIn: [Role, Headers][] = [];
  for (const role of roles) {
    const email = `${role}.${mark}@mail.example`;
    const { password } = await tx((t) => inviteStaff(t, { email, name: `${role} ${mark}`, role }));
    signedIn.push([role, await signInAs(app, email, password as string)]);
  }
  return Object.fromEntries(signedIn) as Record<Role, Headers>;
}

const gift = (mark: string): VoucherCampaign => ({
  ...tenPercentOff,
  key: 'gift',
  name: { vi: `Quà ${mark}`, en: `Gift ${mark}` },
  discount: { kind: 'amount', amount: 30_000 },
});

/** Tables that hold rows of businesses, ours and the sign-in library's. */
export async function tenantTables(observer: pg.Client): Promise<string[]> {
  const { rows } = await observer.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attname = 'tenant_id' and not a.attisdropped order by 1`);
  return rows.map(({ name }) => name);
}
