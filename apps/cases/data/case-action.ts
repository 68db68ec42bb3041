import { newId, rows, type TenantTx } from '@allmende/database';
import type { ActionKind, CasesTables } from './tables.ts';

export type StoredAction = { readonly id: string; readonly kind: ActionKind; readonly at: Date; readonly actorId: string | null; readonly sealed: Buffer };

/** Adds what was done to a case; `seal` gets the id that the detail belongs to. */
export async function insertAction(tx: TenantTx, action: { case: string; kind: ActionKind; actorId: string | undefined; at: Date; id?: string | undefined; seal: (id: string) => Buffer }): Promise<void> {
  const id = action.id ?? newId();
  await rows<CasesTables>(tx).insertInto('cases.case_action').values({
    tenant_id: tx.tenant, id, case_id: action.case, kind: action.kind, actor_kind: action.actorId === undefined ? 'system' : 'staff', actor_id: action.actorId ?? null, at: action.at, sealed: action.seal(id),
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing()).execute();
}

/** What was done to a case, oldest first. */
export async function listActions(tx: TenantTx, caseId: string): Promise<StoredAction[]> {
  return rows<CasesTables>(tx).selectFrom('cases.case_action').where('tenant_id', '=', tx.tenant).where('case_id', '=', caseId).select(['id', 'kind', 'at', 'actor_id as actorId', 'sealed']).orderBy('at').orderBy('id').execute();
}
