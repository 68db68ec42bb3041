import type { RoomMigrations } from '@allmende/database';

export const fitConnectServiceMigrations: RoomMigrations = { room: 'fit-connect-service', folder: new URL('./migrations/', import.meta.url) };
