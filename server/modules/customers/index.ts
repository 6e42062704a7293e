export {
  consentHistory,
  consentOf,
  consentsHeldBy,
  recordConsent,
  recordConsents,
} from './consents.ts';
export { customerRoutes, type ProfileAnswer, profileAnswer, profileProperties } from './http.ts';
export {
  type Consent,
  type ConsentChange,
  type ConsentChannel,
  type ConsentPurpose,
  type Contact,
  consentChannels,
  consentPurposes,
  type Profile,
} from './model.ts';
export { normaliseEmail, plainName, tidyName } from './names.ts';
export { displayPhone, normalisePhone } from './phone.ts';
export {
  changeCustomer,
  createCustomer,
  customerById,
  type NewProfile,
  type ProfileChange,
} from './profile.ts';
export {
  bucketOf,
  type CustomerRef,
  findCustomers,
  type ResolvedCustomer,
  resolveCustomers,
} from './resolve.ts';
export { contactsOf, fillProfiles, type ProfileFill } from './store/profile.ts';
