import { type Static, Type } from 'typebox';
import { type AnyRoute, route } from '../../platform/route.ts';
import { consentHistory, consentsHeldBy, recordConsent } from './consents.ts';
import { type Consent, consentChannels, consentPurposes, type Profile } from './model.ts';
import { changeCustomer, createCustomer, customerById, retryEmail } from './profile.ts';

const strict = { additionalProperties: false };
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Text = (max: number) => Type.String({ minLength: 1, maxLength: max });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const ExternalId = Type.Object({ source: Text(40), id: Text(200) }, strict);
const Gender = Type.Enum(['female', 'male', 'other']);
const Locale = Type.Enum(['vi', 'en']);
/** Any schema with types here would have the request's values coerced; createCustomer checks them. */
const attribute = <T>(description: string) => Type.Unsafe<T>({ description });
const Attribute = attribute<string | number | boolean>('A text, a number, true or false.');
const AttributeChange = attribute<string | number | boolean | null>(
  'A text of at most 1,000 characters, a number, true or false; null removes it.',
);
const Birthday = Type.Object(
  {
    day: Type.Integer({ minimum: 1, maximum: 31 }),
    month: Type.Integer({ minimum: 1, maximum: 12 }),
    year: Type.Optional(nullable(Type.Integer({ minimum: 1900, maximum: 2100 }))),
  },
  strict,
);

const changeable = {
  fullName: Type.Optional(nullable(Type.String({ maxLength: 200 }))),
  salutation: Type.Optional(nullable(Type.String({ maxLength: 20 }))),
  phone: Type.Optional(nullable(Type.String({ maxLength: 40 }))),
  email: Type.Optional(nullable(Type.String({ maxLength: 254 }))),
  birthday: Type.Optional(nullable(Birthday)),
  gender: Type.Optional(nullable(Gender)),
  locale: Type.Optional(Locale),
  tags: Type.Optional(Type.Array(Text(40), { maxItems: 50 })),
  attributes: Type.Optional(
    Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }), AttributeChange, strict),
  ),
};

const consentChange = {
  channel: Type.Enum([...consentChannels]),
  purpose: Type.Enum([...consentPurposes]),
  granted: Type.Boolean(),
  /** How it was expressed: 'counter', 'form', 'phone'… */
  method: Type.Optional(Text(40)),
  textVersion: Type.Optional(Text(40)),
  proof: Type.Optional(
    Type.Record(Type.String(), Type.String({ maxLength: 500 }), { maxProperties: 20 }),
  ),
};
const ConsentInput = Type.Object(consentChange, strict);
const ProfileChange = Type.Object(changeable, strict);
const NewProfile = Type.Object(
  {
    ...changeable,
    externalIds: Type.Optional(Type.Array(ExternalId, { maxItems: 20 })),
    consents: Type.Optional(Type.Array(ConsentInput, { maxItems: 20 })),
  },
  strict,
);

/** A row of the consent history on the wire. */
const ConsentRow = Type.Object({
  id: Type.String(),
  channel: Type.String(),
  purpose: Type.String(),
  granted: Type.Boolean(),
  method: Type.String(),
  textVersion: nullable(Type.String()),
  actor: Type.String(),
  at: Type.String({ format: 'date-time' }),
});

/** The properties of a customer's profile on the wire, consents as they hold now. */
export const profileProperties = {
  id: Type.String({ format: 'uuid' }),
  fullName: nullable(Type.String()),
  salutation: nullable(Type.String()),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
  /** Since when nothing is sent to the e-mail: a message came back, there is no such address. */
  emailBouncedAt: nullable(Type.String({ format: 'date-time' })),
  birthday: nullable(
    Type.Object({ day: Type.Integer(), month: Type.Integer(), year: nullable(Type.Integer()) }),
  ),
  gender: nullable(Type.String()),
  locale: Locale,
  cardCode: Type.String(),
  tags: Type.Array(Type.String()),
  attributes: Type.Record(Type.String(), Attribute),
  source: Type.String(),
  externalIds: Type.Array(Type.Object({ source: Type.String(), id: Type.String() })),
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  consents: Type.Array(ConsentRow),
};
const ProfileAnswer = Type.Object(profileProperties);
export type ProfileAnswer = Static<typeof ProfileAnswer>;

