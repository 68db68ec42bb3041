import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { createDataKey, openDataKey, openJson, sealJson, type KeyStore } from '@allmende/secrets';
import type { Supplier, SupplierApplication, SupplierContact, SupplierState } from '../domain/supplier.ts';
import type { SuppliersTables } from './tables.ts';

const COLUMNS = ['id', 'name', 'seat', 'register', 'website', 'state', 'applied_at as appliedAt', 'decided_at as decidedAt', 'reason'] as const;

/** Writes an application with its contact sealed. */
export async function insertSupplier(tx: TenantTx, keys: KeyStore, supplier: SupplierApplication & { readonly id: string; readonly appliedAt: Date }): Promise<void> {
  const dataKey = await createDataKey(tx, keys);
  await rows<SuppliersTables>(tx).insertInto('suppliers.supplier').values({
    tenant_id: tx.tenant, id: supplier.id, name: supplier.name, seat: supplier.seat, register: supplier.register, website: supplier.website, state: 'waiting', applied_at: supplier.appliedAt,
    decided_at: null, decided_by: null, reason: null, data_key_id: dataKey.id, contact: sealJson(dataKey.key, supplier.contact, contextOf(tx, supplier.id)),
  }).execute();
}

/** Suppliers in a state, the oldest application first; at most 500. */
export async function listSupplierRows(tx: TenantTx, state: SupplierState): Promise<Supplier[]> {
  return rows<SuppliersTables>(tx).selectFrom('suppliers.supplier').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('state', '=', state).orderBy('applied_at').orderBy('id').limit(500).execute();
}

/** Some suppliers by id. */
export async function selectSuppliers(tx: TenantTx, ids: readonly string[]): Promise<Supplier[]> {
  if (ids.length === 0) return [];
  return rows<SuppliersTables>(tx).selectFrom('suppliers.supplier').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('id', 'in', [...ids]).execute();
}

/** One supplier, locked until the transaction ends; throws NotFound. */
export async function getSupplierForUpdate(tx: TenantTx, id: string): Promise<Supplier> {
  const row = await rows<SuppliersTables>(tx).selectFrom('suppliers.supplier').select(COLUMNS).where('tenant_id', '=', tx.tenant).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return row;
}

/** One supplier with its opened contact; throws NotFound. */
export async function getSupplierWithContact(tx: TenantTx, keys: KeyStore, id: string): Promise<Supplier & { readonly contact: SupplierContact }> {
  const row = await rows<SuppliersTables>(tx).selectFrom('suppliers.supplier').select([...COLUMNS, 'data_key_id', 'contact']).where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  const { data_key_id: keyId, contact, ...supplier } = row;
  const dataKey = await openDataKey(tx, keys, keyId);
  return { ...supplier, contact: openJson<SupplierContact>(dataKey.key, contact, contextOf(tx, id)) };
}

/** Writes a decision. */
export async function saveDecision(tx: TenantTx, id: string, decision: { readonly state: SupplierState; readonly at: Date; readonly by: string; readonly reason: string | null }): Promise<void> {
  await rows<SuppliersTables>(tx).updateTable('suppliers.supplier').set({ state: decision.state, decided_at: decision.at, decided_by: decision.by, reason: decision.reason })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

function contextOf(tx: TenantTx, id: string): string {
  return `supplier:${tx.tenant}:${id}`;
}
