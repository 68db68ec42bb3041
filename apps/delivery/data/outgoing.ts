import { rows, tenantId, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import type { Outgoing } from '../domain/outgoing.ts';
import type { OutgoingTables } from './outgoing-tables.ts';

const COLUMNS = [
  'application_id as application', 'destination_id as destination', 'remote_destination_id as remoteDestination', 'submission_id as submission', 'case_id as case', 'state', 'attachments', 'tries', 'kid', 'verdicts', 'problem',
  'announced_at as announcedAt', 'sent_at as sentAt', 'ended_at as endedAt', 'looks', 'next_look_at as nextLookAt',
] as const;

/** The submission of an application; undefined when none was announced. */
export async function findOutgoing(tx: TenantTx, application: string): Promise<Outgoing | undefined> {
  return rows<OutgoingTables>(tx).selectFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(COLUMNS).executeTakeFirst() as Promise<Outgoing | undefined>;
}

/** The same, held until the transaction ends. */
export async function findOutgoingForUpdate(tx: TenantTx, application: string): Promise<Outgoing | undefined> {
  return rows<OutgoingTables>(tx).selectFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', application).select(COLUMNS).forUpdate().executeTakeFirst() as Promise<Outgoing | undefined>;
}

/** Writes a submission that was announced, in place of one that came to its end without being taken. */
export async function insertOutgoing(tx: TenantTx, outgoing: Pick<Outgoing, 'application' | 'destination' | 'remoteDestination' | 'submission' | 'case' | 'attachments' | 'kid' | 'announcedAt'>): Promise<void> {
  await rows<OutgoingTables>(tx).deleteFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', outgoing.application).execute();
  await rows<OutgoingTables>(tx).insertInto('delivery.outgoing').values({
    tenant_id: tx.tenant, application_id: outgoing.application, destination_id: outgoing.destination, remote_destination_id: outgoing.remoteDestination, submission_id: outgoing.submission, case_id: outgoing.case, state: 'announced',
    attachments: JSON.stringify(outgoing.attachments), tries: '[]', kid: outgoing.kid, verdicts: null, problem: null, announced_at: outgoing.announcedAt, sent_at: null, ended_at: null, looks: 0, next_look_at: null,
  }).execute();
}

/** Saves what changes on the way. */
export async function saveOutgoing(tx: TenantTx, outgoing: Pick<Outgoing, 'application' | 'state' | 'tries' | 'verdicts' | 'problem' | 'sentAt' | 'endedAt' | 'looks' | 'nextLookAt'>): Promise<void> {
  await rows<OutgoingTables>(tx).updateTable('delivery.outgoing').set({
    state: outgoing.state, tries: JSON.stringify(outgoing.tries), verdicts: outgoing.verdicts === null ? null : JSON.stringify(outgoing.verdicts), problem: outgoing.problem, sent_at: outgoing.sentAt, ended_at: outgoing.endedAt, looks: outgoing.looks, next_look_at: outgoing.nextLookAt,
  }).where('tenant_id', '=', tx.tenant).where('application_id', '=', outgoing.application).execute();
}

/** Submissions of all authorities whose event log should have been read by then, the longest due first; behind the door across authorities. */
export async function selectOverdue(tx: Tx, before: Date, limit: number): Promise<{ readonly tenant: TenantId; readonly application: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant_id: string; application_id: string }>({
    name: 'delivery-outgoing-overdue', text: 'select tenant_id, application_id from delivery.outgoing where next_look_at < $1 order by next_look_at limit $2', values: [before, limit],
  });
  return found.map((row) => ({ tenant: tenantId(row.tenant_id), application: row.application_id }));
}

/** Removes every submission of the authority. */
export async function removeOutgoing(tx: TenantTx): Promise<void> {
  await rows<OutgoingTables>(tx).deleteFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).execute();
}
