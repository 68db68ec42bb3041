export { accessMigrations } from './migrations.ts';
export { endGrant, grantsAsJson, insertGrant, listGrants, listRepresented, loadGrants, readGrants, revokeGrant, type FoundGrant, type ListedGrant } from './data/role-grant.ts';
export { ANONYMOUS, CITIZEN, rolesIn, systemActor, type Actor, type Grant } from './domain/actor.ts';
export { ConfirmationNeeded, NotPermitted, SignInNeeded } from './domain/errors.ts';
export { covers, isOperator, may, permission, requireAccount, requirePermission, requireService, requireStaff, servicesFor, type Permission, type Services } from './domain/permission.ts';
export { readRoleChoice, roleChoiceText, type RoleChoice } from './domain/role-choice.ts';
export { isAuthorityRole, isRole, ROLE_NAMES, type AuthorityRole, type PlatformRole, type Role } from './domain/role.ts';
