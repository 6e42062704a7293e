import { type Static, Type } from 'typebox';
import type { Tx } from '../../platform/db.ts';
import { readTenant, updateTenant } from './store.ts';

/** What a business shows its customers. All optional: a card without a colour is still a card. */
export const BusinessSettings = Type.Object(
  {
    brandColor: Type.Optional(Type.String({ pattern: '^#[0-9a-f]{6}$' })),
    supportPhone: Type.Optional(Type.String({ minLength: 3, maxLength: 30 })),
    supportEmail: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    website: Type.Optional(Type.String({ pattern: '^https://', maxLength: 300 })),
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

/** Changes the name, language or settings; what was before and what is now. */
export async function changeBusiness(
  tx: Tx,
  change: BusinessChange,
): Promise<{ before: Business; after: Business }> {
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

function business({ tenant, settings }: Awaited<ReturnType<typeof readTenant>>): Business {
  const { slug, name, currency, timeZone, locale } = tenant;
  return { slug, name, currency, timeZone, locale, settings };
}
