import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { createDataKey, openDataKey, type SecretKey } from '@allmende/secrets';
import { findIssuerKeyId, insertIssuer, lockIssuer } from '../data/issuer.ts';

/** The key under which everything of an authority's provider lies; made at the first use. The caller has seen that the authority exists. */
export async function openVault(house: Pick<House, 'database' | 'keys' | 'clock'>, tenant: TenantId): Promise<SecretKey> {
  return house.database.inTenant(tenant, async (tx) => {
    const there = await findIssuerKeyId(tx);
    if (there !== undefined) return (await openDataKey(tx, house.keys, there)).key;
    await lockIssuer(tx);
    const meanwhile = await findIssuerKeyId(tx);
    if (meanwhile !== undefined) return (await openDataKey(tx, house.keys, meanwhile)).key;
    const made = await createDataKey(tx, house.keys);
    await insertIssuer(tx, { keyId: made.id, at: house.clock.now() });
    return made.key;
  });
}
