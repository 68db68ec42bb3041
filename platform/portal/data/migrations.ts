import type { RoomMigrations } from '@allmende/database';

/** The tables of the portal. */
export const portalMigrations: RoomMigrations = { room: 'portal', folder: new URL('./migrations/', import.meta.url) };
