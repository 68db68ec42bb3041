import type { TenantId } from '@allmende/database';
import type { PrivateJwk } from '@allmende/fit-connect';
import { openJson, sealJson, type SecretKey } from '@allmende/secrets';
import type { ArrivalSecrets } from '../domain/arrival.ts';
import type { ReceptionSecrets } from '../domain/reception.ts';

type Kinds = { reception: ReceptionSecrets; 'reception-key': PrivateJwk; arrival: ArrivalSecrets };

/** Seals what only the authority's own programs may know; `id` is that of the row it lies in. */
export function sealSecret<Kind extends keyof Kinds>(kind: Kind, key: SecretKey, tenant: TenantId, id: string, value: Kinds[Kind]): Buffer {
  return sealJson(key, value, `delivery/${kind}:${tenant}:${id}`);
}

/** Opens what `sealSecret` sealed. */
export function openSecret<Kind extends keyof Kinds>(kind: Kind, key: SecretKey, tenant: TenantId, id: string, sealed: Uint8Array): Kinds[Kind] {
  return openJson<Kinds[Kind]>(key, sealed, `delivery/${kind}:${tenant}:${id}`);
}
