import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import { makeKeyPair } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { openJson, sealJson } from '@allmende/secrets';
import { insertFirstServiceKey, listServiceKeys } from '../data/service-key.ts';

/** The keys of the service: one signs, all verify. */
export type ServiceKeys = {
  readonly signing: { readonly kid: string; readonly key: KeyObject };
  readonly published: readonly Readonly<Record<string, unknown>>[];
  verifying(kid: string): KeyObject | undefined;
};

type Needs = Pick<House, 'database' | 'clock' | 'keys'>;

const KEPT_MS = 60_000;
const YEARS = 10;
const known = new WeakMap<Database, { readonly until: number; readonly keys: Promise<ServiceKeys> }>();

/** The keys of the service; makes the first one when there is none. Remembered for a minute, so that a new one is used soon. */
export function openServiceKeys(house: Needs): Promise<ServiceKeys> {
  const now = house.clock.elapsedMs();
  const found = known.get(house.database);
  if (found && found.until > now) return found.keys;
  const keys = load(house);
  known.set(house.database, { until: now + KEPT_MS, keys });
  keys.catch(() => known.delete(house.database));
  return keys;
}

async function load(house: Needs): Promise<ServiceKeys> {
  const sealing = await house.keys.tenantKey(PLATFORM_TENANT);
  const list = () => house.database.withoutTenant(listServiceKeys);
  let kept = await list();
  if (kept.length === 0) {
    const now = house.clock.now();
    const pair = await makeKeyPair({ use: 'sign', name: 'Allmende Zustelldienst', notBefore: new Date(now.getTime() - 3_600_000), notAfter: new Date(now.getTime() + YEARS * 365 * 86_400_000) });
    const { kid } = pair.publicJwk;
    await house.database.withoutTenant((tx) => insertFirstServiceKey(tx, { kid, jwk: pair.publicJwk, sealedPrivate: sealJson(sealing, pair.privateJwk, contextOf(kid)) }, now));
    kept = await list();
  }
  const [newest] = kept;
  if (newest === undefined) throw new Error('the delivery service has no key');
  const verifying = new Map(kept.map(({ kid, jwk }) => [kid, createPublicKey({ key: jwk as never, format: 'jwk' })]));
  return {
    signing: { kid: newest.kid, key: createPrivateKey({ key: openJson(sealing, newest.sealedPrivate, contextOf(newest.kid)), format: 'jwk' }) },
    published: kept.map(({ jwk }) => jwk), verifying: (kid) => verifying.get(kid),
  };
}

function contextOf(kid: string): string {
  return `fit-connect-service-key:${kid}`;
}
