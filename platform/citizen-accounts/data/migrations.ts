import type { RoomMigrations } from '@allmende/database';

/** The tables of citizen accounts. */
export const citizenAccountsMigrations: RoomMigrations = { room: 'citizen-accounts', folder: new URL('./migrations/', import.meta.url) };
