export { normaliseEmail, plainName, tidyName } from './names.ts';
export { displayPhone, normalisePhone } from './phone.ts';
export { bucketOf, type CustomerRef, type ResolvedCustomer, resolveCustomers } from './resolve.ts';
