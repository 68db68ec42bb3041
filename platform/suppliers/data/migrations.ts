import type { RoomMigrations } from '@allmende/database';

/** The tables of suppliers. */
export const suppliersMigrations: RoomMigrations = { room: 'suppliers', folder: new URL('./migrations/', import.meta.url) };
