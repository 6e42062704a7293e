import { expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { signInAs, testServer } from '../../test/server.ts';
import { createOwner } from './index.ts';

const { db } = await testDatabase();
const { app } = await testServer(db);
const tenant = await bareTenant(db);

test('an owner signs in with the password made for them', async () => {
  const { member, password } = await createOwner(db, tenant, {
    email: 'chu@example.com',
    name: 'Chủ Quán',
  });
  const headers = await signInAs(app, 'chu@example.com', password as string);
  const me = await app.inject({ url: '/v1/me', headers });
  expect(me.json()).toMatchObject({
    user: { id: member.id, name: 'Chủ Quán' },
    business: { slug: tenant.slug, role: 'owner' },
  });
});
