import type { RoomMigrations } from '@allmende/database';

/** The tables of single sign-on. */
export const singleSignOnMigrations: RoomMigrations = { room: 'single-sign-on', folder: new URL('./migrations/', import.meta.url) };
