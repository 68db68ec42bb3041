import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { SingleSignOnTables } from './tables.ts';

/** What the provider keeps, sealed. */
export type Artefact = { readonly sealed: Buffer; readonly consumedAt: Date | undefined; readonly platformSession: string | undefined };

type Key = { readonly kind: string; readonly idHash: Buffer };

const columns = ['sealed', 'consumed_at as consumedAt', 'platform_session_id as platformSession'] as const;

/** An artefact by its id; undefined for unknown and expired ones. */
export async function findArtefact(tx: TenantTx, { kind, idHash }: Key, now: Date): Promise<Artefact | undefined> {
  const row = await living(tx, kind, now).where('id_hash', '=', idHash).select(columns).executeTakeFirst();
  return row && { sealed: row.sealed, consumedAt: row.consumedAt ?? undefined, platformSession: row.platformSession ?? undefined };
}

/** A session of the provider by the id that its tokens name. */
export async function findArtefactByUid(tx: TenantTx, kind: string, uidHash: Buffer, now: Date): Promise<(Artefact & { readonly idHash: Buffer }) | undefined> {
  const row = await living(tx, kind, now).where('uid_hash', '=', uidHash).select([...columns, 'id_hash as idHash']).executeTakeFirst();
  return row && { sealed: row.sealed, consumedAt: row.consumedAt ?? undefined, platformSession: row.platformSession ?? undefined, idHash: row.idHash };
}

/** Writes an artefact in place of what was there; that it was used stays. */
export async function saveArtefact(tx: TenantTx, one: Key & { readonly sealed: Buffer; readonly grantHash: Buffer | undefined; readonly uidHash: Buffer | undefined; readonly platformSession: string | undefined; readonly expiresAt: Date }): Promise<void> {
  const values = { sealed: one.sealed, grant_hash: one.grantHash ?? null, uid_hash: one.uidHash ?? null, platform_session_id: one.platformSession ?? null, expires_at: one.expiresAt };
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.artefact').values({ tenant_id: tx.tenant, kind: one.kind, id_hash: one.idHash, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'kind', 'id_hash']).doUpdateSet(values)).execute();
}

/** Notes that it was used; false when somebody was faster or it is gone. */
export async function consumeArtefact(tx: TenantTx, { kind, idHash }: Key, at: Date): Promise<boolean> {
  const used = await rows<SingleSignOnTables>(tx).updateTable('single_sign_on.artefact').set({ consumed_at: at }).where('tenant_id', '=', tx.tenant).where('kind', '=', kind).where('id_hash', '=', idHash).where('consumed_at', 'is', null).executeTakeFirst();
  return used.numUpdatedRows === 1n;
}

/** Deletes one. */
export async function deleteArtefact(tx: TenantTx, { kind, idHash }: Key): Promise<void> {
  await rows<SingleSignOnTables>(tx).deleteFrom('single_sign_on.artefact').where('tenant_id', '=', tx.tenant).where('kind', '=', kind).where('id_hash', '=', idHash).execute();
}

/** Deletes everything that came of a grant: codes, tokens, the grant itself. */
export async function deleteArtefactsOfGrant(tx: TenantTx, grantHash: Buffer): Promise<void> {
  await rows<SingleSignOnTables>(tx).deleteFrom('single_sign_on.artefact').where('tenant_id', '=', tx.tenant).where('grant_hash', '=', grantHash).execute();
}

/** Deletes what has expired, for all authorities; behind the door across authorities. */
export async function deleteExpiredArtefacts(tx: Tx, now: Date): Promise<void> {
  await rows<SingleSignOnTables>(tx).deleteFrom('single_sign_on.artefact').where('expires_at', '<', now).execute();
}

function living(tx: TenantTx, kind: string, now: Date) {
  return rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.artefact').where('tenant_id', '=', tx.tenant).where('kind', '=', kind).where('expires_at', '>', now);
}
