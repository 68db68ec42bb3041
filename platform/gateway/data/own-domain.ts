import { newId, rows, type TenantTx } from '@allmende/database';
import type { OwnDomain } from '../domain/own-domain.ts';
import type { GatewayTables } from './tables.ts';

const columns = ['id', 'instance_id', 'domain', 'proof', 'checked_at', 'verified_at'] as const;
type Row = { id: string; instance_id: string; domain: string; proof: string; checked_at: Date | null; verified_at: Date | null };
const fromRow = (row: Row): OwnDomain => ({ id: row.id, instance: row.instance_id, domain: row.domain, proof: row.proof, checkedAt: row.checked_at ?? undefined, verifiedAt: row.verified_at ?? undefined });
const open = (tx: TenantTx) => rows<GatewayTables>(tx).selectFrom('gateway.own_domain').select(columns).where('tenant_id', '=', tx.tenant).where('ended_at', 'is', null);

/** Domains of an instance. */
export async function selectOwnDomains(tx: TenantTx, instance: string): Promise<OwnDomain[]> {
  return (await open(tx).where('instance_id', '=', instance).orderBy('domain').execute()).map(fromRow);
}

/** One domain of an instance; undefined when there is none. */
export async function findOwnDomain(tx: TenantTx, instance: string, id: string): Promise<OwnDomain | undefined> {
  const row = await open(tx).where('instance_id', '=', instance).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && fromRow(row);
}

/** Notes a claim; one that is there already stays. */
export async function insertOwnDomain(tx: TenantTx, claim: { instance: string; domain: string; proof: string; at: Date }): Promise<void> {
  await rows<GatewayTables>(tx).insertInto('gateway.own_domain').values({ tenant_id: tx.tenant, id: newId(), instance_id: claim.instance, domain: claim.domain, proof: claim.proof, created_at: claim.at }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** Notes a look at DNS. */
export async function noteCheck(tx: TenantTx, id: string, at: Date, isProven: boolean): Promise<void> {
  await rows<GatewayTables>(tx).updateTable('gateway.own_domain').set({ checked_at: at, ...(isProven ? { verified_at: at } : {}) }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Ends the use of a domain. */
export async function closeOwnDomain(tx: TenantTx, id: string, at: Date): Promise<void> {
  await rows<GatewayTables>(tx).updateTable('gateway.own_domain').set({ ended_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}
