import { isUniqueViolation, RetryTransaction, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { audit } from '../access/index.ts';
import { record } from '../timeline/index.ts';
import { recordConsents } from './consents.ts';
import type { Birthday, ConsentChange, Profile, ProfileFields } from './model.ts';
import { normaliseEmail, tidyName } from './names.ts';
import { normalisePhone } from './phone.ts';
import { bucketOf, newCardCode } from './resolve.ts';
import { clearEmailBounce, ownerOf, readProfile, writeProfile } from './store/profile.ts';
import { insertCustomers, insertExternalIds } from './store/resolve.ts';

/** A change of a profile: absent fields stay, null clears. Attributes are merged key by key. */
export type ProfileChange = Partial<
  Omit<ProfileFields, 'attributes' | 'birthday'> & {
    birthday: { day: number; month: number; year?: number | null } | null;
    attributes: Record<string, string | number | boolean | null>;
  }
>;

export interface NewProfile extends ProfileChange {
  externalIds?: { source: string; id: string }[];
  consents?: Omit<ConsentChange, 'customerId'>[];
}

const MAX_TAGS = 50;
const MAX_ATTRIBUTES = 50;

const blank: ProfileFields = {
  fullName: null,
  salutation: null,
  phone: null,
  email: null,
  birthday: null,
  gender: null,
  locale: 'vi',
  tags: [],
  attributes: {},
};

const invalid = (problem: string) => new DomainError('invalid_input', { problem });

function checkedBirthday(birthday: NonNullable<ProfileChange['birthday']>): Birthday {
  const { day, month, year = null } = birthday;
  // Without a year, 29 February is a birthday like any other.
  const days = new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
  if (day > days) throw invalid('birthday: no such day');
  return { day, month, year };
}

function checkedTags(tags: readonly string[]): string[] {
  const tidy = [...new Set(tags.map(tidyName).filter((tag) => tag !== ''))];
  if (tidy.length > MAX_TAGS) throw invalid(`tags: at most ${MAX_TAGS}`);
  return tidy;
}

function checkedAttributes(
  attributes: Record<string, string | number | boolean | null>,
): ProfileFields['attributes'] {
  const kept: [string, string | number | boolean][] = [];
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null) continue;
    if (!['string', 'number', 'boolean'].includes(typeof value) || String(value).length > 1000) {
      throw invalid(`attributes: ${key} is not a short text, a number, true or false`);
    }
    kept.push([key, typeof value === 'string' ? value.toWellFormed().normalize('NFC') : value]);
  }
  if (kept.length > MAX_ATTRIBUTES) throw invalid(`attributes: at most ${MAX_ATTRIBUTES}`);
  return Object.fromEntries(kept);
}

function merged(before: ProfileFields, change: ProfileChange): ProfileFields {
  const after: ProfileFields = { ...before };
  if (change.fullName !== undefined) after.fullName = tidyName(change.fullName ?? '') || null;
  if (change.salutation !== undefined) after.salutation = tidyName(change.salutation ?? '') || null;
  if (change.phone !== undefined) {
    after.phone = change.phone ? (normalisePhone(change.phone) ?? null) : null;
    if (change.phone && !after.phone) throw new DomainError('invalid_phone');
  }
  if (change.email !== undefined) {
    after.email = change.email ? (normaliseEmail(change.email) ?? null) : null;
    if (change.email && !after.email) throw new DomainError('invalid_email');
  }
  if (change.birthday !== undefined) {
    after.birthday = change.birthday ? checkedBirthday(change.birthday) : null;
  }
  if (change.gender !== undefined) after.gender = change.gender;
  if (change.locale !== undefined) after.locale = change.locale;
  if (change.tags !== undefined) after.tags = checkedTags(change.tags);
  if (change.attributes !== undefined) {
    after.attributes = checkedAttributes({ ...before.attributes, ...change.attributes });
  }
  return after;
}

/** Refuses a phone or an e-mail that is another customer's. */
async function refuseTaken(tx: Tx, fields: ProfileFields, id: string): Promise<void> {
  const owner = await ownerOf(tx, fields, id);
  if (owner.phone) throw new DomainError('phone_taken', { customerId: owner.phone });
  if (owner.email) throw new DomainError('email_taken', { customerId: owner.email });
}

