import { type Row, sql, type Tx } from '../../../platform/db.ts';
import type { ConsentChannel, Contact, Profile, ProfileFields } from '../model.ts';

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
           c.gender, c.locale, c.card_code as "cardCode", c.attributes, c.tags, c.source,
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
        birth_day = ${fields.birthday?.day ?? null}, birth_month = ${fields.birthday?.month ?? null},
        birth_year = ${fields.birthday?.year ?? null}, gender = ${fields.gender},
        locale = ${fields.locale}, tags = ${fields.tags},
        attributes = ${JSON.stringify(fields.attributes)}, updated_at = ${tx.now}
    where tenant_id = ${tx.tenant.id} and id = ${id}`);
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
