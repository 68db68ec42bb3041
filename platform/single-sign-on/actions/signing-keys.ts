import { generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import { newId, tenantId, type TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import { lockIssuer, selectIssuers } from '../data/issuer.ts';
import { deleteSigningKeys, insertSigningKey, selectSigningKeys } from '../data/signing-key.ts';
import { keysAt, nextKeySignsFrom } from '../domain/signing-key.ts';
import { openVault } from './open-vault.ts';

const makePair = promisify(generateKeyPair);
/** BSI TR-02102-1 (2023): RSA keys of at least 3000 bits. */
const RSA_BITS = 3072;

/** A private key as the provider takes it. */
export type SigningKey = JsonWebKey & { readonly kid: string; readonly alg: 'RS256'; readonly use: 'sig' };

type Where = Pick<House, 'database' | 'keys' | 'clock'>;

/** The keys of an authority's provider, the one that signs first; makes the first one when there is none. */
export async function signingKeys(house: Where, tenant: TenantId, vault: SecretKey): Promise<readonly SigningKey[]> {
  const kept = await house.database.inTenant(tenant, selectSigningKeys);
  const { signing, published } = keysAt(kept, house.clock.now());
  if (signing) return published.map(({ id, sealed }) => openJson<SigningKey>(vault, sealed, contextOf(tenant, id)));
  await renewKeys(house, tenant, vault);
  return signingKeys(house, tenant, vault);
}

/** Makes the next key of every authority in time, and deletes those that nobody needs any more. */
export async function rotateSigningKeys(house: Where): Promise<void> {
  const tenants = await house.database.acrossTenants('single-sign-on/rotate-keys', selectIssuers);
  for (const tenant of tenants.map((one) => tenantId(one))) await renewKeys(house, tenant, await openVault(house, tenant));
}

async function renewKeys(house: Where, tenant: TenantId, vault: SecretKey): Promise<void> {
  const now = house.clock.now();
  const kept = await house.database.inTenant(tenant, selectSigningKeys);
  // Before the transaction: making a key takes its time.
  const made = nextKeySignsFrom(kept, now) && (await makePair('rsa', { modulusLength: RSA_BITS }));
  await house.database.inTenant(tenant, async (tx) => {
    await lockIssuer(tx);
    const still = await selectSigningKeys(tx);
    const signsFrom = nextKeySignsFrom(still, now);
    if (made && signsFrom) {
      const id = newId();
      const key: SigningKey = { ...made.privateKey.export({ format: 'jwk' }), kid: id, alg: 'RS256', use: 'sig' };
      await insertSigningKey(tx, { id, sealed: sealJson(vault, key, contextOf(tenant, id)), signsFrom, at: now });
    }
    await deleteSigningKeys(tx, keysAt(still, now).gone.map(({ id }) => id));
  });
}

function contextOf(tenant: TenantId, id: string): string {
  return `single-sign-on/signing-key:${tenant}:${id}`;
}
