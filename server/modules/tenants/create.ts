import type { Database, Tenant } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { isCurrency } from '../../platform/money.ts';
import { isTimeZone } from '../../platform/time.ts';
import { insertTenant } from './store.ts';

export interface NewTenant {
  /** Short name in addresses: lower-case letters, digits and single hyphens, 40 at most. */
  slug: string;
  name: string;
  /** ISO 4217. Every amount of the business is in its minor unit, so it never changes. */
  currency: string;
  /** IANA name. Decides where days, months and quiet hours begin, so it never changes. */
  timeZone: string;
  locale?: 'vi' | 'en';
}

const slugForm = /^[a-z0-9](-?[a-z0-9])*$/;
// Intl also takes offsets such as +07:00, which PostgreSQL reads with the opposite sign.
const zoneForm = /^[A-Za-z]/;

/**
 * Registers a business. It has no programme yet: the caller publishes one.
 * Throws invalid_input, or duplicate where the slug is taken.
 */
export async function createTenant(db: Database, input: NewTenant): Promise<Tenant> {
  const { slug, currency, timeZone, locale = 'vi' } = input;
  const name = input.name.normalize('NFC').trim();
  const problem =
    !slugForm.test(slug) || slug.length > 40
      ? 'slug takes lower-case letters, digits and single hyphens, at most 40 characters'
      : name.length < 1 || name.length > 120
        ? 'name takes 1 to 120 characters'
        : !isCurrency(currency)
          ? 'currency must be an ISO 4217 code such as VND'
          : !zoneForm.test(timeZone) || !isTimeZone(timeZone)
            ? 'timeZone must be an IANA name such as Asia/Ho_Chi_Minh'
            : locale !== 'vi' && locale !== 'en'
              ? 'locale must be vi or en'
              : undefined;
  if (problem) throw new DomainError('invalid_input', { problem });
  const tenant = await db.global((q) =>
    insertTenant(q, { slug, name, currency, timeZone, locale }, db.clock.now()),
  );
  if (!tenant) throw new DomainError('duplicate', { what: `"${slug}"` });
  return tenant;
}
