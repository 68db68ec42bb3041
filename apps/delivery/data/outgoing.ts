import { rows, tenantId, type Database, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import { NO_VERDICT, type Outgoing } from '../domain/outgoing.ts';
import type { OutgoingTables } from './outgoing-tables.ts';

const COLUMNS = [
  'application_id as id', 'follows_id as follows', 'destination_id as destination', 'remote_destination_id as remoteDestination', 'submission_id as submission', 'case_id as case', 'state', 'attachments', 'tries', 'kid', 'verdicts', 'problem',
  'announced_at as announcedAt', 'sent_at as sentAt', 'ended_at as endedAt', 'looks', 'next_look_at as nextLookAt',
] as const;

/** The submission of an application, or of evidence that follows one; undefined when none was announced. */
export async function findOutgoing(tx: TenantTx, id: string): Promise<Outgoing | undefined> {
  return rows<OutgoingTables>(tx).selectFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', id).select(COLUMNS).executeTakeFirst() as Promise<Outgoing | undefined>;
}

/** The same in the fast lane. */
export async function readOutgoing(database: Pick<Database, 'readInTenant'>, tenant: TenantId, id: string): Promise<Outgoing | undefined> {
  const [row] = await database.readInTenant<Outgoing>(tenant, {
    name: 'delivery-outgoing',
    text: `select application_id as id, follows_id as follows, destination_id as destination, remote_destination_id as "remoteDestination", submission_id as submission, case_id as case, state, attachments, tries, kid, verdicts, problem,
             announced_at as "announcedAt", sent_at as "sentAt", ended_at as "endedAt", looks, next_look_at as "nextLookAt"
           from delivery.outgoing where tenant_id = $1 and application_id = $2`,
    values: [tenant, id],
  });
  return row;
}

/** The same, held until the transaction ends. */
export async function findOutgoingForUpdate(tx: TenantTx, id: string): Promise<Outgoing | undefined> {
  return rows<OutgoingTables>(tx).selectFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', id).select(COLUMNS).forUpdate().executeTakeFirst() as Promise<Outgoing | undefined>;
}

/** Writes a submission that was announced, in place of the one that the caller holds and that came to its end without being taken. Where somebody else has written one meanwhile, theirs stays and nothing is returned. */
export async function insertOutgoing(tx: TenantTx, outgoing: Pick<Outgoing, 'id' | 'follows' | 'destination' | 'remoteDestination' | 'submission' | 'case' | 'attachments' | 'kid' | 'announcedAt'>, replaced?: string): Promise<Outgoing | undefined> {
  if (replaced !== undefined) await rows<OutgoingTables>(tx).deleteFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', outgoing.id).where('submission_id', '=', replaced).execute();
  return rows<OutgoingTables>(tx).insertInto('delivery.outgoing').values({
    tenant_id: tx.tenant, application_id: outgoing.id, follows_id: outgoing.follows, destination_id: outgoing.destination, remote_destination_id: outgoing.remoteDestination, submission_id: outgoing.submission, case_id: outgoing.case, state: 'announced',
    attachments: JSON.stringify(outgoing.attachments), tries: '[]', kid: outgoing.kid, verdicts: null, problem: null, announced_at: outgoing.announcedAt, sent_at: null, ended_at: null, looks: 0, next_look_at: null,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'application_id']).doNothing()).returning(COLUMNS).executeTakeFirst() as Promise<Outgoing | undefined>;
}

/** Saves what changes on the way. */
export async function saveOutgoing(tx: TenantTx, outgoing: Pick<Outgoing, 'id' | 'state' | 'tries' | 'verdicts' | 'problem' | 'sentAt' | 'endedAt' | 'looks' | 'nextLookAt'>): Promise<void> {
  await rows<OutgoingTables>(tx).updateTable('delivery.outgoing').set({
    state: outgoing.state, tries: JSON.stringify(outgoing.tries), verdicts: outgoing.verdicts === null ? null : JSON.stringify(outgoing.verdicts), problem: outgoing.problem, sent_at: outgoing.sentAt, ended_at: outgoing.endedAt, looks: outgoing.looks, next_look_at: outgoing.nextLookAt,
  }).where('tenant_id', '=', tx.tenant).where('application_id', '=', outgoing.id).execute();
}

/** Submissions of all authorities whose event log should have been read by then, the longest due first; behind the door across authorities. */
export async function selectOverdue(tx: Tx, before: Date, limit: number): Promise<{ readonly tenant: TenantId; readonly application: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant_id: string; application_id: string }>({
    name: 'delivery-outgoing-overdue', text: 'select tenant_id, application_id from delivery.outgoing where next_look_at < $1 order by next_look_at limit $2', values: [before, limit],
  });
  return found.map((row) => ({ tenant: tenantId(row.tenant_id), application: row.application_id }));
}

/** Late evidence that its receiver refused, or never answered, of one application, or of all with the parcel of each, newest first. */
export async function listRefusedEvidence(tx: TenantTx, of: { readonly application?: string; readonly limit: number }): Promise<{ readonly id: string; readonly parcel: string }[]> {
  const { rows: found } = await tx.client.query<{ id: string; parcel: string }>({
    name: 'delivery-refused-evidence',
    text: `select o.application_id as id, p.id as parcel from delivery.outgoing o join delivery.parcel p on p.tenant_id = o.tenant_id and p.application_id = o.follows_id
           where o.tenant_id = $1 and o.follows_id is not null and o.state in ('rejected', 'lost') and (o.state = 'rejected' or o.problem = $2) and ($3::uuid is null or o.follows_id = $3) order by o.announced_at desc, o.application_id limit $4`,
    values: [tx.tenant, NO_VERDICT, of.application ?? null, of.limit],
  });
  return found;
}

/** Forgets one submission, so that the next try announces a new one. */
export async function forgetOutgoing(tx: TenantTx, id: string): Promise<void> {
  await rows<OutgoingTables>(tx).deleteFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).where('application_id', '=', id).execute();
}

/** Removes every submission of the authority. */
export async function removeOutgoing(tx: TenantTx): Promise<void> {
  await rows<OutgoingTables>(tx).deleteFrom('delivery.outgoing').where('tenant_id', '=', tx.tenant).execute();
}
