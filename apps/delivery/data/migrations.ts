import type { RoomMigrations } from '@allmende/database';

/** The tables of delivery. */
export const deliveryMigrations: RoomMigrations = { room: 'delivery', folder: new URL('./migrations/', import.meta.url) };
