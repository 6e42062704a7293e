export const consentChannels = ['email', 'sms', 'zalo', 'push', 'phone'] as const;
export type ConsentChannel = (typeof consentChannels)[number];
export const consentPurposes = ['marketing', 'care'] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

export interface ConsentChange {
  customerId: string;
  channel: ConsentChannel;
  purpose: ConsentPurpose;
  granted: boolean;
  /** How it was expressed: 'counter', 'portal', 'unsubscribe-link', 'import', 'api'… */
  method: string;
  /** Version of the text the customer agreed to. */
  textVersion?: string | undefined;
  /** What shows it later: a message id, an IP address, a form number. */
  proof?: Record<string, unknown> | undefined;
  /** When it was expressed, where that is not now (imports). */
  at?: Date | undefined;
}

export interface Consent {
  id: string;
  channel: ConsentChannel;
  purpose: ConsentPurpose;
  granted: boolean;
  method: string;
  textVersion: string | null;
  actor: string;
  at: Date;
}

/** The keys of a ref in the form they are stored and compared in. */
export interface Keys {
  id?: string;
  card?: string;
  external?: { source: string; id: string };
  phone?: string;
  email?: string;
}

/** A customer as far as resolving needs them: which fields are still open to be learnt. */
export interface Known {
  id: string;
  hasPhone: boolean;
  hasEmail: boolean;
  hasName: boolean;
}

export interface NewCustomer {
  id: string;
  fullName: string | null;
  phone: string | null;
  email: string | null;
  cardCode: string;
  bucket: number;
  source: string;
  createdAt: Date;
}

/** What was learnt of a customer who was known already. */
export interface Learnt {
  id: string;
  phone: string | null;
  email: string | null;
  fullName: string | null;
}

export interface LearntExternalId {
  customerId: string;
  source: string;
  externalId: string;
}

export interface Birthday {
  day: number;
  month: number;
  /** Many people tell day and month only. */
  year: number | null;
}

/** What of a profile a person may change. */
export interface ProfileFields {
  fullName: string | null;
  salutation: string | null;
  phone: string | null;
  email: string | null;
  birthday: Birthday | null;
  gender: 'female' | 'male' | 'other' | null;
  locale: 'vi' | 'en';
  tags: string[];
  attributes: Record<string, string | number | boolean>;
}

export interface Profile extends ProfileFields {
  id: string;
  cardCode: string;
  /** When a message came back because there is no such address; null while mail may be sent there. */
  emailBouncedAt: Date | null;
  /** Where the customer was first seen: 'staff', 'api', a POS, an import. */
  source: string;
  externalIds: { source: string; id: string }[];
  createdAt: Date;
  updatedAt: Date;
}

/** Where to write to somebody over one channel, and whether they agreed. */
export interface Contact {
  address: string | null;
  /** True where mail to this address came back: it does not exist. */
  bounced: boolean;
  fullName: string | null;
  salutation: string | null;
  locale: 'vi' | 'en';
  marketing: 'granted' | 'withdrawn' | 'none';
  care: 'granted' | 'withdrawn' | 'none';
  /** How the marketing consent was last expressed: 'counter', 'unsubscribe_link'… */
  marketingMethod: string | null;
}
