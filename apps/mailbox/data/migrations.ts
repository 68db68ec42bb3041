import type { RoomMigrations } from '@allmende/database';

/** The tables of the mailbox. */
export const mailboxMigrations: RoomMigrations = { room: 'mailbox', folder: new URL('./migrations/', import.meta.url) };
