export { type AuditEntry, audit } from './audit.ts';
export { type AccessControl, type AccessOptions, createAccess } from './authenticate.ts';
export { accessRoutes } from './http/routes.ts';
export { signInRoutes } from './http/sign-in.ts';
export { type ApiKey, issueKey, listKeys, revokeKey } from './keys.ts';
export { createOwner, type StaffMember } from './staff.ts';
