import { rows, type TenantTx } from '@allmende/database';
import { cents } from '@allmende/money';
import type { Credential } from '../domain/credential.ts';
import type { BrokerTables } from './tables.ts';

/** Writes a credential with the hash of its secret. */
export async function insertCredential(tx: TenantTx, credential: Credential, secretHash: Buffer): Promise<void> {
  await rows<BrokerTables>(tx).insertInto('broker.credential').values({
    tenant_id: tx.tenant, id: credential.id, marketplace: credential.marketplace, name: credential.name, secret_sha256: secretHash, responsible: credential.responsible, everyday_up_to_cents: credential.everydayUpTo,
    basis: credential.basis, reason: credential.reason, created_at: credential.createdAt, last_used_at: null, revoked_at: null, revoked_by: null,
  }).execute();
}

/** One credential with the hash of its secret; undefined when there is none. */
export async function findCredential(tx: TenantTx, id: string): Promise<{ readonly credential: Credential; readonly secretHash: Buffer } | undefined> {
  const row = await rows<BrokerTables>(tx).selectFrom('broker.credential').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  return row && { credential: credentialOf(row), secretHash: row.secret_sha256 };
}

/** All credentials of the authority, the newest first; at most 500. */
export async function listCredentials(tx: TenantTx): Promise<Credential[]> {
  return (await rows<BrokerTables>(tx).selectFrom('broker.credential').selectAll().where('tenant_id', '=', tx.tenant).orderBy('created_at', 'desc').limit(500).execute()).map(credentialOf);
}

/** Notes that it was used. */
export async function touchCredential(tx: TenantTx, id: string, at: Date): Promise<void> {
  await rows<BrokerTables>(tx).updateTable('broker.credential').set({ last_used_at: at }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Ends a credential; false when there is none or it has ended. */
export async function endCredential(tx: TenantTx, id: string, by: { readonly at: Date; readonly account: string }): Promise<boolean> {
  const ended = await rows<BrokerTables>(tx).updateTable('broker.credential').set({ revoked_at: by.at, revoked_by: by.account }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('revoked_at', 'is', null).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

function credentialOf(row: BrokerTables['broker.credential']): Credential {
  return {
    id: row.id, marketplace: row.marketplace, name: row.name, responsible: row.responsible, everydayUpTo: cents(Number(row.everyday_up_to_cents)), basis: row.basis, reason: row.reason, createdAt: row.created_at,
    lastUsedAt: row.last_used_at, revokedAt: row.revoked_at,
  };
}
