import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { receivingApi, type ReceivingApi } from '../clients/receiving-api.ts';
import { findReception, listSealedKeys } from '../data/reception.ts';
import type { Reception, ReceptionSecrets } from '../domain/reception.ts';
import { receptionAccess } from './reception-access.ts';
import { openSecret } from './reception-seals.ts';

/** A reception with everything that is needed to receive there. */
export type OpenReception = {
  readonly reception: Reception;
  readonly secrets: ReceptionSecrets;
  readonly api: ReceivingApi;
  /** By `kid`: keys that open submissions, those too that were replaced. */
  readonly decryption: ReadonlyMap<string, KeyObject>;
  /** By `kid`: public parts of the keys with which we have signed. */
  readonly verification: ReadonlyMap<string, KeyObject>;
  /** Signs our answers. */
  readonly signing: { readonly key: KeyObject; readonly kid: string };
};

/** Opens a reception of an authority; undefined for an unknown one. */
export async function openReception(house: Pick<House, 'database' | 'keys' | 'config' | 'clock'>, tenant: TenantId, id: string): Promise<OpenReception | undefined> {
  return house.database.inTenant(tenant, async (tx) => {
    const stored = await findReception(tx, id);
    if (!stored) return undefined;
    const { key } = await openDataKey(tx, house.keys, stored.dataKeyId);
    const { dataKeyId: _key, sealed, ...reception } = stored;
    const secrets = openSecret('reception', key, tenant, id, sealed);
    const [decryption, verification] = [new Map<string, KeyObject>(), new Map<string, KeyObject>()];
    let signing: OpenReception['signing'] | undefined;
    for (const each of await listSealedKeys(tx, id)) {
      const jwk = openSecret('reception-key', key, tenant, each.kid, each.sealed);
      const opened = createPrivateKey({ key: jwk, format: 'jwk' });
      if (each.purpose === 'decrypt') decryption.set(each.kid, opened);
      else {
        verification.set(each.kid, createPublicKey(opened));
        if (each.inUse) signing = { key: opened, kid: each.kid };
      }
    }
    if (!signing) throw new Error('a reception without a key to sign with');
    const api = receivingApi(receptionAccess(house, { ...reception, clientId: secrets.clientId, clientSecret: secrets.clientSecret }));
    return { reception, secrets, api, decryption, verification, signing };
  });
}
