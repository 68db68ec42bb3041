import { createHash } from 'node:crypto';

// Our own name space for UUIDs of version 5; it must never change, or every marketplace would see new services.
const NAME_SPACE = Buffer.from('6f1d5a3e0f7c4f3b9a5e3b1c0d2e4f60', 'hex');

/** The id of an app as a service in the catalog: the same everywhere and for ever (UUID version 5, RFC 9562). */
export function serviceIdOf(app: string): string {
  const hash = createHash('sha1').update(NAME_SPACE).update(`service/${app}`).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
