import type { RoomMigrations } from '@allmende/database';

/** The tables of the vetting. */
export const vettingMigrations: RoomMigrations = { room: 'vetting', folder: new URL('./migrations/', import.meta.url) };
