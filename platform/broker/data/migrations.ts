import type { RoomMigrations } from '@allmende/database';

export const brokerMigrations: RoomMigrations = { room: 'broker', folder: new URL('./migrations/', import.meta.url) };
