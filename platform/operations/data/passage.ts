import { rows, type TenantTx } from '@allmende/database';
import type { Selectable } from 'kysely';
import type { PassageRecord } from '../domain/passage.ts';
import type { OperationsTables, PassageRow } from './tables.ts';

/** Writes the beginning of a passage. */
export async function insertPassage(tx: TenantTx, passage: Omit<PassageRecord, 'endedAt' | 'outcome'>): Promise<void> {
  await rows<OperationsTables>(tx).insertInto('operations.passage').values({
    tenant_id: tx.tenant, id: passage.id, instance_id: passage.instanceId, reason: passage.reason, from_version: passage.fromVersion ?? null, to_version: passage.toVersion, rollout_id: passage.rollout ?? null, started_at: passage.startedAt, detail: passage.detail ?? null,
  }).execute();
}

/** Writes how it ended, once. */
export async function endPassage(tx: TenantTx, id: string, end: { readonly at: Date; readonly outcome: 'done' | 'returned'; readonly detail: string | undefined }): Promise<void> {
  await rows<OperationsTables>(tx).updateTable('operations.passage').set({ ended_at: end.at, outcome: end.outcome, ...(end.detail === undefined ? {} : { detail: end.detail }) })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).where('ended_at', 'is', null).execute();
}

/** The newest passages of an instance, the newest first. */
export async function selectPassages(tx: TenantTx, instanceId: string): Promise<PassageRecord[]> {
  const found = await rows<OperationsTables>(tx).selectFrom('operations.passage').selectAll().where('tenant_id', '=', tx.tenant).where('instance_id', '=', instanceId).orderBy('id', 'desc').limit(20).execute();
  return found.map(fromRow);
}

function fromRow(row: Selectable<PassageRow>): PassageRecord {
  return {
    id: row.id, instanceId: row.instance_id, reason: row.reason, fromVersion: row.from_version ?? undefined, toVersion: row.to_version, rollout: row.rollout_id ?? undefined, startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined, outcome: row.outcome ?? undefined, detail: row.detail ?? undefined,
  };
}
