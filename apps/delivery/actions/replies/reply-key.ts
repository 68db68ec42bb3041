import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import { makeKeyPair, type PrivateJwk, type PublicJwk } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { createDataKey, openDataKey, openJson, sealJson } from '@allmende/secrets';
import { findNewestReplyKey, findReplyKey, insertReplyKey } from '../../data/reply-key.ts';

type Needs = Pick<House, 'database' | 'keys' | 'clock'>;
type Sealed = { readonly publicJwk: PublicJwk; readonly privateJwk: PrivateJwk };

const YEARS = 10;

/** The public key that goes along with what an authority sends, so that answers come encrypted for it; made at the first use, which takes a second or more. */
export async function replyKeyOf(house: Needs, tenant: TenantId): Promise<PublicJwk> {
  const known = await house.database.inTenant(tenant, async (tx) => {
    const stored = await findNewestReplyKey(tx);
    return stored && openJson<Sealed>((await openDataKey(tx, house.keys, stored.dataKeyId)).key, stored.sealed, context(tenant, stored.kid));
  });
  if (known) return known.publicJwk;
  const notBefore = house.clock.now();
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
  const pair = await makeKeyPair({ use: 'encrypt', name: 'Antworten', notBefore, notAfter });
  return house.database.inTenant(tenant, async (tx) => {
    // One that was made at the same moment is as good: both open what comes for them.
    const { kid } = pair.publicJwk;
    const dataKey = await createDataKey(tx, house.keys);
    await insertReplyKey(tx, { kid, dataKeyId: dataKey.id, sealed: sealJson(dataKey.key, pair, context(tenant, kid)), at: notBefore });
    return pair.publicJwk;
  });
}

/** The private key with this id; undefined for one that is not the authority's. */
export async function openReplyKey(house: Pick<Needs, 'database' | 'keys'>, tenant: TenantId, kid: string): Promise<KeyObject | undefined> {
  return house.database.inTenant(tenant, async (tx) => {
    const stored = await findReplyKey(tx, kid);
    if (!stored) return undefined;
    const { privateJwk } = openJson<Sealed>((await openDataKey(tx, house.keys, stored.dataKeyId)).key, stored.sealed, context(tenant, kid));
    return createPrivateKey({ key: privateJwk as never, format: 'jwk' });
  });
}

function context(tenant: string, kid: string): string {
  return `delivery/reply-key:${tenant}:${kid}`;
}
