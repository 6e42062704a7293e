import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { Birthday, ConsentChannel, Contact, Profile, ProfileFields } from '../model.ts';

interface ProfileRow extends Row, Omit<Profile, 'birthday'> {
  birthDay: number | null;
  birthMonth: number | null;
  birthYear: number | null;
}

/** A customer with all their external ids; locked against other changes where asked. */
export async function readProfile(
  tx: Tx,
  id: string,
  { lock = false } = {},
): Promise<Profile | undefined> {
  if (lock) {
    await tx.run(sql`
      select from customers where tenant_id = ${tx.tenant.id} and id = ${id} for no key update`);
  }
  const row = await tx.one<ProfileRow>(sql`
    select c.id, c.full_name as "fullName", c.salutation, c.phone, c.email,
           c.birth_day as "birthDay", c.birth_month as "birthMonth", c.birth_year as "birthYear",
           c.email_bounced_at as "emailBouncedAt", c.gender, c.locale,
           c.card_code as "cardCode", c.attributes, c.tags, c.source,
           c.created_at as "createdAt", c.updated_at as "updatedAt",
           coalesce(x.ids, '[]') as "externalIds"
    from customers c
    left join lateral (
      select jsonb_agg(jsonb_build_object('source', source, 'id', external_id)
                       order by source, external_id) as ids
      from customer_ids
      where tenant_id = c.tenant_id and customer_id = c.id
    ) x on true
    where c.tenant_id = ${tx.tenant.id} and c.id = ${id}`);
  if (!row) return undefined;
  const { birthDay, birthMonth, birthYear, ...rest } = row;
  return {
    ...rest,
    birthday: birthDay && birthMonth ? { day: birthDay, month: birthMonth, year: birthYear } : null,
  };
}

