export {
  consentHistory,
  consentOf,
  consentsHeldBy,
  recordConsent,
  recordConsents,
} from './consents.ts';
export {
  type Consent,
  type ConsentChange,
  type ConsentChannel,
  type ConsentPurpose,
  consentChannels,
  consentPurposes,
} from './model.ts';
export { normaliseEmail, plainName, tidyName } from './names.ts';
export { displayPhone, normalisePhone } from './phone.ts';
export { bucketOf, type CustomerRef, type ResolvedCustomer, resolveCustomers } from './resolve.ts';
