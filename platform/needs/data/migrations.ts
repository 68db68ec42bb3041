import type { RoomMigrations } from '@allmende/database';

/** The tables of needs. */
export const needsMigrations: RoomMigrations = { room: 'needs', folder: new URL('./migrations/', import.meta.url) };
