import { openJson, sealJson, type SecretKey } from '@allmende/secrets';

/** What is sealed in this room, each under the key of its row. */
type Part = 'request' | 'person' | 'claims' | 'issuer-key';

/** Seals a value for one row. */
export function sealPart(part: Part, key: SecretKey, tenant: string, id: string, value: unknown): Buffer {
  return sealJson(key, value, `wallet:${part}:${tenant}:${id}`);
}

/** Opens what `sealPart` sealed. */
export function openPart<Value>(part: Part, key: SecretKey, tenant: string, id: string, sealed: Uint8Array): Value {
  return openJson<Value>(key, sealed, `wallet:${part}:${tenant}:${id}`);
}
