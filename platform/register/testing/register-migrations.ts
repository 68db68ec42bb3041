import type { RoomMigrations } from '@allmende/database';

/** The tables of the register, for `testDatabase`. */
export const registerMigrations: RoomMigrations = { room: 'register', folder: new URL('../data/migrations/', import.meta.url) };
