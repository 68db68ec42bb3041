import type { RoomMigrations } from '@allmende/database';

/** Tables of the room. */
export const onlineServicesMigrations: RoomMigrations = { room: 'online-services', folder: new URL('./migrations/', import.meta.url) };
