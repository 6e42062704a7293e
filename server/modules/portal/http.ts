import { Type } from 'typebox';
import { Answer, type AnyRoute, route } from '../../platform/route.ts';
import { tenantBySlug } from '../../platform/tenant.ts';
import { memberHistory } from './history.ts';
import { memberHome } from './home.ts';
import { chooseConsent, chooseLocale, memberProfile } from './profile.ts';
import { manifestOf, shopCard } from './shop.ts';
import { memberVouchers } from './vouchers.ts';
import { ConsentChoice, History, Home, MemberProfile, MemberVouchers, ShopCard } from './wire.ts';

const Slug = Type.Object({ slug: Type.String({ minLength: 1, maxLength: 40 }) });
const tag = 'Member portal';
const page = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
  cursor: Type.Optional(Type.String({ maxLength: 60 })),
});

export const portalRoutes: readonly AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/portal/:slug',
    access: 'public',
    summary: 'A business and its programme in words',
    tag,
    params: Slug,
    response: ShopCard,
    errors: ['not_found'],
    handle: async ({ params }, { db }) =>
      db.snapshot(await tenantBySlug(db, params.slug), 'anonymous', shopCard),
  }),
  route({
    method: 'GET',
    url: '/v1/portal/:slug/manifest.webmanifest',
    access: 'public',
    summary: 'The web app manifest of a business',
    tag,
    params: Slug,
    response: Type.Unsafe<string>({ type: 'object', additionalProperties: true }),
    errors: ['not_found'],
    handle: async ({ params }, { db }) =>
      new Answer(200, JSON.stringify(manifestOf(await tenantBySlug(db, params.slug))), {
        'content-type': 'application/manifest+json; charset=utf-8',
      }),
  }),
  route({
    method: 'GET',
    url: '/v1/member/home',
    access: 'member',
    summary: "The member's card, points and tier progress",
    tag,
    response: Home,
    read: (tx, _input, { caller }) => memberHome(tx, caller.customerId),
  }),
  route({
    method: 'GET',
    url: '/v1/member/history',
    access: 'member',
    summary: 'Purchases and points, with the reason for each',
    tag,
    query: page,
    response: History,
    read: (tx, { query }, { caller }) => memberHistory(tx, caller.customerId, query),
  }),
  route({
    method: 'GET',
    url: '/v1/member/vouchers',
    access: 'member',
    summary: "The member's vouchers, with their conditions in words",
    tag,
    response: MemberVouchers,
    read: (tx, _input, { caller }) => memberVouchers(tx, caller.customerId),
  }),
  route({
    method: 'GET',
    url: '/v1/member/profile',
    access: 'member',
    summary: 'What the business knows of the member, and what it may send',
    tag,
    response: MemberProfile,
    read: (tx, _input, { caller }) => memberProfile(tx, caller.customerId),
  }),
  route({
    method: 'PATCH',
    url: '/v1/member/profile',
    access: 'member',
    summary: 'Choose the language of messages',
    tag,
    body: Type.Object({ locale: Type.Enum(['vi', 'en']) }, { additionalProperties: false }),
    response: MemberProfile,
    write: (tx, { body }, { caller }) => chooseLocale(tx, caller.customerId, body.locale),
  }),
  route({
    method: 'PATCH',
    url: '/v1/member/consents',
    access: 'member',
    summary: 'Give or withdraw consent for one channel and purpose',
    tag,
    body: ConsentChoice,
    response: MemberProfile,
    write: (tx, { body }, { caller, ip, headers }) =>
      chooseConsent(tx, caller.customerId, body, { ip, userAgent: headers['user-agent'] }),
  }),
];
