import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Need } from '../domain/need.ts';
import type { NeedsTables } from './tables.ts';

export async function insertNeed(tx: TenantTx, need: Need): Promise<void> {
  await rows<NeedsTables>(tx).insertInto('needs.need').values({
    tenant_id: tx.tenant, id: need.id, title: need.title, details: need.details, category: need.category, cases_per_year: need.casesPerYear, wanted_by: need.wantedBy, recorded_by: need.recordedBy,
    recorded_at: need.recordedAt, state: need.state,
  }).execute();
}

/** The needs of the authority, the newest first; at most 500. */
export async function listNeeds(tx: TenantTx): Promise<Need[]> {
  return (await rows<NeedsTables>(tx).selectFrom('needs.need').selectAll().where('tenant_id', '=', tx.tenant).orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(500).execute()).map(needOf);
}

/** One need; throws NotFound. */
export async function getNeed(tx: TenantTx, id: string): Promise<Need> {
  const need = await findNeed(tx, id);
  if (need === undefined) throw new NotFound();
  return need;
}

/** One need; undefined when there is none. */
export async function findNeed(tx: TenantTx, id: string): Promise<Need | undefined> {
  const row = await rows<NeedsTables>(tx).selectFrom('needs.need').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  return row && needOf(row);
}

/** One need, locked until the transaction ends; throws NotFound. */
export async function getNeedForUpdate(tx: TenantTx, id: string): Promise<Need> {
  const row = await rows<NeedsTables>(tx).selectFrom('needs.need').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return needOf(row);
}

export async function saveNeedState(tx: TenantTx, id: string, state: Need['state']): Promise<void> {
  await rows<NeedsTables>(tx).updateTable('needs.need').set({ state }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

function needOf(row: NeedsTables['needs.need']): Need {
  return {
    id: row.id, title: row.title, details: row.details, category: row.category, casesPerYear: row.cases_per_year, wantedBy: row.wanted_by, recordedBy: row.recorded_by, recordedAt: row.recorded_at, state: row.state,
  };
}