const consentAnswer = (consent: Consent): Static<typeof ConsentRow> => ({
  ...consent,
  at: consent.at.toISOString(),
});

/** A profile in the form the API gives it. */
export function profileAnswer(profile: Profile, consents: readonly Consent[]): ProfileAnswer {
  return {
    ...profile,
    emailBouncedAt: profile.emailBouncedAt?.toISOString() ?? null,
    createdAt: profile.createdAt.toISOString(),
    updatedAt: profile.updatedAt.toISOString(),
    consents: consents.map(consentAnswer),
  };
}

const create = route({
  method: 'POST',
  url: '/v1/customers',
  access: 'customers.write',
  summary: 'Create a customer',
  description: 'At least a name, a phone, an e-mail or an external id.',
  tag: 'Customers',
  status: 201,
  body: NewProfile,
  response: ProfileAnswer,
  errors: ['invalid_phone', 'invalid_email', 'phone_taken', 'email_taken', 'duplicate'],
  write: async (tx, { body }, { caller }) => {
    const method = caller.kind === 'staff' ? 'staff' : 'api';
    const consents = (body.consents ?? []).map((consent) => ({ method, ...consent }));
    const profile = await createCustomer(tx, { ...body, consents });
    return profileAnswer(profile, await consentsHeldBy(tx, profile.id));
  },
});

const change = route({
  method: 'PATCH',
  url: '/v1/customers/:id',
  access: 'customers.write',
  summary: 'Change a customer',
  description: 'Absent fields stay as they are, null clears. Attributes are merged key by key.',
  tag: 'Customers',
  params: Id,
  body: ProfileChange,
  response: ProfileAnswer,
  errors: ['invalid_phone', 'invalid_email', 'phone_taken', 'email_taken'],
  write: async (tx, { params, body }) =>
    profileAnswer(await changeCustomer(tx, params.id, body), await consentsHeldBy(tx, params.id)),
});

const retry = route({
  method: 'DELETE',
  url: '/v1/customers/:id/email-bounce',
  access: 'customers.write',
  summary: "Send to a customer's e-mail again after a message came back",
  description:
    'Nothing is sent to an address that does not exist, until it changes or this is called. Without such a mark it changes nothing.',
  tag: 'Customers',
  params: Id,
  response: null,
  write: async (tx, { params }) => {
    await retryEmail(tx, params.id);
    return undefined;
  },
});

const consents = route({
  method: 'GET',
  url: '/v1/customers/:id/consents',
  access: 'customers.read',
  summary: "A customer's consent history",
  description: 'Newest first. The latest row of a channel and purpose is what holds.',
  tag: 'Customers',
  params: Id,
  response: Type.Object({ items: Type.Array(ConsentRow), next: Type.Null() }),
  read: async (tx, { params }) => {
    await customerById(tx, params.id);
    return { items: (await consentHistory(tx, params.id)).map(consentAnswer), next: null };
  },
});

const consent = route({
  method: 'POST',
  url: '/v1/customers/:id/consents',
  access: 'customers.write',
  summary: 'Record a consent or its withdrawal',
  tag: 'Customers',
  status: 201,
  params: Id,
  body: ConsentInput,
  response: Type.Object({ id: Type.String() }),
  write: async (tx, { params, body }, { caller }) => ({
    id: await recordConsent(tx, {
      method: caller.kind === 'staff' ? 'staff' : 'api',
      ...body,
      customerId: params.id,
    }),
  }),
});

export const customerRoutes: readonly AnyRoute[] = [create, change, retry, consents, consent];
