import { type Static, Type } from 'typebox';
import type { Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { readTenant, updateTenant } from './store.ts';

/** What a business shows its customers. All optional: a card without a colour is still a card. */
export const BusinessSettings = Type.Object(
  {
    brandColor: Type.Optional(Type.String({ pattern: '^#[0-9a-f]{6}$' })),
    supportPhone: Type.Optional(Type.String({ minLength: 3, maxLength: 30 })),
    supportEmail: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    website: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);
export type BusinessSettings = Static<typeof BusinessSettings>;

export interface Business {
  slug: string;
  name: string;
  currency: string;
  timeZone: string;
  locale: 'vi' | 'en';
  settings: BusinessSettings;
}

export interface BusinessChange {
  name?: string;
  locale?: 'vi' | 'en';
  /** Replaces the named settings; null clears one. */
  settings?: { [K in keyof BusinessSettings]?: BusinessSettings[K] | null };
}

export async function readBusiness(tx: Tx): Promise<Business> {
  return business(await readTenant(tx, { lock: false }));
}

/**
 * Changes the name, language or settings; what was before and what is now. Throws invalid_phone or
 * invalid_website.
 */
export async function changeBusiness(
  tx: Tx,
  change: BusinessChange,
): Promise<{ before: Business; after: Business }> {
  checkSettings(change.settings ?? {});
  const before = business(await readTenant(tx, { lock: true }));
  const settings = Object.fromEntries(
    Object.entries({ ...before.settings, ...change.settings }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  ) as BusinessSettings;
  const after: Business = {
    ...before,
    name: change.name?.normalize('NFC').trim() ?? before.name,
    locale: change.locale ?? before.locale,
    settings,
  };
  await updateTenant(tx, after.name, after.locale, after.settings);
  return { before, after };
}

/** Customers ring the number and open the address: neither may be something else. */
function checkSettings({ supportPhone, website }: NonNullable<BusinessChange['settings']>): void {
  // Hotlines (1900 1234) are no subscriber's numbers, so their form is all there is to check.
  if (supportPhone && !/^\+?[\d\s().-]+$/.test(supportPhone))
    throw new DomainError('invalid_phone');
  const digits = supportPhone?.replace(/\D/g, '').length;
  if (digits !== undefined && (digits < 3 || digits > 15)) throw new DomainError('invalid_phone');
  if (website && !isWebsite(website)) throw new DomainError('invalid_website');
}

function isWebsite(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.hostname.includes('.') && !/[\s\\]/.test(text);
}

function business({ tenant, settings }: Awaited<ReturnType<typeof readTenant>>): Business {
  const { slug, name, currency, timeZone, locale } = tenant;
  return { slug, name, currency, timeZone, locale, settings };
}