async function write(tx: Tx, id: string, fields: ProfileFields): Promise<void> {
  try {
    await writeProfile(tx, id, fields);
  } catch (error) {
    // Taken between our look and our write: the next attempt sees who has it.
    if (isUniqueViolation(error)) throw new RetryTransaction();
    throw error;
  }
}

/** The customer with this id; not_found where there is none. */
export async function customerById(tx: Tx, id: string): Promise<Profile> {
  const profile = await readProfile(tx, id);
  if (!profile) throw new DomainError('not_found');
  return profile;
}

/**
 * Makes a customer by hand or by API. At least a name, a phone, an e-mail or an external id. A phone or e-mail that
 * somebody has is refused (phone_taken, email_taken, naming that customer).
 */
export async function createCustomer(tx: Tx, input: NewProfile): Promise<Profile> {
  const fields = merged({ ...blank, locale: tx.tenant.locale }, input);
  const externalIds = input.externalIds ?? [];
  if (!fields.fullName && !fields.phone && !fields.email && externalIds.length === 0) {
    throw invalid('a customer needs a name, a phone, an e-mail or an external id');
  }
  const id = uuidv7(tx.now);
  await refuseTaken(tx, fields, id);
  const byStaff = tx.actor.startsWith('staff:');
  const made = await insertCustomers(tx, [
    {
      id,
      fullName: fields.fullName,
      phone: fields.phone,
      email: fields.email,
      cardCode: newCardCode(),
      bucket: bucketOf(id),
      source: byStaff ? 'staff' : 'api',
      createdAt: tx.now,
    },
  ]);
  // Somebody took the phone or e-mail since it was looked up: the next look says who.
  if (!made.has(id)) throw new RetryTransaction('a key was taken meanwhile');
  await write(tx, id, fields);
  if (externalIds.length > 0) {
    const wanted = externalIds.map((e) => ({ customerId: id, source: e.source, externalId: e.id }));
    const taken = await insertExternalIds(tx, wanted);
    if (taken.length > 0) throw new DomainError('duplicate', { what: 'External id' });
  }
  await record(tx, [{ customerId: id, kind: 'customer.created', at: tx.now, data: {} }]);
  await audit(tx, {
    action: 'customer.create',
    subject: `customer:${id}`,
    before: null,
    after: { fields: changedFields(blank, fields) },
  });
  await recordConsents(
    tx,
    (input.consents ?? []).map((consent) => ({ ...consent, customerId: id })),
  );
  return customerById(tx, id);
}

/**
 * Changes a profile. The timeline and the audit log learn which fields changed, not their values:
 * personal data lives in the profile only, so that it can be erased.
 */
export async function changeCustomer(tx: Tx, id: string, change: ProfileChange): Promise<Profile> {
  const before = await readProfile(tx, id, { lock: true });
  if (!before) throw new DomainError('not_found');
  const after = merged(before, change);
  const fields = changedFields(before, after);
  if (fields.length === 0) return before;
  await refuseTaken(tx, after, id);
  await write(tx, id, after);
  await record(tx, [{ customerId: id, kind: 'profile.changed', at: tx.now, data: { fields } }]);
  await audit(tx, {
    action: 'customer.change',
    subject: `customer:${id}`,
    before: impersonal(before, fields),
    after: impersonal(after, fields),
  });
  return customerById(tx, id);
}

/**
 * Lets messages go to the customer's e-mail again although one came back: staff know better, or ask
 * to try. Done again it changes nothing. not_found where there is no such customer.
 */
export async function retryEmail(tx: Tx, id: string): Promise<void> {
  const { emailBouncedAt } = await customerById(tx, id);
  if (!(await clearEmailBounce(tx, id))) return;
  await audit(tx, {
    action: 'customer.retry_email',
    subject: `customer:${id}`,
    before: { emailBouncedAt },
    after: { emailBouncedAt: null },
  });
}

function changedFields(before: ProfileFields, after: ProfileFields): string[] {
  const keys = Object.keys(blank) as (keyof ProfileFields)[];
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

/** Of the changed fields, the values that tell nothing of the person; of the others, whether set. */
function impersonal(profile: ProfileFields, fields: readonly string[]): Record<string, unknown> {
  const plain = new Set(['locale', 'tags']);
  return Object.fromEntries(
    fields.map((field) => {
      const value = profile[field as keyof ProfileFields];
      return [field, plain.has(field) ? value : value === null ? null : '•'];
    }),
  );
}
