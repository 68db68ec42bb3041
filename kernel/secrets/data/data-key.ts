import { newId, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { KeyDestroyed } from '../domain/errors.ts';
import type { KeyStore } from '../domain/key-store.ts';
import { newSecretKey, openBytes, sealBytes, type SecretKey } from '../domain/seal.ts';

/** A key of one case: open it once per request, seal and open with `key`. */
export type DataKey = { readonly id: string; readonly key: SecretKey };

/** A fresh key with its wrapped form. */
export type NewDataKey = DataKey & { readonly wrapped: Buffer };

/** A fresh key for callers that store it with `insertDataKey` or in a statement of their own. */
export async function newDataKey(keys: KeyStore, tenant: TenantTx['tenant']): Promise<NewDataKey> {
  const id = newId();
  const key = newSecretKey();
  return { id, key, wrapped: sealBytes(await keys.tenantKey(tenant), key, wrapContext(tenant, id)) };
}

/** Makes a key for a case in this transaction. */
export async function createDataKey(tx: TenantTx, keys: KeyStore): Promise<DataKey> {
  const made = await newDataKey(keys, tx.tenant);
  await insertDataKey(tx, made);
  return { id: made.id, key: made.key };
}

/** Stores a fresh key of this transaction's authority. */
export async function insertDataKey(tx: TenantTx, { id, wrapped }: NewDataKey): Promise<void> {
  await tx.client.query({ name: 'secrets-create', text: 'insert into secrets.data_key (tenant_id, id, wrapped) values ($1, $2, $3)', values: [tx.tenant, id, wrapped] });
}

/** Opens a key; throws NotFound for an unknown one and KeyDestroyed when the case was deleted. */
export async function openDataKey(tx: TenantTx, keys: KeyStore, id: string): Promise<DataKey> {
  const { rows } = await tx.client.query<{ wrapped: Buffer | null }>({ name: 'secrets-open', text: 'select wrapped from secrets.data_key where tenant_id = $1 and id = $2', values: [tx.tenant, id] });
  const row = rows[0];
  if (!row) throw new NotFound();
  return { id, key: await unwrapDataKey(keys, tx.tenant, id, row.wrapped) };
}

/** Unwraps a key that a joined statement has already read from `secrets.data_key`. */
export async function unwrapDataKey(keys: KeyStore, tenant: TenantTx['tenant'], id: string, wrapped: Uint8Array | null): Promise<SecretKey> {
  if (wrapped === null) throw new KeyDestroyed();
  return openBytes(await keys.tenantKey(tenant), wrapped, wrapContext(tenant, id)) as unknown as SecretKey;
}

/** Destroys a key for good; what it sealed can never be read again. Repeating it changes nothing. */
export async function destroyDataKey(tx: TenantTx, id: string): Promise<void> {
  await tx.client.query('update secrets.data_key set wrapped = null, destroyed_at = coalesce(destroyed_at, now()) where tenant_id = $1 and id = $2', [tx.tenant, id]);
}

/** A key that was destroyed, by authority and id. */
export type DestroyedKey = { readonly tenant: string; readonly key: string; readonly at: string };

/** Every destroyed key of all authorities: after an older backup was restored these must be destroyed again. */
export async function listDestroyedKeys(tx: Tx): Promise<DestroyedKey[]> {
  const { rows } = await tx.client.query<{ tenant_id: string; id: string; destroyed_at: Date }>('select tenant_id, id, destroyed_at from secrets.data_key where destroyed_at is not null order by destroyed_at');
  return rows.map((row) => ({ tenant: row.tenant_id, key: row.id, at: row.destroyed_at.toISOString() }));
}

/** Destroys keys again that an older backup brought back, with the time of the first destruction; returns how many of them could still open something. */
export async function destroyKeysAgain(tx: Tx, keys: readonly DestroyedKey[]): Promise<number> {
  const { rowCount } = await tx.client.query(
    `update secrets.data_key set wrapped = null, destroyed_at = gone.at from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as gone (tenant, key, at)
     where data_key.tenant_id = gone.tenant and data_key.id = gone.key and wrapped is not null`,
    [keys.map(({ tenant }) => tenant), keys.map(({ key }) => key), keys.map(({ at }) => at)],
  );
  return rowCount ?? 0;
}

function wrapContext(tenant: string, id: string): string {
  return `data-key:${tenant}:${id}`;
}
