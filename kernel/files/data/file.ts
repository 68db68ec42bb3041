import { newId, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { openBytes, openDataKey, openPieces, sealBytes, sealPieces, type DataKey, type KeyStore, type SecretKey } from '@allmende/secrets';
import type { ObjectStore } from '../object-store.ts';

/** A file as it was put in. */
export type StoredFile = { readonly id: string; readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

/** Bytes of any size of which one part after the other is read, also after the transaction; `end` is the first byte that is left out. */
export type FilePieces = { readonly sizeBytes: number; range(start: number, end: number): AsyncIterable<Uint8Array> };

/** A file of any size. */
export type OpenFile = FilePieces & { readonly id: string; readonly name: string; readonly contentType: string };

/** What is needed to reach files. */
export type FileAccess = { readonly files: ObjectStore; readonly keys: KeyStore };

/** Seals and stores a file under a case's key. The bytes are durable before the row is written; a rollback leaves unreadable bytes behind. Returns the file's id. */
export async function putFile(tx: TenantTx, access: FileAccess, file: { dataKey: DataKey; name: string; contentType: string; bytes: Uint8Array; id?: string }): Promise<string> {
  const id = file.id ?? newId();
  await access.files.put(`${tx.tenant}/${id}`, sealBytes(file.dataKey.key, file.bytes, context(tx.tenant, id)));
  await insertFile(tx, { id, dataKey: file.dataKey.id, name: file.name, contentType: file.contentType, sizeBytes: file.bytes.length });
  return id;
}

/** Opens a stored file; throws NotFound for an unknown id and KeyDestroyed when its case was deleted. */
export async function readFile(tx: TenantTx, access: FileAccess, id: string): Promise<StoredFile> {
  const { name, contentType, key } = await findRow(tx, access, id);
  const sealed = await access.files.get(`${tx.tenant}/${id}`);
  if (!sealed) throw new NotFound();
  return { id, name, contentType, bytes: openBytes(key, sealed, context(tx.tenant, id)) };
}

/**
 * Seals and stores what is too large for the memory, piece by piece and outside of any transaction. It is a file only when `insertFile` has written its row; who does not come so far takes the bytes away with
 * `discardFile`. Without the row of its key nobody can read them anyway. Returns the size before sealing. Throws when the source does; nothing is kept then.
 */
export async function storeFile(access: Pick<FileAccess, 'files'>, file: { readonly tenant: TenantId; readonly id: string; readonly key: SecretKey; readonly source: AsyncIterable<Uint8Array> }): Promise<number> {
  let sizeBytes = 0;
  const counted = async function* () {
    for await (const part of file.source) {
      sizeBytes += part.length;
      yield part;
    }
  };
  await access.files.putStream(`${file.tenant}/${file.id}`, sealPieces(file.key, counted(), context(file.tenant, file.id)));
  return sizeBytes;
}

/** Writes the row of bytes that lie in the store already. */
export async function insertFile(tx: TenantTx, file: { readonly id: string; readonly dataKey: string; readonly name: string; readonly contentType: string; readonly sizeBytes: number }): Promise<void> {
  await tx.client.query({
    text: 'insert into files.file (tenant_id, id, data_key_id, content_type, name, size_bytes) values ($1, $2, $3, $4, $5, $6)',
    values: [tx.tenant, file.id, file.dataKey, file.contentType, file.name, file.sizeBytes],
  });
}

/** Takes away the bytes of a file that has no row. Resolves also when there was nothing, and takes what a killed `storeFile` left. */
export async function discardFile(access: Pick<FileAccess, 'files'>, file: { readonly tenant: TenantId; readonly id: string }): Promise<void> {
  await access.files.remove(`${file.tenant}/${file.id}`);
}

/** Opens a stored file of any size; throws as `readFile` does. */
export async function openFile(tx: TenantTx, access: FileAccess, id: string): Promise<OpenFile> {
  const { name, contentType, key } = await findRow(tx, access, id);
  return { id, name, contentType, ...(await openStored(access, { tenant: tx.tenant, id, key })) };
}

/** Opens bytes in the store whose key is known, with a row or not yet with one; throws NotFound when they are not there. */
export async function openStored(access: Pick<FileAccess, 'files'>, file: { readonly tenant: TenantId; readonly id: string; readonly key: SecretKey }): Promise<FilePieces> {
  const object = `${file.tenant}/${file.id}`;
  const first = await access.files.getStream(object, { start: 0, end: 0 });
  if (!first) throw new NotFound();
  first.stream.destroy();
  const read = async (start: number, end: number) => {
    const part = await access.files.getStream(object, { start, end });
    if (!part) throw new NotFound();
    const parts: Buffer[] = [];
    for await (const chunk of part.stream as AsyncIterable<Buffer>) parts.push(chunk);
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  };
  const pieces = await openPieces(file.key, { size: first.size, read }, context(file.tenant, file.id));
  if (pieces) return pieces;
  // Small files, and large ones of before, were sealed in one.
  const bytes = openBytes(file.key, await read(0, first.size), context(file.tenant, file.id));
  return { sizeBytes: bytes.length, async *range(start, end) { yield bytes.subarray(start, end); } };
}

async function findRow(tx: TenantTx, access: FileAccess, id: string): Promise<{ name: string; contentType: string; key: SecretKey }> {
  const { rows } = await tx.client.query<{ data_key_id: string; content_type: string; name: string }>({
    text: 'select data_key_id, content_type, name from files.file where tenant_id = $1 and id = $2', values: [tx.tenant, id],
  });
  const row = rows[0];
  if (!row) throw new NotFound();
  return { name: row.name, contentType: row.content_type, key: (await openDataKey(tx, access.keys, row.data_key_id)).key };
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
