import { createPublicKey } from 'node:crypto';
import { newId, type Tx } from '@allmende/database';
import { checkJwk, FitConnectRefusal } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { addScopes } from '../data/client.ts';
import { insertDestination, insertKey } from '../data/destination.ts';
import type { ContactInformation, Destination, OfferedService, ReplyChannels } from '../domain/destination.ts';
import { refuse, Refusal } from '../domain/errors.ts';
import { scopesOfOwner } from '../domain/scopes.ts';
import { sealCallback, type GivenCallback } from './callback-secret.ts';

/** A destination to be made; keys as they came. */
export type NewDestination = {
  readonly contact: ContactInformation;
  readonly services: readonly OfferedService[];
  readonly encryptionKid: string;
  readonly encryptionKey: unknown;
  readonly signingKey: unknown;
  readonly metadataVersions: readonly string[];
  readonly replyChannels?: ReplyChannels | undefined;
  readonly callback?: GivenCallback | undefined;
  /** Tenant id, where it belongs to an authority of the register. */
  readonly authority?: string | undefined;
  readonly status?: 'created' | 'active' | undefined;
};

/**
 * Makes a destination with its two keys, in the state `created` unless told otherwise. A client that makes one may manage it and receive for it from now on. `inSameTransaction` runs with it. Throws Refusal.
 */
export async function createDestination(house: Pick<House, 'config' | 'database' | 'clock' | 'keys'>, given: NewDestination, options: { readonly client: string | undefined; readonly inSameTransaction?: (tx: Tx, made: Destination) => Promise<void> }): Promise<Destination> {
  const encryption = checkedKey(given.encryptionKey, 'encrypt');
  const signing = checkedKey(given.signingKey, 'verify');
  if (encryption.kid !== given.encryptionKid) throw refuse('destination-key', 'encryptionKid');
  if (encryption.kid === signing.kid) throw refuse('destination-key', 'kid');
  const id = newId();
  const at = house.clock.now();
  const callback = given.callback && (await sealCallback(house, id, given.callback));
  const destination: Destination = {
    id, status: given.status ?? 'created', authority: given.authority, encryptionKid: given.encryptionKid, contact: given.contact, services: given.services, metadataVersions: given.metadataVersions, replyChannels: given.replyChannels,
    callbackUrl: callback?.url,
  };
  await house.database.withoutTenant(async (tx) => {
    await insertDestination(tx, destination, { callback, client: options.client, at });
    await insertKey(tx, id, { kid: encryption.kid, purpose: 'encrypt', jwk: encryption }, at);
    await insertKey(tx, id, { kid: signing.kid, purpose: 'verify', jwk: signing }, at);
    if (options.client !== undefined) await addScopes(tx, options.client, scopesOfOwner(id));
    await options.inSameTransaction?.(tx, destination);
  });
  return destination;
}

/** The key as it may be kept. Throws Refusal. */
export function checkedKey(value: unknown, use: 'encrypt' | 'verify'): ReturnType<typeof checkJwk> {
  try {
    const jwk = checkJwk(value, use);
    if (jwk.x5c === undefined) throw refuse('destination-key', 'x5c');
    // A number that is no modulus would fail later, when somebody wants to encrypt or verify.
    createPublicKey({ key: jwk as never, format: 'jwk' });
    return jwk;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refuse('destination-key', error instanceof FitConnectRefusal ? error.reason : 'key-malformed');
  }
}
