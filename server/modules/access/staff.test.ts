import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { sql, type Tx } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { signInAs, testServer } from '../../test/server.ts';
import { createStore } from '../tenants/index.ts';
import { createOwner } from './index.ts';
import { changeStaff } from './staff.ts';

const { db, clock, url } = await testDatabase();
const { app } = await testServer(db);
const observer = new pg.Client(url);
await observer.connect();
afterAll(() => observer.end());
const tenant = await bareTenant(db);
const owner = await createOwner(db, tenant, { email: 'chu@mail.example', name: 'Chủ' });
const headers = await signInAs(app, 'chu@mail.example', owner.password as string);

const post = (payload: object, as = headers) =>
  app.inject({ method: 'POST', url: '/v1/staff', headers: as, payload });
const patch = (id: string, payload: object, as = headers) =>
  app.inject({ method: 'PATCH', url: `/v1/staff/${id}`, headers: as, payload });

test('someone invited signs in with the password shown once, and may do what their role may', async () => {
  const invited = await post({ email: 'Thu@mail.example', name: ' Thu Ngân ', role: 'cashier' });
  expect(invited.statusCode).toBe(201);
  const { member, password } = invited.json();
  expect(member).toMatchObject({ email: 'thu@mail.example', name: 'Thu Ngân', role: 'cashier' });
  const theirs = await signInAs(app, 'thu@mail.example', password);
  const me = await app.inject({ url: '/v1/me', headers: theirs });
  expect(me.json().business).toMatchObject({ role: 'cashier' });
  expect((await app.inject({ url: '/v1/staff', headers: theirs })).statusCode).toBe(403);
  expect((await post({ email: 'thu@mail.example', name: 'Thu', role: 'agent' })).statusCode).toBe(
    409,
  );
});

test('the answer that holds a password is kept nowhere', async () => {
  const invited = await app.inject({
    method: 'POST',
    url: '/v1/staff',
    headers: { ...headers, 'idempotency-key': 'invite-1' },
    payload: { email: 'mot@mail.example', name: 'Một', role: 'agent' },
  });
  const { password } = invited.json();
  const kept = await db.tx(tenant, 'test', (tx) =>
    tx.rows(sql`
      select 1 from idempotency_keys where response::text like ${`%${password}%`}
      union all select 1 from audit_log where to_jsonb(audit_log)::text like ${`%${password}%`}`),
  );
  expect(kept).toEqual([]);
});

test('someone who works for two shops keeps one password and picks the shop', async () => {
  const other = await bareTenant(db);
  const first = await createOwner(db, other, { email: 'hai@mail.example', name: 'Hai' });
  const again = await post({ email: 'hai@mail.example', name: 'Hai', role: 'marketer' });
  expect(again.json()).toMatchObject({ member: { id: first.member.id }, password: null });
  const theirs = await signInAs(app, 'hai@mail.example', first.password as string);
  const at = (slug?: string) =>
    app.inject({
      url: '/v1/me',
      headers: { ...theirs, ...(slug ? { 'x-quen-business': slug } : {}) },
    });
  expect((await at()).json().businesses).toHaveLength(2);
  expect((await at(other.slug)).json().business).toMatchObject({ role: 'owner' });
  expect((await at(tenant.slug)).json().business).toMatchObject({ role: 'marketer' });
  const stranger = await bareTenant(db);
  expect((await at(stranger.slug)).statusCode).toBe(404);
  expect((await at('no-such-shop')).statusCode).toBe(404);
});

test('access ended is ended at once', async () => {
  const { member, password } = (
    await post({ email: 'ba@mail.example', name: 'Ba', role: 'agent' })
  ).json();
  const theirs = await signInAs(app, 'ba@mail.example', password);
  expect((await app.inject({ url: '/v1/me', headers: theirs })).statusCode).toBe(200);
  expect((await patch(member.id, { active: false })).json()).toMatchObject({ active: false });
  expect((await app.inject({ url: '/v1/me', headers: theirs })).statusCode).toBe(401);
});

