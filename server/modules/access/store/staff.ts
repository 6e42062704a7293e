import type { Role } from '@quen/contracts/permissions.ts';
import { type Queryable, type Row, sql, type Tx } from '../../../platform/db.ts';
import type { StaffMember } from '../staff.ts';

interface StaffRow extends Row {
  user_id: string;
  email: string;
  name: string;
  role: Role;
  store_id: string | null;
  active: boolean;
  created_at: Date;
}

const toStaff = (row: StaffRow): StaffMember => ({
  id: row.user_id,
  email: row.email,
  name: row.name,
  role: row.role,
  storeId: row.store_id,
  active: row.active,
  createdAt: row.created_at,
});

/** False where the person is on the staff already. */
export async function insertStaff(tx: Tx, member: StaffMember): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into staff (tenant_id, user_id, email, name, role, store_id, active, created_at)
    values (${tx.tenant.id}, ${member.id}, ${member.email}, ${member.name}, ${member.role},
            ${member.storeId}, ${member.active}, ${member.createdAt})
    on conflict (tenant_id, user_id) do nothing`);
  return inserted === 1;
}

export async function selectStaff(tx: Tx): Promise<StaffMember[]> {
  const rows = await tx.rows<StaffRow>(sql`
    select user_id, email, name, role, store_id, active, created_at from staff
    where tenant_id = ${tx.tenant.id}
    order by active desc, created_at, user_id
    limit 1000`);
  return rows.map(toStaff);
}

export async function selectStaffMember(tx: Tx, id: string): Promise<StaffMember | undefined> {
  const row = await tx.one<StaffRow>(sql`
    select user_id, email, name, role, store_id, active, created_at from staff
    where tenant_id = ${tx.tenant.id} and user_id = ${id}
    for update`);
  return row && toStaff(row);
}

export async function lockActiveOwners(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ user_id: string }>(sql`
    select user_id from staff
    where tenant_id = ${tx.tenant.id} and role = 'owner' and active
    order by user_id
    for update`);
  return rows.map((row) => row.user_id);
}

export async function updateStaff(tx: Tx, member: StaffMember): Promise<void> {
  await tx.run(sql`
    update staff set name = ${member.name}, role = ${member.role}, store_id = ${member.storeId},
                     active = ${member.active}
    where tenant_id = ${tx.tenant.id} and user_id = ${member.id}`);
}

export interface Membership extends Row {
  tenantId: number;
  role: Role;
  storeId: string | null;
}

/** The businesses a person works for, longest-standing first. Runs outside any tenant (policy own). */
export function selectMemberships(q: Queryable, userId: string): Promise<Membership[]> {
  return q.rows<Membership>(sql`
    select tenant_id as "tenantId", role, store_id as "storeId" from staff
    where user_id = ${userId} and active
    order by created_at, tenant_id
    limit 100`);
}
