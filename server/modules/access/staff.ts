import type { Role } from '@quen/contracts/permissions.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { listStores } from '../tenants/index.ts';
import { audit } from './audit.ts';
import { newPassword, passwordHash } from './passwords.ts';
import { countBusinesses, ensurePerson, replacePassword } from './store/people.ts';
import {
  insertStaff,
  lockActiveOwners,
  selectStaff,
  selectStaffMember,
  updateStaff,
} from './store/staff.ts';

export interface StaffMember {
  id: string;
  email: string;
  name: string;
  role: Role;
  storeId: string | null;
  active: boolean;
  createdAt: Date;
}

export interface StaffInput {
  email: string;
  name: string;
  role: Role;
  storeId?: string | null;
  /** Chosen by the caller (first owner, demo); generated where absent. */
  password?: string;
}

export interface StaffChange {
  name?: string;
  role?: Role;
  storeId?: string | null;
  active?: boolean;
}

const visible = ({ name, role, storeId, active }: StaffMember) => ({ name, role, storeId, active });

/**
 * Lets a person work for the business. Someone new to Quen gets an account with a password, shown
 * this once; someone who has one keeps theirs, and `password` is null. Throws duplicate where they
 * are on the staff already, not_found for a store that is not the business's.
 */
export async function inviteStaff(
  tx: Tx,
  input: StaffInput,
): Promise<{ member: StaffMember; password: string | null }> {
  const email = input.email.trim().toLowerCase();
  const password = input.password ?? newPassword();
  await requireStore(tx, input.storeId);
  const name = input.name.normalize('NFC').trim();
  const person = await ensurePerson(tx, {
    id: uuidv7(),
    accountId: uuidv7(),
    email,
    name,
    passwordHash: await passwordHash(password),
  });
  const member: StaffMember = {
    id: person.id,
    email,
    name,
    role: input.role,
    storeId: input.storeId ?? null,
    active: true,
    createdAt: tx.now,
  };
  if (!(await insertStaff(tx, member))) throw new DomainError('duplicate', { what: email });
  await audit(tx, {
    action: 'staff.invite',
    subject: `staff:${member.id}`,
    before: null,
    after: visible(member),
  });
  return { member, password: person.created ? password : null };
}

export function listStaff(tx: Tx): Promise<StaffMember[]> {
  return selectStaff(tx);
}

/** Throws not_found, or last_owner where nobody would be left to manage the business. */
export async function changeStaff(tx: Tx, id: string, change: StaffChange): Promise<StaffMember> {
  // All owners are locked, not just this one: two owners must not step down past each other.
  const owners = await lockActiveOwners(tx);
  const before = await selectStaffMember(tx, id);
  if (!before) throw new DomainError('not_found');
  await requireStore(tx, change.storeId);
  const after: StaffMember = {
    ...before,
    name: change.name?.normalize('NFC').trim() ?? before.name,
    role: change.role ?? before.role,
    storeId: change.storeId === undefined ? before.storeId : change.storeId,
    active: change.active ?? before.active,
  };
  const stillOwner = after.role === 'owner' && after.active;
  if (!stillOwner && owners.length === 1 && owners[0] === id) throw new DomainError('last_owner');
  await updateStaff(tx, after);
  await audit(tx, {
    action: 'staff.change',
    subject: `staff:${id}`,
    before: visible(before),
    after: visible(after),
  });
  return after;
}

/**
 * A new password for somebody who lost theirs, shown this once; ends their sessions. Throws
 * not_found, or works_elsewhere: one business must not take over what opens another.
 */
export async function resetPassword(tx: Tx, id: string): Promise<string> {
  const member = await selectStaffMember(tx, id);
  if (!member) throw new DomainError('not_found');
  if ((await countBusinesses(tx, id)) > 1) throw new DomainError('works_elsewhere');
  const password = newPassword();
  await replacePassword(tx, id, await passwordHash(password));
  await audit(tx, {
    action: 'staff.reset-password',
    subject: `staff:${id}`,
    before: null,
    after: null,
  });
  return password;
}

/** The first owner of a business (command line, demo). Returns the password where one was made. */
export async function createOwner(
  db: Database,
  tenant: Tenant,
  input: { email: string; name: string; password?: string },
): Promise<{ member: StaffMember; password: string | null }> {
  return db.tx(tenant, 'system', (tx) => inviteStaff(tx, { ...input, role: 'owner' }));
}

async function requireStore(tx: Tx, storeId: string | null | undefined): Promise<void> {
  if (!storeId) return;
  const stores = await listStores(tx);
  if (!stores.some((store) => store.id === storeId)) throw new DomainError('not_found');
}
