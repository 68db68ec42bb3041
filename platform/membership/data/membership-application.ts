import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { createDataKey, openDataKey, openJson, sealJson, type KeyStore } from '@allmende/secrets';
import type { PlainDate } from '@allmende/time';
import type { ApplicationState, Contact, MembershipApplication } from '../domain/membership-application.ts';
import type { MembershipTables } from './tables.ts';

/** Writes an application with its contact sealed; false when one of this authority waits. */
export async function insertApplication(tx: TenantTx, keys: KeyStore, application: { id: string; authority: string; receivedAt: Date; contact: Contact }): Promise<boolean> {
  const dataKey = await createDataKey(tx, keys);
  const written = await rows<MembershipTables>(tx).insertInto('membership.application').values({
    tenant_id: tx.tenant, id: application.id, authority: application.authority, state: 'waiting', received_at: application.receivedAt, data_key_id: dataKey.id,
    contact: sealJson(dataKey.key, application.contact, contextOf(tx, application.id)), decided_on: null, decided_by: null, reason: null,
  }).onConflict((on) => on.doNothing()).executeTakeFirst();
  return Number(written.numInsertedOrUpdatedRows ?? 0) === 1;
}

/** Applications in a state, the oldest first. */
export async function listApplications(tx: TenantTx, state: ApplicationState): Promise<MembershipApplication[]> {
  const found = await rows<MembershipTables>(tx).selectFrom('membership.application').selectAll().where('tenant_id', '=', tx.tenant).where('state', '=', state).orderBy('received_at').orderBy('id').limit(500).execute();
  return found.map(applicationOf);
}

/** One application, locked until the transaction ends; throws NotFound. */
export async function getApplicationForUpdate(tx: TenantTx, id: string): Promise<MembershipApplication> {
  const row = await rows<MembershipTables>(tx).selectFrom('membership.application').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return applicationOf(row);
}

/** One application with its opened contact; throws NotFound. */
export async function getApplicationWithContact(tx: TenantTx, keys: KeyStore, id: string): Promise<MembershipApplication & { contact: Contact }> {
  const row = await rows<MembershipTables>(tx).selectFrom('membership.application').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFound();
  const dataKey = await openDataKey(tx, keys, row.data_key_id);
  return { ...applicationOf(row), contact: openJson<Contact>(dataKey.key, row.contact, contextOf(tx, id)) };
}

/** Writes the decision. */
export async function saveDecision(tx: TenantTx, id: string, decision: { state: 'admitted' | 'refused'; decidedOn: PlainDate; decidedBy: string | null; reason: string }): Promise<void> {
  await rows<MembershipTables>(tx).updateTable('membership.application').set({ state: decision.state, decided_on: decision.decidedOn, decided_by: decision.decidedBy, reason: decision.reason })
    .where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

function contextOf(tx: TenantTx, id: string): string {
  return `membership-application:${tx.tenant}:${id}`;
}

function applicationOf(row: MembershipTables['membership.application']): MembershipApplication {
  return { id: row.id, authority: row.authority, state: row.state, receivedAt: row.received_at, decidedOn: row.decided_on, reason: row.reason };
}
