import { createPublicKey, type KeyObject } from 'node:crypto';
import type { House } from '@allmende/house';
import { findKey } from '../data/destination.ts';

/** More destinations than most services have; beyond that everything is read anew. */
const MOST = 2_000;

const read = new Map<string, KeyObject>();

/** The public key with which a destination verifies what it says; undefined where it has none with this id. A key is never changed and never removed (the table takes no update), so one that was read once is not asked for again. */
export async function verificationKey(house: Pick<House, 'database'>, destination: string, kid: string): Promise<KeyObject | undefined> {
  const name = `${destination} ${kid}`;
  const known = read.get(name);
  if (known !== undefined) return known;
  const kept = await findKey(house.database, destination, kid);
  if (kept?.purpose !== 'verify') return undefined;
  const key = createPublicKey({ key: kept.jwk as never, format: 'jwk' });
  if (read.size >= MOST) read.clear();
  read.set(name, key);
  return key;
}
