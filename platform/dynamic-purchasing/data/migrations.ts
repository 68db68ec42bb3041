import type { RoomMigrations } from '@allmende/database';

/** The tables of dynamic purchasing. */
export const dynamicPurchasingMigrations: RoomMigrations = { room: 'dynamic_purchasing', folder: new URL('./migrations/', import.meta.url) };
