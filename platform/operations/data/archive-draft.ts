import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { OperationsTables } from './tables.ts';

/** Remembers where the bytes of an archive will lie. */
export async function insertDraft(tx: TenantTx, draft: { readonly fileId: string; readonly instanceId: string; readonly begunAt: Date }): Promise<void> {
  await rows<OperationsTables>(tx).insertInto('operations.archive_draft').values({ tenant_id: tx.tenant, file_id: draft.fileId, instance_id: draft.instanceId, begun_at: draft.begunAt }).execute();
}

/** Forgets it, when it has become an archive or its bytes are gone. */
export async function deleteDraft(tx: TenantTx, fileId: string): Promise<void> {
  await rows<OperationsTables>(tx).deleteFrom('operations.archive_draft').where('tenant_id', '=', tx.tenant).where('file_id', '=', fileId).execute();
}

/** What lies there of an instance. Whoever holds the instance's lock knows that nobody writes it any more. */
export async function selectDrafts(tx: TenantTx, instanceId: string): Promise<string[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.archive_draft').select('file_id').where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId).execute();
  return found.map((row) => row.file_id);
}

/** Instances with drafts that are older; behind the door across authorities. */
export async function selectOldDrafts(tx: Tx, before: Date): Promise<{ tenant: string; instanceId: string }[]> {
  return rows<OperationsTables>(tx).selectFrom('operations.archive_draft').select(['tenant_id as tenant', 'instance_id as instanceId']).distinct().where('begun_at', '<', before).limit(1000).execute();
}
