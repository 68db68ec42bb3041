import type { RoomMigrations } from '@allmende/database';

export const gatewayMigrations: RoomMigrations = { room: 'gateway', folder: new URL('./migrations/', import.meta.url) };
