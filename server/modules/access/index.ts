export { type AuditEntry, audit } from './audit.ts';
export { type AccessControl, type AccessOptions, createAccess } from './authenticate.ts';
export { memberRoutes } from './http/members.ts';
export { accessRoutes } from './http/routes.ts';
export { signInRoutes } from './http/sign-in.ts';
export { sweepAccess } from './jobs.ts';
export { type ApiKey, issueKey, listKeys, revokeKey } from './keys.ts';
export { memberCookie } from './member-sessions.ts';
export {
  type Destination,
  type MemberDirectory,
  openSession as openMemberSession,
} from './members.ts';
export { createOwner, inviteStaff, type StaffMember } from './staff.ts';
