export { openDatabase, type CrossTenantReason, type Database, type DatabaseOptions, type Statement } from './database.ts';
export { freePort, startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
export { migrate, ROLES, type RolePasswords, type RoomMigrations } from './migrate.ts';
export { newId } from './new-id.ts';
export { isUuid, PLATFORM_TENANT, tenantId, type TenantId } from './tenant-id.ts';
export { rows, type TenantTx, type Tx } from './transaction.ts';
