import { createHash, createPrivateKey, generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { newId, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { createDataKey, openDataKey } from '@allmende/secrets';
import { findActiveKey, insertKey } from '../data/issuer-key.ts';
import { openPart, sealPart } from './seals.ts';

/** The key with which an authority signs, by its id. */
export type IssuerKey = { readonly kid: string; readonly sign: (text: string) => string };

/** The key that signs now; the first is made when it is first needed. The private part lies sealed under a data key of its own. */
export async function issuerKey(tx: TenantTx, house: Pick<House, 'keys' | 'clock'>): Promise<IssuerKey> {
  const known = await findActiveKey(tx);
  const row = known ?? (await makeIssuerKey(tx, house));
  const { key } = await openDataKey(tx, house.keys, row.data_key_id);
  const privateKey = createPrivateKey({ key: openPart<JsonWebKey>('issuer-key', key, tx.tenant, row.id, row.sealed_private), format: 'jwk' });
  return { kid: kidOf(row.public_jwk), sign: (text) => signWith(privateKey, text) };
}

/** Makes a key where none signs. */
export async function makeIssuerKey(tx: TenantTx, house: Pick<House, 'keys' | 'clock'>): Promise<NonNullable<Awaited<ReturnType<typeof findActiveKey>>>> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty = '', crv = '', x = '', y = '', d = '' } = privateKey.export({ format: 'jwk' });
  const id = newId();
  const dataKey = await createDataKey(tx, house.keys);
  await insertKey(tx, { id, public_jwk: { kty, crv, x, y }, data_key_id: dataKey.id, sealed_private: sealPart('issuer-key', dataKey.key, tx.tenant, id, { kty, crv, x, y, d }), created_at: house.clock.now() });
  // Of two that came at once the first one counts.
  const made = await findActiveKey(tx);
  if (!made) throw new Error('no key to sign credentials with');
  return made;
}

/** The id of a key: its thumbprint (RFC 7638). */
export function kidOf({ crv, kty, x, y }: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function signWith(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text, 'ascii'), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}
