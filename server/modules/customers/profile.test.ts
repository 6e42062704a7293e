import { expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import {
  changeCustomer,
  contactsOf,
  customerById,
  fillProfiles,
  recordConsent,
  resolveCustomers,
} from './index.ts';

const { db } = await testDatabase();
const tenant = await bareTenant(db);

async function customers(...phones: string[]): Promise<string[]> {
  const made = await db.tx(tenant, 'system', (tx) =>
    resolveCustomers(
      tx,
      phones.map((phone) => ({ phone, email: `p${phone}@example.com` })),
    ),
  );
  return made.map((answer) => ('id' in answer ? answer.id : ''));
}

test('many profiles are filled at once; what is known stays and tags add up', async () => {
  const [an = '', binh = ''] = await customers('0912000001', '0912000002');
  await db.tx(tenant, 'staff:1', (tx) =>
    changeCustomer(tx, an, { salutation: 'Chị', tags: ['vip'], birthday: { day: 5, month: 6 } }),
  );
  const changed = await db.tx(tenant, 'system', (tx) =>
    fillProfiles(tx, [
      {
        customerId: an,
        salutation: 'Anh',
        gender: 'female',
        birthday: { day: 1, month: 1, year: 1990 },
        tags: ['vip', 'skincare'],
      },
      { customerId: binh, birthday: { day: 29, month: 2, year: null }, locale: 'en' },
      { customerId: binh, tags: ['mới, lạ'] },
    ]),
  );
  expect(changed).toBe(2);
  const [a, b] = await db.tx(tenant, 'system', async (tx) => [
    await customerById(tx, an),
    await customerById(tx, binh),
  ]);
  expect(a).toMatchObject({
    salutation: 'Chị',
    gender: 'female',
    birthday: { day: 5, month: 6, year: null },
    tags: ['skincare', 'vip'],
  });
  expect(b).toMatchObject({
    tags: ['mới, lạ'],
    locale: 'en',
    birthday: { day: 29, month: 2, year: null },
  });
  const again = await db.tx(tenant, 'system', (tx) =>
    fillProfiles(tx, [{ customerId: an, salutation: 'Anh', tags: ['vip'] }]),
  );
  expect(again).toBe(0);
});

test('contacts say where to write and what was agreed to', async () => {
  const [id = '', other = ''] = await customers('0912000011', '0912000012');
  await db.tx(tenant, 'system', (tx) =>
    recordConsent(tx, {
      customerId: id,
      channel: 'email',
      purpose: 'marketing',
      granted: false,
      method: 'unsubscribe_link',
    }),
  );
  const contacts = await db.tx(tenant, 'system', (tx) => contactsOf(tx, [id, other], 'email'));
  expect(contacts.get(id)).toMatchObject({
    address: 'p0912000011@example.com',
    marketing: 'withdrawn',
    care: 'none',
    marketingMethod: 'unsubscribe_link',
  });
  expect(contacts.get(other)).toMatchObject({ marketing: 'none', marketingMethod: null });
});
