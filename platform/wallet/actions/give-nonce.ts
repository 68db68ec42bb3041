import { randomBytes } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { insertNonce } from '../data/spent.ts';
import { secretHash } from '../domain/secret-hash.ts';

const MINUTES = 5;

/** A nonce for one proof of a key (OpenID4VCI 1.0, section 7); five minutes, spent with its first use. */
export async function giveNonce(house: Pick<House, 'database' | 'clock'>, tenant: TenantId): Promise<string> {
  const nonce = randomBytes(24).toString('base64url');
  await house.database.inTenant(tenant, (tx) => insertNonce(tx, secretHash('nonce', nonce), new Date(house.clock.now().getTime() + MINUTES * 60_000)));
  return nonce;
}
