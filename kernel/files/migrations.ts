import type { RoomMigrations } from '@allmende/database';

export const filesMigrations: RoomMigrations = { room: 'files', folder: new URL('./data/migrations/', import.meta.url) };
