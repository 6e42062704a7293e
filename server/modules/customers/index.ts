export {
  consentHistory,
  consentOf,
  consentsHeldBy,
  recordConsent,
  recordConsents,
} from './consents.ts';
export { customerRoutes, type ProfileAnswer, profileAnswer, profileProperties } from './http.ts';
export type {
  Consent,
  ConsentChange,
  ConsentChannel,
  ConsentPurpose,
  Contact,
  Profile,
} from './model.ts';
export { normaliseEmail, plainName } from './names.ts';
export { displayPhone, normalisePhone } from './phone.ts';
export {
  changeCustomer,
  createCustomer,
  customerById,
  type NewProfile,
  type ProfileChange,
} from './profile.ts';
export {
  type Acquaintances,
  acquaintancesOf,
  type CustomerRef,
  customersNamed,
  findCustomers,
  type ResolvedCustomer,
  resolveCustomers,
  unmakeCustomers,
} from './resolve.ts';
export { contactsOf, fillProfiles, markEmailBounced, type ProfileFill } from './store/profile.ts';
export type { FoundCustomer } from './store/resolve.ts';
