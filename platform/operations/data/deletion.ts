import { rows, type TenantTx } from '@allmende/database';
import type { DeletionProof } from '../domain/deletion.ts';
import type { OperationsTables } from './tables.ts';

/** Keeps the proof of a deletion; once. */
export async function insertDeletion(tx: TenantTx, proof: DeletionProof, sha256: string): Promise<void> {
  await rows<OperationsTables>(tx).insertInto('operations.deletion').values({ tenant_id: tx.tenant, instance_id: proof.instance, deleted_at: new Date(proof.deletedAt), proof: JSON.stringify(proof), sha256 })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'instance_id']).doNothing()).execute();
}

/** The proof of a deletion; undefined for instances that are there, or were deleted before proofs were kept. */
export async function findDeletion(tx: TenantTx, instance: string): Promise<{ readonly proof: DeletionProof; readonly sha256: string } | undefined> {
  const row = await rows<OperationsTables>(tx).selectFrom('operations.deletion').selectAll().where('tenant_id', '=', tx.tenant).where('instance_id', '=', instance).executeTakeFirst();
  return row && { proof: row.proof as unknown as DeletionProof, sha256: row.sha256 };
}
