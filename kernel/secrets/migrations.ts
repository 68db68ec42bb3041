import type { RoomMigrations } from '@allmende/database';

export const secretsMigrations: RoomMigrations = { room: 'secrets', folder: new URL('./data/migrations/', import.meta.url) };
