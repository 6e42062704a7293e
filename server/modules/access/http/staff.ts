import { Type } from 'typebox';
import { Answer, type AnyRoute, route } from '../../../platform/route.ts';
import { changeStaff, inviteStaff, listStaff, resetPassword, type StaffMember } from '../staff.ts';
import { Id, Instant, Nullable, PersonName, RoleName } from './schemas.ts';

const Member = Type.Object({
  id: Type.String({ format: 'uuid' }),
  email: Type.String(),
  name: Type.String(),
  role: RoleName,
  storeId: Nullable(Type.String({ format: 'uuid' })),
  active: Type.Boolean(),
  createdAt: Instant,
});

const toWire = (member: StaffMember) => ({ ...member, createdAt: member.createdAt.toISOString() });
const StoreId = Nullable(Type.String({ format: 'uuid' }));

export const staffRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    url: '/v1/staff',
    access: 'staff.manage',
    summary: 'List the people who work for the business',
    tag: 'Access',
    response: Type.Object({ items: Type.Array(Member), next: Type.Null() }),
    read: async (tx) => ({ items: (await listStaff(tx)).map(toWire), next: null }),
  }),
  route({
    method: 'POST',
    url: '/v1/staff',
    access: 'staff.manage',
    summary: 'Let a person work for the business',
    description:
      'The answer holds a generated password, this once, for somebody new to Quen; who has an account keeps their password and `password` is null.',
    tag: 'Access',
    body: Type.Object(
      {
        email: Type.String({ format: 'email', maxLength: 254 }),
        name: PersonName,
        role: RoleName,
        storeId: Type.Optional(StoreId),
      },
      { additionalProperties: false },
    ),
    status: 201,
    response: Type.Object({ member: Member, password: Nullable(Type.String()) }),
    errors: ['duplicate'],
    // A stored answer to replay would keep the password in the database: no Idempotency-Key here.
    handle: async ({ body }, { db, tenant, caller }) => {
      const { member, password } = await db.tx(tenant, caller.actor, (tx) => inviteStaff(tx, body));
      return new Answer(201, { member: toWire(member), password }, { 'cache-control': 'no-store' });
    },
  }),
  route({
    method: 'PATCH',
    url: '/v1/staff/:id',
    access: 'staff.manage',
    summary: 'Change somebody’s name, role or store, or end their access',
    tag: 'Access',
    params: Id,
    body: Type.Object(
      {
        name: Type.Optional(PersonName),
        role: Type.Optional(RoleName),
        storeId: Type.Optional(StoreId),
        active: Type.Optional(Type.Boolean()),
      },
      { additionalProperties: false },
    ),
    response: Member,
    errors: ['last_owner'],
    write: async (tx, { params, body }) => toWire(await changeStaff(tx, params.id, body)),
  }),
  route({
    method: 'POST',
    url: '/v1/staff/:id/password',
    access: 'staff.manage',
    summary: 'Give somebody a new password, shown this once',
    description: 'Ends their sessions. Who works for another business as well changes their own.',
    tag: 'Access',
    params: Id,
    response: Type.Object({ password: Type.String() }),
    errors: ['works_elsewhere'],
    // No Idempotency-Key here either: see above.
    handle: async ({ params }, { db, tenant, caller }) => {
      const password = await db.tx(tenant, caller.actor, (tx) => resetPassword(tx, params.id));
      return new Answer(200, { password }, { 'cache-control': 'no-store' });
    },
  }),
];
