import { rows, type TenantTx } from '@allmende/database';
import type { ProgressState } from '../domain/parcel.ts';
import type { ReceptionTables } from './reception-tables.ts';

/** What became of an arrival, on its way back to its sender. Documents are ids of the system that works on it. */
export type ArrivalReply = { readonly id: string; readonly progress: ProgressState; readonly documents: readonly string[]; readonly decision: string | null; readonly at: Date };

export async function insertArrivalReply(tx: TenantTx, arrival: string, reply: ArrivalReply): Promise<void> {
  await rows<ReceptionTables>(tx).insertInto('delivery.arrival_reply').values({ tenant_id: tx.tenant, arrival_id: arrival, id: reply.id, state: 'waiting', progress: reply.progress, documents: [...reply.documents], decision: reply.decision, at: reply.at, sent_at: null }).execute();
}

/** What has not gone back yet, oldest first. */
export async function listWaitingReplies(tx: TenantTx, arrival: string): Promise<ArrivalReply[]> {
  const found = await rows<ReceptionTables>(tx).selectFrom('delivery.arrival_reply').where('tenant_id', '=', tx.tenant).where('arrival_id', '=', arrival).where('state', '=', 'waiting').select(['id', 'progress', 'documents', 'decision', 'at']).orderBy('at').orderBy('id').execute();
  return found.map((row) => ({ ...row, progress: row.progress as ProgressState }));
}

/** Notes that a reply went; `failed` where its sender takes none. */
export async function settleReply(tx: TenantTx, arrival: string, id: string, state: 'sent' | 'failed', at: Date): Promise<void> {
  await rows<ReceptionTables>(tx).updateTable('delivery.arrival_reply').set({ state, sent_at: at }).where('tenant_id', '=', tx.tenant).where('arrival_id', '=', arrival).where('id', '=', id).execute();
}
