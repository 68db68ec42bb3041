import type { RoomMigrations } from '@allmende/database';

export const walletMigrations: RoomMigrations = { room: 'wallet', folder: new URL('./migrations/', import.meta.url) };
