import type { RoomMigrations } from '@allmende/database';

/** The tables of the register. */
export const registerMigrations: RoomMigrations = { room: 'register', folder: new URL('./migrations/', import.meta.url) };
