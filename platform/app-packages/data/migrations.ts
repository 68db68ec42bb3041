import type { RoomMigrations } from '@allmende/database';

/** The tables of released app packages. */
export const appPackagesMigrations: RoomMigrations = { room: 'app-packages', folder: new URL('./migrations/', import.meta.url) };
