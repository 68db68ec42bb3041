import type { RoomMigrations } from '@allmende/database';

/** The tables of accounts and sessions; they run after those of `@allmende/access`. */
export const identityMigrations: RoomMigrations = { room: 'identity', folder: new URL('./data/migrations/', import.meta.url) };
