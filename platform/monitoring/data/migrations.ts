import type { RoomMigrations } from '@allmende/database';

/** The tables of the room. */
export const monitoringMigrations: RoomMigrations = { room: 'monitoring', folder: new URL('./migrations/', import.meta.url) };
