import { rows, tenantId, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import type { GatewayTables } from './tables.ts';

/** A certificate as it is kept. */
export type KeptCertificate = { readonly domain: string; readonly sealedKey: Buffer; readonly chain: string; readonly notAfter: Date };

/** How far the certificate of a domain is. */
export type CertificateState = { readonly domain: string; readonly notAfter: Date | undefined; readonly problem: string | undefined };

/** How a certificate is, for whoever watches; `failures` counts orders in a row that failed. */
export type CertificateHealth = { readonly tenant: TenantId; readonly domain: string; readonly notAfter: Date | undefined; readonly failures: number };

/** Asks for a certificate at the next turn. */
export async function wantCertificate(tx: TenantTx, domain: string, at: Date): Promise<void> {
  await rows<GatewayTables>(tx).insertInto('gateway.certificate').values({ tenant_id: tx.tenant, domain, next_try_at: at }).onConflict((conflict) => conflict.columns(['tenant_id', 'domain']).doUpdateSet({ next_try_at: at, failures: 0, problem: null })).execute();
}

/** Keeps a new certificate. */
export async function saveCertificate(tx: TenantTx, kept: KeptCertificate & { nextTryAt: Date }): Promise<void> {
  await rows<GatewayTables>(tx).updateTable('gateway.certificate').set({ sealed_key: kept.sealedKey, chain: kept.chain, not_after: kept.notAfter, next_try_at: kept.nextTryAt, failures: 0, problem: null })
    .where('tenant_id', '=', tx.tenant).where('domain', '=', kept.domain).execute();
}

/** Notes a failed try. */
export async function saveFailure(tx: TenantTx, domain: string, problem: string, nextTryAt: (failures: number) => Date): Promise<void> {
  const row = await rows<GatewayTables>(tx).selectFrom('gateway.certificate').select('failures').where('tenant_id', '=', tx.tenant).where('domain', '=', domain).forUpdate().executeTakeFirst();
  const failures = (row?.failures ?? 0) + 1;
  await rows<GatewayTables>(tx).updateTable('gateway.certificate').set({ failures, problem, next_try_at: nextTryAt(failures) }).where('tenant_id', '=', tx.tenant).where('domain', '=', domain).execute();
}

/** Gives a domain's certificate up, with its key. */
export async function deleteCertificate(tx: TenantTx, domain: string): Promise<void> {
  await rows<GatewayTables>(tx).deleteFrom('gateway.certificate').where('tenant_id', '=', tx.tenant).where('domain', '=', domain).execute();
}

/** How far the certificates of an authority are. */
export async function selectCertificateStates(tx: TenantTx): Promise<CertificateState[]> {
  const found = await rows<GatewayTables>(tx).selectFrom('gateway.certificate').select(['domain', 'not_after', 'problem']).where('tenant_id', '=', tx.tenant).execute();
  return found.map((row) => ({ domain: row.domain, notAfter: row.not_after ?? undefined, problem: row.problem ?? undefined }));
}

/** How far the certificates of all authorities are; behind the door across authorities. */
export async function selectCertificateHealth(tx: Tx): Promise<CertificateHealth[]> {
  const found = await rows<GatewayTables>(tx).selectFrom('gateway.certificate').select(['tenant_id', 'domain', 'not_after', 'failures']).execute();
  return found.map((row) => ({ tenant: tenantId(row.tenant_id), domain: row.domain, notAfter: row.not_after ?? undefined, failures: row.failures }));
}

/** All certificates that exist; behind the door across authorities. */
export async function selectCertificates(tx: Tx): Promise<KeptCertificate[]> {
  const found = await rows<GatewayTables>(tx).selectFrom('gateway.certificate').select(['domain', 'sealed_key', 'chain', 'not_after']).execute();
  return found.flatMap((row) => (row.sealed_key && row.chain && row.not_after ? [{ domain: row.domain, sealedKey: row.sealed_key, chain: row.chain, notAfter: row.not_after }] : []));
}

/** Domains whose certificate is due; behind the door across authorities. */
export async function selectDueCertificates(tx: Tx, now: Date): Promise<{ tenant: TenantId; domain: string }[]> {
  const found = await rows<GatewayTables>(tx).selectFrom('gateway.certificate').select(['tenant_id', 'domain']).where('next_try_at', '<=', now).orderBy('next_try_at').limit(50).execute();
  return found.map((row) => ({ tenant: tenantId(row.tenant_id), domain: row.domain }));
}
