import type { RoomMigrations } from '@allmende/database';

export const accessMigrations: RoomMigrations = { room: 'access', folder: new URL('./data/migrations/', import.meta.url) };
