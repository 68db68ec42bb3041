import type { RoomMigrations } from '@allmende/database';

/** The tables of membership. */
export const membershipMigrations: RoomMigrations = { room: 'membership', folder: new URL('./migrations/', import.meta.url) };
