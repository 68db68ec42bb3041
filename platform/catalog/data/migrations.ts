import type { RoomMigrations } from '@allmende/database';

/** The tables of the catalogue. */
export const catalogMigrations: RoomMigrations = { room: 'catalog', folder: new URL('./migrations/', import.meta.url) };
