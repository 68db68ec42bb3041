import { uuidv7 } from 'uuidv7';

/** A new UUIDv7 (RFC 9562): unique, sortable by time, made here and never by the database. */
export function newId(): string {
  return uuidv7();
}
