import { rows, type TenantTx, type Tx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Selectable } from 'kysely';
import type { ArchiveRecord } from '../domain/archive-record.ts';
import type { ArchiveRow, OperationsTables } from './tables.ts';

/** Writes where an archive lies. */
export async function insertArchive(tx: TenantTx, archive: ArchiveRecord & { readonly fileId: string; readonly dataKeyId: string }): Promise<void> {
  await rows<OperationsTables>(tx)
    .insertInto('operations.archive')
    .values({
      tenant_id: tx.tenant, id: archive.id, instance_id: archive.instanceId, reason: archive.reason, file_id: archive.fileId, data_key_id: archive.dataKeyId, size_bytes: archive.sizeBytes,
      sha256: archive.sha256, tree_sha256: archive.treeSha256, files: archive.files, package_version: archive.packageVersion ?? null, as_they_lie: archive.asTheyLie, made_at: archive.madeAt, proven_at: archive.provenAt ?? null,
      keep_until: archive.keepUntil ?? null,
    })
    .execute();
}

/** Archives of an instance that are still there, the newest first. */
export async function selectArchives(tx: TenantTx, instanceId: string): Promise<ArchiveRecord[]> {
  const found = await rows<OperationsTables>(tx)
    .selectFrom('operations.archive').selectAll().where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId).where('erased_at', 'is', null).orderBy('id', 'desc').execute();
  return found.map(fromRow);
}

/** Where an archive lies; throws NotFound when there is none, it is another instance's or it was erased. Without an instance it may be any of the authority, for a copy. */
export async function getArchiveFile(tx: TenantTx, instanceId: string | undefined, id: string): Promise<{ archive: ArchiveRecord; fileId: string }> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.archive').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
  if (!row || (instanceId !== undefined && row.instance_id !== instanceId)) throw new NotFound();
  return { archive: fromRow(row), fileId: row.file_id };
}

/** Remembers the first time somebody fetched it. */
export async function markFetched(tx: TenantTx, id: string, at: Date): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.archive').set({ fetched_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('fetched_at', 'is', null).execute();
}

/** Remembers that all of it was read back, or restored with equal data. */
export async function markProven(tx: TenantTx, id: string, at: Date): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.archive').set({ proven_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Whether and when an instance got its last backup of a kind. */
export async function newestArchive(tx: TenantTx, instanceId: string, reasons: readonly ArchiveRecord['reason'][]): Promise<ArchiveRecord | undefined> {
  const row = await rows<OperationsTables>(tx)
    .selectFrom('operations.archive').selectAll().where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId).where('erased_at', 'is', null).where('reason', 'in', reasons).orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row && fromRow(row);
}

/** Gives the archives of a deleted instance their last day; backups that nobody asked for are erased with the next night. */
export async function limitArchives(tx: TenantTx, instanceId: string, keepUntil: Date, now: Date): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.archive').set({ keep_until: now }).where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId)
    .where('reason', 'in', ['nightly', 'before-update', 'before-restore']).where('erased_at', 'is', null).execute();
  await rows<OperationsTables>(tx).updateTable('operations.archive').set({ keep_until: keepUntil }).where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId).where('keep_until', 'is', null).execute();
}

/** Archives whose last day is over; behind the door across authorities. */
export async function selectExpiredArchives(tx: Tx, now: Date): Promise<{ tenant: string; id: string; instanceId: string; dataKeyId: string }[]> {
  return rows<OperationsTables>(tx)
    .selectFrom('operations.archive').select(['tenant_id as tenant', 'id', 'instance_id as instanceId', 'data_key_id as dataKeyId'])
    .where('erased_at', 'is', null).where('keep_until', '<=', now).limit(1000).execute();
}

/** Marks an archive as erased; false when it was already. */
export async function markErased(tx: TenantTx, id: string, at: Date): Promise<boolean> {
  const result = await rows<OperationsTables>(tx).updateTable('operations.archive').set({ erased_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('erased_at', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function fromRow(row: Selectable<ArchiveRow>): ArchiveRecord {
  return {
    id: row.id, instanceId: row.instance_id, reason: row.reason, sizeBytes: row.size_bytes, sha256: row.sha256, treeSha256: row.tree_sha256, files: row.files, packageVersion: row.package_version ?? undefined,
    asTheyLie: row.as_they_lie, madeAt: row.made_at, provenAt: row.proven_at ?? undefined, keepUntil: row.keep_until ?? undefined, fetchedAt: row.fetched_at ?? undefined,
  };
}
