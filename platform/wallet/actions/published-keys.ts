import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { listKeys } from '../data/issuer-key.ts';
import { kidOf } from './issuer-key.ts';

/** The public keys of an authority as issuer, also those that sign no more. */
export async function publishedKeys(house: Pick<House, 'database'>, tenant: TenantId): Promise<Readonly<Record<string, string>>[]> {
  const keys = await house.database.inTenant(tenant, listKeys);
  return keys.map(({ public_jwk: jwk }) => ({ ...jwk, kid: kidOf(jwk), use: 'sig', alg: 'ES256' }));
}
