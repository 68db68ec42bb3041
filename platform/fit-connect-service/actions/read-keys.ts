import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { findKey, listKeys } from '../data/destination.ts';
import { refuse } from '../domain/errors.ts';

type Jwk = Readonly<Record<string, unknown>>;

/** A public key of a destination; keys are open to everybody, also those of a destination that was deleted. Throws Refusal. */
export async function readDestinationKey(house: Pick<House, 'database'>, destination: string, kid: string): Promise<Jwk> {
  const found = isUuid(destination) && kid.length <= 64 ? await findKey(house.database, destination, kid) : undefined;
  if (found === undefined) throw refuse('key-not-found');
  return found.jwk;
}

/** All public keys of a destination. Throws Refusal. */
export async function readDestinationKeys(house: Pick<House, 'database'>, destination: string): Promise<readonly Jwk[]> {
  const found = isUuid(destination) ? await listKeys(house.database, destination) : [];
  if (found.length === 0) throw refuse('key-not-found');
  return found.map(({ jwk }) => jwk);
}
