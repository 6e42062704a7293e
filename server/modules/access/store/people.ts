import { type Queryable, type Row, sql, type Tx } from '../../../platform/db.ts';

interface NewPerson {
  id: string;
  accountId: string;
  email: string;
  name: string;
  passwordHash: string;
}

/**
 * The person with this e-mail, created with a password where there is none. Written here rather
 * than through the sign-in library so that account, membership and audit commit together; the rows
 * are the ones its password sign-in reads.
 */
export async function ensurePerson(
  tx: Tx,
  person: NewPerson,
): Promise<{ id: string; created: boolean }> {
  const created = await tx.one<{ id: string }>(sql`
    insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    values (${person.id}, ${person.name}, ${person.email}, false, ${tx.now}, ${tx.now})
    on conflict (email) do nothing
    returning id`);
  if (!created) {
    const known = await tx.one<{ id: string }>(
      sql`select id from auth."user" where email = ${person.email}`,
    );
    return { id: known?.id as string, created: false };
  }
  await tx.run(sql`
    insert into auth."account"
      (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
    values (${person.accountId}, ${person.id}, 'credential', ${person.id}, ${person.passwordHash},
            ${tx.now}, ${tx.now})`);
  return { id: person.id, created: true };
}

export interface Person {
  id: string;
  name: string;
  email: string;
  twoFactor: boolean;
}

export async function selectPerson(q: Queryable, id: string): Promise<Person | null> {
  const row = await q.one<Person & Row>(sql`
    select id, name, email, coalesce("twoFactorEnabled", false) as "twoFactor"
    from auth."user" where id = ${id}`);
  return row ?? null;
}

/** In how many businesses a person works; seen through the policy that shows people their own. */
export async function countBusinesses(tx: Tx, personId: string): Promise<number> {
  await tx.run(sql`select set_config('quen.user', ${personId}, true)`);
  const row = await tx.one<{ count: number }>(
    sql`select count(*) from staff where user_id = ${personId} and active`,
  );
  await tx.run(sql`select set_config('quen.user', '', true)`);
  return row?.count ?? 0;
}

/** Sets a password and ends every session the old one opened. */
export async function replacePassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.run(sql`
    update auth."account" set password = ${passwordHash}, "updatedAt" = ${tx.now}
    where "userId" = ${id} and "providerId" = 'credential'`);
  await tx.run(sql`delete from auth."session" where "userId" = ${id}`);
}