test('a new password opens what the old one did, and ends its sessions', async () => {
  const { member, password } = (
    await post({ email: 'chin@mail.example', name: 'Chín', role: 'agent' })
  ).json();
  const before = await signInAs(app, 'chin@mail.example', password);
  const reset = () =>
    app.inject({ method: 'POST', url: `/v1/staff/${member.id}/password`, headers });
  const fresh = (await reset()).json().password;
  expect((await app.inject({ url: '/v1/me', headers: before })).statusCode).toBe(401);
  await expect(signInAs(app, 'chin@mail.example', password)).rejects.toThrow();
  await signInAs(app, 'chin@mail.example', fresh);
  const other = await bareTenant(db);
  await createOwner(db, other, { email: 'chin@mail.example', name: 'Chín' });
  expect((await reset()).json()).toMatchObject({ code: 'works_elsewhere' });
  await signInAs(app, 'chin@mail.example', fresh);
});

test('a change is on record with what was before and after', async () => {
  const { member } = (await post({ email: 'tu@mail.example', name: 'Tư', role: 'agent' })).json();
  clock.advance(1000);
  await patch(member.id, { role: 'auditor' });
  const trail = await app.inject({ url: `/v1/audit?subject=staff:${member.id}`, headers });
  expect(trail.json().items).toMatchObject([
    {
      action: 'staff.change',
      actor: `staff:${owner.member.id}`,
      actorName: 'Chủ',
      before: { role: 'agent' },
      after: { role: 'auditor' },
    },
    { action: 'staff.invite', before: null, after: { role: 'agent' } },
  ]);
});

test('nobody makes a key that may do more than they may', async () => {
  const { password } = (
    await post({ email: 'muoi@mail.example', name: 'Mười', role: 'integrator' })
  ).json();
  const theirs = await signInAs(app, 'muoi@mail.example', password);
  const key = (scopes: string[], as: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/v1/keys', headers: as, payload: { name: 'k', scopes } });
  expect((await key(['orders.write'], theirs)).statusCode).toBe(201);
  expect((await key(['orders.write', 'programme.write'], theirs)).json()).toMatchObject({
    code: 'forbidden',
    details: { permission: 'programme.write' },
  });
  expect((await key(['programme.write'], headers)).statusCode).toBe(201);
});

test('a store given to somebody must be the business’s own', async () => {
  const other = await bareTenant(db);
  const theirs = await db.tx(other, 'test', (tx) => createStore(tx, { code: 'X', name: 'X' }));
  const ours = await db.tx(tenant, 'test', (tx) => createStore(tx, { code: 'Q1', name: 'Quận 1' }));
  const invite = (storeId: string, email: string) =>
    post({ email, name: 'Năm', role: 'cashier', storeId });
  expect((await invite(theirs.id, 'nam@mail.example')).statusCode).toBe(404);
  const { member } = (await invite(ours.id, 'nam@mail.example')).json();
  expect(member.storeId).toBe(ours.id);
  expect((await patch(member.id, { storeId: theirs.id })).statusCode).toBe(404);
  expect((await patch(member.id, { storeId: null })).json().storeId).toBeNull();
});

test('a business always keeps an owner', async () => {
  const shop = await bareTenant(db);
  const { member, password } = await createOwner(db, shop, {
    email: 'sau@mail.example',
    name: 'Sáu',
  });
  const as = await signInAs(app, 'sau@mail.example', password as string);
  for (const change of [{ role: 'agent' }, { active: false }]) {
    expect((await patch(member.id, change, as)).json()).toMatchObject({ code: 'last_owner' });
  }
});

test('two owners cannot step down past each other', async () => {
  const shop = await bareTenant(db);
  const [one, two] = [
    await createOwner(db, shop, { email: 'bay@mail.example', name: 'Bảy' }),
    await createOwner(db, shop, { email: 'tam@mail.example', name: 'Tám' }),
  ];
  const stepDown = (tx: Tx, id: string) => changeStaff(tx, id, { role: 'agent' });
  let second: Promise<unknown> | undefined;
  await db.tx(shop, 'test', async (tx) => {
    await stepDown(tx, one.member.id);
    second = db.tx(shop, 'test', (later) => stepDown(later, two.member.id));
    second.catch(() => {});
    await expect.poll(waiting).toBe(1);
  });
  await expect(second).rejects.toMatchObject({ code: 'last_owner' });
});

/** Transactions of this database that wait for another's lock; only its owner sees that. */
async function waiting(): Promise<number> {
  const { rows } = await observer.query<{ count: number }>(`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0]?.count ?? 0;
}

test('the record cannot be rewritten by the application', async () => {
  for (const statement of [sql`update audit_log set action = 'x'`, sql`delete from audit_log`]) {
    await expect(db.tx(tenant, 'test', (tx) => tx.run(statement))).rejects.toThrow(
      /permission denied/,
    );
  }
});