/** Writes the fields a person may change. Unique violations are the caller's to understand. */
export async function writeProfile(tx: Tx, id: string, fields: ProfileFields): Promise<void> {
  await tx.run(sql`
    update customers
    set full_name = ${fields.fullName}, salutation = ${fields.salutation},
        phone = ${fields.phone}, email = ${fields.email},
        email_bounced_at =
          case when email is not distinct from ${fields.email} then email_bounced_at end,
        birth_day = ${fields.birthday?.day ?? null}, birth_month = ${fields.birthday?.month ?? null},
        birth_year = ${fields.birthday?.year ?? null}, gender = ${fields.gender},
        locale = ${fields.locale}, tags = ${fields.tags},
        attributes = ${JSON.stringify(fields.attributes)}, updated_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
}

/**
 * Notes that mail to the customer came back because there is no such address; false where it had
 * been noted, or where their address is none of those meant (lower case): they have another by now.
 */
export async function markEmailBounced(
  tx: Tx,
  id: string,
  addresses: readonly string[],
): Promise<boolean> {
  const marked = await tx.run(sql`
    update customers set email_bounced_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${id} and email = any(${addresses}::text[])
      and email_bounced_at is null`);
  return marked > 0;
}

/** Lets mail be sent to the address again; false where nothing stood against it. */
export async function clearEmailBounce(tx: Tx, id: string): Promise<boolean> {
  const cleared = await tx.run(sql`
    update customers set email_bounced_at = null
    where tenant_id = ${tx.tenant.id} and id = ${id} and email_bounced_at is not null`);
  return cleared > 0;
}

/** Who has this phone or e-mail, besides the customer named. */
export async function ownerOf(
  tx: Tx,
  key: { phone: string | null; email: string | null },
  except: string,
): Promise<{ phone: string | undefined; email: string | undefined }> {
  const rows = await tx.rows<{ kind: 'phone' | 'email'; id: string } & Row>(sql`
    select 'phone' as kind, id from customers
    where tenant_id = ${tx.tenant.id} and phone = ${key.phone} and id <> ${except}
    union all
    select 'email', id from customers
    where tenant_id = ${tx.tenant.id} and email = ${key.email} and id <> ${except}`);
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.id;
  return { phone: of('phone'), email: of('email') };
}

/** Addresses and what was agreed to, for messages. Customers who do not exist are absent. */
export async function contactsOf(
  tx: Tx,
  customerIds: readonly string[],
  channel: ConsentChannel,
): Promise<Map<string, Contact>> {
  const rows = await tx.rows<Contact & { id: string } & Row>(sql`
    select c.id, case when ${channel} = 'email' then c.email else c.phone end as address,
           ${channel} = 'email' and c.email_bounced_at is not null as bounced,
           c.full_name as "fullName", c.salutation, c.locale,
           case m.granted when true then 'granted' when false then 'withdrawn' else 'none' end
             as marketing,
           case s.granted when true then 'granted' when false then 'withdrawn' else 'none' end
             as care,
           m.method as "marketingMethod"
    from unnest(${customerIds}::uuid[]) as k (id)
    join customers c on c.tenant_id = ${tx.tenant.id} and c.id = k.id
    left join lateral (
      select granted, method from consents
      where tenant_id = c.tenant_id and customer_id = c.id
        and channel = ${channel} and purpose = 'marketing'
      order by at desc, id desc limit 1
    ) m on true
    left join lateral (
      select granted from consents
      where tenant_id = c.tenant_id and customer_id = c.id
        and channel = ${channel} and purpose = 'care'
      order by at desc, id desc limit 1
    ) s on true`);
  return new Map(rows.map(({ id, ...contact }) => [id, contact]));
}

/** What an import or a migration knows of customers beyond the keys they were resolved by. */
export interface ProfileFill {
  customerId: string;
  salutation?: string | undefined;
  birthday?: Birthday | undefined;
  gender?: 'female' | 'male' | 'other' | undefined;
  locale?: 'vi' | 'en' | undefined;
  /** Added to the tags there are. */
  tags?: readonly string[] | undefined;
}

/** One fill a customer: of two that say the same, the first is kept, tags of both. By id. */
function joined(fills: readonly ProfileFill[]): ProfileFill[] {
  const byId = new Map<string, ProfileFill>();
  for (const fill of fills) {
    const before = byId.get(fill.customerId);
    const tags = [...new Set([...(before?.tags ?? []), ...(fill.tags ?? [])])];
    byId.set(fill.customerId, { ...fill, ...before, tags });
  }
  return [...byId.values()].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
}

/**
 * Fills open fields of many profiles in one statement; what is known stays (a language given
 * replaces the assumed one), tags are added to. How many profiles it changed. Bulk work: it writes
 * neither timeline nor audit rows.
 */
export async function fillProfiles(tx: Tx, given: readonly ProfileFill[]): Promise<number> {
  const fills = joined(given);
  if (fills.length === 0) return 0;
  return tx.run(sql`
    update customers c
    set salutation = coalesce(c.salutation, n.salutation), gender = coalesce(c.gender, n.gender),
        locale = coalesce(n.locale, c.locale),
        birth_day = coalesce(c.birth_day, n.day),
        birth_month = case when c.birth_day is null then n.month else c.birth_month end,
        birth_year = case when c.birth_day is null then n.year else c.birth_year end,
        tags = array(select distinct tag from unnest(
          c.tags || coalesce(string_to_array(n.tags, chr(31)), '{}')) as tag order by tag),
        updated_at = ${tx.now}
    from unnest(
      ${fills.map((f) => f.customerId)}::uuid[],
      ${fills.map((f) => f.salutation ?? null)}::text[],
      ${fills.map((f) => f.birthday?.day ?? null)}::smallint[],
      ${fills.map((f) => f.birthday?.month ?? null)}::smallint[],
      ${fills.map((f) => f.birthday?.year ?? null)}::smallint[],
      ${fills.map((f) => f.gender ?? null)}::text[],
      ${fills.map((f) => f.locale ?? null)}::text[],
      ${fills.map((f) => (f.tags?.length ? f.tags.join('\u001f') : null))}::text[]
    ) as n (id, salutation, day, month, year, gender, locale, tags)
    where c.tenant_id = ${tx.tenant.id} and c.id = n.id
      and ((c.salutation is null and n.salutation is not null)
        or (c.gender is null and n.gender is not null)
        or (n.locale is not null and n.locale <> c.locale)
        or (c.birth_day is null and n.day is not null)
        or not c.tags @> coalesce(string_to_array(n.tags, chr(31)), '{}'))`);
}
