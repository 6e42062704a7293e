import { describe, expect, test } from 'vitest';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import {
  changeBusiness,
  changeStore,
  createStore,
  createTenant,
  readBusiness,
  storesByCode,
} from './index.ts';

const { db } = await testDatabase();
const shop = {
  slug: 'ca-phe-gio',
  name: 'Cà phê Gió',
  currency: 'VND',
  timeZone: 'Asia/Ho_Chi_Minh',
};

describe('a new business', () => {
  test('is what was asked for', async () => {
    const tenant = await createTenant(db, { ...shop, name: ' Cà phê Gió ' });
    expect(tenant).toEqual({ ...shop, id: tenant.id, locale: 'vi' });
    expect(await db.tx(tenant, 'test', readBusiness)).toEqual({
      ...shop,
      locale: 'vi',
      settings: {},
    });
  });

  test('has a slug of its own, also when two are made at once', async () => {
    const made = await Promise.allSettled(
      Array.from({ length: 5 }, () => createTenant(db, { ...shop, slug: 'mot-minh' })),
    );
    expect(made.filter((m) => m.status === 'fulfilled')).toHaveLength(1);
    for (const refused of made.filter((m) => m.status === 'rejected')) {
      expect(refused.reason).toMatchObject({ code: 'duplicate' });
    }
  });

  test.each([
    ['a slug with capitals', { slug: 'Ca-Phe' }],
    ['a slug with marks', { slug: 'cà-phê' }],
    ['a slug that ends in a hyphen', { slug: 'ca-' }],
    ['a slug with two hyphens', { slug: 'ca--phe' }],
    ['an empty slug', { slug: '' }],
    ['a long slug', { slug: 'a'.repeat(41) }],
    ['no name', { name: '  ' }],
    ['a currency nobody uses', { currency: 'XYZ' }],
    ['a currency in small letters', { currency: 'vnd' }],
    ['an unknown zone', { timeZone: 'Asia/Saigonn' }],
    // PostgreSQL reads the sign of an offset the other way round.
    ['an offset for a zone', { timeZone: '+07:00' }],
    ['an unknown language', { locale: 'fr' as 'vi' }],
  ])('is refused with %s', async (_what, wrong) => {
    await expect(createTenant(db, { ...shop, slug: 'khac', ...wrong })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test.each(['USD', 'VND', 'KWD'])('may count in %s', async (currency) => {
    const tenant = await createTenant(db, { ...shop, slug: currency.toLowerCase(), currency });
    expect(tenant.currency).toBe(currency);
  });
});

test('settings are replaced one by one and cleared by null', async () => {
  const tenant = await bareTenant(db);
  const change = (settings: Parameters<typeof changeBusiness>[1]['settings']) =>
    db.tx(tenant, 'test', (tx) => changeBusiness(tx, { settings: settings ?? {} }));
  await change({ brandColor: '#b5482e', supportPhone: '1900 1234' });
  const { before, after } = await change({ supportPhone: null, website: 'https://gio.example' });
  expect(before.settings).toEqual({ brandColor: '#b5482e', supportPhone: '1900 1234' });
  expect(after.settings).toEqual({ brandColor: '#b5482e', website: 'https://gio.example' });
  expect(await db.tx(tenant, 'test', readBusiness)).toEqual(after);
});

test.each([
  ['a word for a phone', { supportPhone: 'gọi mình nhé' }, 'invalid_phone'],
  ['two digits', { supportPhone: '11' }, 'invalid_phone'],
  ['a script for an address', { website: 'javascript:alert(1)' }, 'invalid_website'],
  ['an address in the clear', { website: 'http://gio.example' }, 'invalid_website'],
  ['half an address', { website: 'https://' }, 'invalid_website'],
])('settings are refused with %s', async (_what, settings, code) => {
  const tenant = await bareTenant(db);
  const changing = db.tx(tenant, 'test', (tx) => changeBusiness(tx, { settings }));
  await expect(changing).rejects.toMatchObject({ code });
});

test.each(['1900 1234', '(028) 3822 1234', '+84 901.234.567'])(
  'customers may be given %s to ring',
  async (supportPhone) => {
    const tenant = await bareTenant(db);
    const change = { settings: { supportPhone, website: 'https://gio.example/thuc-don?a=1' } };
    const { after } = await db.tx(tenant, 'test', (tx) => changeBusiness(tx, change));
    expect(after.settings).toEqual(change.settings);
  },
);

describe('stores', () => {
  test('have codes of letters, digits, dashes, underscores and dots', async () => {
    const tenant = await bareTenant(db);
    const make = (code: string) =>
      db.tx(tenant, 'test', (tx) => createStore(tx, { code, name: 'Quận 1' }));
    for (const code of ['CH01', 'q1_a.b-c', 'ĐN2']) expect((await make(code)).code).toBe(code);
    for (const code of ['CH 01', ' CH02', 'a/b', '<b>', '=1+1', '']) {
      await expect(make(code)).rejects.toMatchObject({ code: 'invalid_store_code' });
    }
  });

  test('are found by code', async () => {
    const tenant = await bareTenant(db);
    const store = await db.tx(tenant, 'test', (tx) =>
      createStore(tx, { code: 'Q1', name: 'Quận 1' }),
    );
    const found = await db.tx(tenant, 'test', (tx) => storesByCode(tx, ['Q1', 'Q9']));
    expect([...found]).toEqual([['Q1', store]]);
  });

  test('have a code each', async () => {
    const tenant = await bareTenant(db);
    const make = (code: string) =>
      db.tx(tenant, 'test', (tx) => createStore(tx, { code, name: code }));
    await make('Q1');
    const second = await make('Q2');
    await expect(make('Q1')).rejects.toMatchObject({ code: 'duplicate' });
    await expect(
      db.tx(tenant, 'test', (tx) => changeStore(tx, second.id, { code: 'Q1' })),
    ).rejects.toMatchObject({ code: 'duplicate' });
  });
});
