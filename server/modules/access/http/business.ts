import { Type } from 'typebox';
import { type AnyRoute, route } from '../../../platform/route.ts';
import {
  BusinessSettings,
  changeBusiness,
  changeStore,
  createStore,
  listStores,
  readBusiness,
  type Store,
} from '../../tenants/index.ts';
import { audit } from '../audit.ts';
import { Id, Instant, LocaleName, Nullable } from './schemas.ts';

const StoreItem = Type.Object({
  id: Type.String({ format: 'uuid' }),
  code: Type.String(),
  name: Type.String(),
  address: Nullable(Type.String()),
  createdAt: Instant,
});
const code = Type.String({ minLength: 1, maxLength: 40 });
const name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const address = Nullable(Type.String({ maxLength: 300 }));

const Business = Type.Object({
  slug: Type.String(),
  name: Type.String(),
  currency: Type.String(),
  timeZone: Type.String(),
  locale: LocaleName,
  settings: BusinessSettings,
});

const storeToWire = (store: Store) => ({ ...store, createdAt: store.createdAt.toISOString() });
const visible = ({ code, name, address }: Store) => ({ code, name, address });

const storeRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/stores',
    access: 'signed-in',
    summary: 'List the stores',
    tag: 'Business',
    response: Type.Object({ items: Type.Array(StoreItem), next: Type.Null() }),
    read: async (tx) => ({ items: (await listStores(tx)).map(storeToWire), next: null }),
  }),
  route({
    method: 'POST',
    url: '/v1/stores',
    access: 'settings.write',
    summary: 'Add a store',
    tag: 'Business',
    body: Type.Object(
      { code, name, address: Type.Optional(address) },
      { additionalProperties: false },
    ),
    status: 201,
    response: StoreItem,
    errors: ['duplicate', 'invalid_store_code'],
    write: async (tx, { body }) => {
      const store = await createStore(tx, body);
      const subject = `store:${store.id}`;
      await audit(tx, { action: 'store.create', subject, before: null, after: visible(store) });
      return storeToWire(store);
    },
  }),
  route({
    method: 'PATCH',
    url: '/v1/stores/:id',
    access: 'settings.write',
    summary: 'Change a store',
    tag: 'Business',
    params: Id,
    body: Type.Object(
      { code: Type.Optional(code), name: Type.Optional(name), address: Type.Optional(address) },
      { additionalProperties: false },
    ),
    response: StoreItem,
    errors: ['duplicate', 'invalid_store_code'],
    write: async (tx, { params, body }) => {
      const { before, after } = await changeStore(tx, params.id, body);
      await audit(tx, {
        action: 'store.change',
        subject: `store:${params.id}`,
        before: visible(before),
        after: visible(after),
      });
      return storeToWire(after);
    },
  }),
];

const settingsRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/settings',
    access: 'signed-in',
    summary: 'The business: name, currency, time zone, how customers see it',
    tag: 'Business',
    response: Business,
    read: (tx) => readBusiness(tx),
  }),
  route({
    method: 'PATCH',
    url: '/v1/settings',
    access: 'settings.write',
    summary: 'Change the business',
    description:
      'Currency and time zone never change: every amount and date already recorded rests on them. A setting given as null is cleared.',
    tag: 'Business',
    body: Type.Object(
      {
        name: Type.Optional(name),
        locale: Type.Optional(LocaleName),
        settings: Type.Optional(
          Type.Object(
            {
              brandColor: Type.Optional(Nullable(BusinessSettings.properties.brandColor)),
              supportPhone: Type.Optional(Nullable(BusinessSettings.properties.supportPhone)),
              supportEmail: Type.Optional(Nullable(BusinessSettings.properties.supportEmail)),
              website: Type.Optional(Nullable(BusinessSettings.properties.website)),
            },
            { additionalProperties: false },
          ),
        ),
      },
      { additionalProperties: false },
    ),
    response: Business,
    errors: ['invalid_phone', 'invalid_website'],
    write: async (tx, { body }) => {
      const { before, after } = await changeBusiness(tx, body);
      await audit(tx, {
        action: 'settings.change',
        subject: `business:${after.slug}`,
        before,
        after,
      });
      return after;
    },
  }),
];

export const businessRoutes: AnyRoute[] = [...storeRoutes, ...settingsRoutes];
