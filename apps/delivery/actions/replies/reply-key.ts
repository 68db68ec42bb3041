import { createPrivateKey, type KeyObject } from 'node:crypto';
import { tenantId, type TenantId, type TenantTx } from '@allmende/database';
import { makeKeyPair, type PrivateJwk, type PublicJwk } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { createDataKey, destroyDataKey, openDataKey, openJson, sealJson, unwrapDataKey } from '@allmende/secrets';
import { deleteReplyKey, findNewestReplyKey, findReplyKey, insertReplyKey, listReplacedReplyKeys, listReplyKeys } from '../../data/reply-key.ts';

type Needs = Pick<House, 'database' | 'keys' | 'clock'>;
type Sealed = { readonly publicJwk: PublicJwk; readonly privateJwk: PrivateJwk };

const YEARS = 10;
/** A key goes along with what is sent for a year; the one after it takes its place. */
const IN_USE_MS = 365 * 86_400_000;
/** How long a replaced key still opens answers: three years, longer than any procedure that we know takes to its decision. */
const OPENS_MS = 3 * 365 * 86_400_000;

/** The public key that goes along with what an authority sends, so that answers come encrypted for it; made at the first use and anew after a year, which takes a second or more. */
export async function replyKeyOf(house: Needs, tenant: TenantId): Promise<PublicJwk> {
  const stored = await findNewestReplyKey(house.database, tenant);
  if (stored !== undefined && house.clock.now().getTime() - stored.madeAt.getTime() < IN_USE_MS) {
    return openJson<Sealed>(await unwrapDataKey(house.keys, tenant, stored.dataKeyId, stored.wrapped), stored.sealed, context(tenant, stored.kid)).publicJwk;
  }
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

/** Removes the keys of all authorities that were replaced three years ago, with what opens them. Returns how many. */
export async function forgetOldReplyKeys(house: Needs): Promise<number> {
  const before = new Date(house.clock.now().getTime() - OPENS_MS);
  const old = await house.database.acrossTenants('delivery/forget-reply-keys', (tx) => listReplacedReplyKeys(tx, before));
  for (const { tenant, kid, dataKeyId } of old) {
    await house.database.inTenant(tenantId(tenant), async (tx) => {
      await deleteReplyKey(tx, kid);
      await destroyDataKey(tx, dataKeyId);
    });
  }
  return old.length;
}

/** Removes every key of an authority that gave the app back. */
export async function removeReplyKeys(tx: TenantTx): Promise<void> {
  for (const { kid, dataKeyId } of await listReplyKeys(tx)) {
    await deleteReplyKey(tx, kid);
    await destroyDataKey(tx, dataKeyId);
  }
}

function context(tenant: string, kid: string): string {
  return `delivery/reply-key:${tenant}:${kid}`;
}
