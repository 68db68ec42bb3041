export { openDatabase, type CrossTenantReason, type Database, type DatabaseOptions } from './database.ts';
export { newClient } from './new-client.ts';
export { Overloaded } from './overloaded.ts';
export type { Statement } from './tenant-read.ts';
export { freePort } from './embedded/free-port.ts';
export { endEmbeddedPostgres, placeOfCluster, startEmbeddedPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
export { listMigrations, migrate, ROLES, type RolePasswords, type RoomMigrations } from './migrate.ts';
export { isUuid, newId, PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/ids';
export { rows, type TenantTx, type Tx } from './transaction.ts';
