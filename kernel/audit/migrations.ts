import type { RoomMigrations } from '@allmende/database';

/** The tables of the audit log. */
export const auditMigrations: RoomMigrations = { room: 'audit', folder: new URL('./data/migrations/', import.meta.url) };
