import type { RoomMigrations } from '@allmende/database';

export const operationsMigrations: RoomMigrations = { room: 'operations', folder: new URL('./migrations/', import.meta.url) };
