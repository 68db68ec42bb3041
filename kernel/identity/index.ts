export { createAccount } from './actions/create-account.ts';
export { endSession } from './actions/end-session.ts';
export { grantRole } from './actions/grant-role.ts';
export { signIn, type SignedIn } from './actions/sign-in.ts';
export { createSessions } from './create-sessions.ts';
export { EmailTaken, OneTimePasswordExpired, OwnRights, RoleNotGivable, SignInPaused, SignInRefused, WorksElsewhere } from './domain/errors.ts';
export { managePeople, managePlatformPeople, seePeople, seePlatformPeople } from './domain/permissions.ts';
export { identityMigrations } from './migrations.ts';
