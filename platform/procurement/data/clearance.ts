import { rows, type TenantTx } from '@allmende/database';
import type { Clearance } from '../domain/clearance.ts';
import type { ProcurementTables } from './tables.ts';

export async function insertClearance(tx: TenantTx, one: Clearance): Promise<void> {
  const { title, checkedBy, checkedOn, reference } = one;
  await tx.client.query('insert into procurement.clearance (tenant_id, id, app, version, content, cleared_by, cleared_at) values ($1, $2, $3, $4, $5, $6, $7)', [tx.tenant, one.id, one.app, one.version, JSON.stringify({ title, checkedBy, checkedOn, reference }), one.cleared.by, one.cleared.at]);
}

/** The authority's clearances, the newest first; at most 500. */
export async function listClearances(tx: TenantTx): Promise<Clearance[]> {
  const found = await rows<ProcurementTables>(tx).selectFrom('procurement.clearance').selectAll().where('tenant_id', '=', tx.tenant).orderBy('cleared_at', 'desc').orderBy('id', 'desc').limit(500).execute();
  return found.map((row) => ({ ...row.content, id: row.id, app: row.app, version: row.version, cleared: { by: row.cleared_by, at: row.cleared_at } }));
}
