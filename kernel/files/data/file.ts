import { newId, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { openBytes, openDataKey, sealBytes, type DataKey, type KeyStore } from '@allmende/secrets';
import type { ObjectStore } from '../object-store.ts';

/** A file as it was put in. */
export type StoredFile = { readonly id: string; readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

/** What is needed to reach files. */
export type FileAccess = { readonly files: ObjectStore; readonly keys: KeyStore };

/** Seals and stores a file under a case's key. The bytes are durable before the row is written; a rollback leaves unreadable bytes behind. Returns the file's id. */
export async function putFile(tx: TenantTx, access: FileAccess, file: { dataKey: DataKey; name: string; contentType: string; bytes: Uint8Array; id?: string }): Promise<string> {
  const id = file.id ?? newId();
  await access.files.put(`${tx.tenant}/${id}`, sealBytes(file.dataKey.key, file.bytes, context(tx.tenant, id)));
  await tx.client.query({
    text: 'insert into files.file (tenant_id, id, data_key_id, content_type, name, size_bytes) values ($1, $2, $3, $4, $5, $6)',
    values: [tx.tenant, id, file.dataKey.id, file.contentType, file.name, file.bytes.length],
  });
  return id;
}

/** Opens a stored file; throws NotFound for an unknown id and KeyDestroyed when its case was deleted. */
export async function readFile(tx: TenantTx, access: FileAccess, id: string): Promise<StoredFile> {
  const { rows } = await tx.client.query<{ data_key_id: string; content_type: string; name: string }>({
    text: 'select data_key_id, content_type, name from files.file where tenant_id = $1 and id = $2', values: [tx.tenant, id],
  });
  const row = rows[0];
  if (!row) throw new NotFound();
  const dataKey = await openDataKey(tx, access.keys, row.data_key_id);
  const sealed = await access.files.get(`${tx.tenant}/${id}`);
  if (!sealed) throw new NotFound();
  return { id, name: row.name, contentType: row.content_type, bytes: openBytes(dataKey.key, sealed, context(tx.tenant, id)) };
}

/** Removes the rows and bytes of all files under a key; returns how many. */
export async function removeFilesOfKey(tx: TenantTx, access: Pick<FileAccess, 'files'>, dataKeyId: string): Promise<number> {
  const { rows } = await tx.client.query<{ id: string }>({ text: 'delete from files.file where tenant_id = $1 and data_key_id = $2 returning id', values: [tx.tenant, dataKeyId] });
  for (const row of rows) await access.files.remove(`${tx.tenant}/${row.id}`);
  return rows.length;
}

/** Removes one file, row and bytes. Resolves also when there was nothing. */
export async function removeFile(tx: TenantTx, access: Pick<FileAccess, 'files'>, id: string): Promise<void> {
  await tx.client.query({ text: 'delete from files.file where tenant_id = $1 and id = $2', values: [tx.tenant, id] });
  await access.files.remove(`${tx.tenant}/${id}`);
}

/** The objects that all rows name, over all authorities: what the object store must hold after a restore. */
export async function listObjects(tx: Tx): Promise<string[]> {
  const { rows } = await tx.client.query<{ object: string }>(`select tenant_id || '/' || id as object from files.file order by tenant_id, id`);
  return rows.map(({ object }) => object);
}

function context(tenant: string, id: string): string {
  return `file:${tenant}:${id}`;
}
