import { rows, type TenantTx } from '@allmende/database';
import type { SealedKey } from '../domain/signing-key.ts';
import type { SingleSignOnTables } from './tables.ts';

/** All keys of the authority that are still there. */
export async function selectSigningKeys(tx: TenantTx): Promise<SealedKey[]> {
  const found = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.signing_key').select(['id', 'sealed', 'signs_from as signsFrom']).where('tenant_id', '=', tx.tenant).orderBy('signs_from').execute();
  return found;
}

/** Writes a new key. */
export async function insertSigningKey(tx: TenantTx, key: SealedKey & { readonly at: Date }): Promise<void> {
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.signing_key').values({ tenant_id: tx.tenant, id: key.id, sealed: key.sealed, signs_from: key.signsFrom, created_at: key.at }).execute();
}

/** Deletes keys that nobody needs any more. */
export async function deleteSigningKeys(tx: TenantTx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await rows<SingleSignOnTables>(tx).deleteFrom('single_sign_on.signing_key').where('tenant_id', '=', tx.tenant).where('id', 'in', [...ids]).execute();
}
