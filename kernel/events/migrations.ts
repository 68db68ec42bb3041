import type { RoomMigrations } from '@allmende/database';

export const eventsMigrations: RoomMigrations = { room: 'events', folder: new URL('./data/migrations/', import.meta.url) };
