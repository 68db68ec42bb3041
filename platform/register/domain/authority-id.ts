import { createHash } from 'node:crypto';

/** Town: the administration of one municipality (in a kreisfreie Stadt also its district). Association: Amt, Verbandsgemeinde …. District: Landkreis, Kreis. */
export type AuthorityKind = 'town' | 'association' | 'district';

/** Names an authority; at the same time its tenant id. */
export type AuthorityId = string & { readonly __brand: 'AuthorityId' };

/** Namespace of the authorities' ids; must never change, or every installation would know them by other names. */
const NAMESPACE = Buffer.from('5f1d7c0e3b7a5b52a0c86d2f1c1e9a44', 'hex');

/**
 * The id of an authority, the same in every installation: UUID version 5 over kind and key. The key is the one that lives longest:
 * AGS (8 digits) for a town, 9 digits for an association, 5 for a district; the ARS of a town changes when it joins an association.
 *
 * RFC 9562 §5.5
 */
export function authorityId(kind: AuthorityKind, key: string): AuthorityId {
  const hash = createHash('sha1').update(NAMESPACE).update(`${kind}:${key}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-') as AuthorityId;
}
