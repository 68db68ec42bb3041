export { accessMigrations } from './migrations.ts';
export { endGrant, insertGrant, listGrants, loadGrants, revokeGrant, type ListedGrant } from './data/role-grant.ts';
export { ANONYMOUS, CITIZEN, rolesIn, systemActor, type Actor, type Grant } from './domain/actor.ts';
export { ConfirmationNeeded, NotPermitted, SignInNeeded } from './domain/errors.ts';
export { isOperator, may, permission, requirePermission, requireStaff, type Permission } from './domain/permission.ts';
export { isAuthorityRole, isRole, ROLE_NAMES, type AuthorityRole, type PlatformRole, type Role } from './domain/role.ts';
