import type { RoomMigrations } from '@allmende/database';

/** The tables of procurement. */
export const procurementMigrations: RoomMigrations = { room: 'procurement', folder: new URL('./migrations/', import.meta.url) };
