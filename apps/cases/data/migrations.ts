import type { RoomMigrations } from '@allmende/database';

/** The tables of cases. */
export const casesMigrations: RoomMigrations = { room: 'cases', folder: new URL('./migrations/', import.meta.url) };
