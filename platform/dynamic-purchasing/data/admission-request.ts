import type { TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { createDataKey, openDataKey, openJson, sealJson, type KeyStore } from '@allmende/secrets';
import type { PlainDate } from '@allmende/time';
import type { AdmissionRequest, RequestTexts } from '../domain/admission-request.ts';

type Row = { id: string; system: string; category: string; bidder: string; received_at: Date; decide_until: PlainDate; extended_because: string | null; state: AdmissionRequest['state']; decided_at: Date | null; decided_by: string | null; data_key_id: string; texts: Buffer };

const context = (id: string) => `dynamic_purchasing.admission_request:${id}`;

/** Writes a request with its texts under a key of its own; false when one is open or was granted. */
export async function insertRequest(tx: TenantTx, keys: KeyStore, request: AdmissionRequest, texts: RequestTexts): Promise<boolean> {
  const key = await createDataKey(tx, keys);
  const done = await tx.client.query(
    `insert into dynamic_purchasing.admission_request (tenant_id, id, system, category, bidder, received_at, decide_until, state, data_key_id, texts) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (tenant_id, category, bidder) where state in ('open', 'admitted') do nothing`,
    [tx.tenant, request.id, request.system, request.category, request.bidder, request.receivedAt, request.decideUntil, request.state, key.id, sealJson(key.key, texts, context(request.id))],
  );
  return (done.rowCount ?? 0) > 0;
}

/** Requests of a system, those that wait longest first; at most 500. */
export async function listRequests(tx: TenantTx, keys: KeyStore, system: string): Promise<(AdmissionRequest & RequestTexts)[]> {
  const { rows } = await tx.client.query<Row>("select * from dynamic_purchasing.admission_request where tenant_id = $1 and system = $2 order by (state = 'open') desc, received_at, id limit 500", [tx.tenant, system]);
  return openAll(tx, keys, rows);
}

/** The requests of one enterprise, the newest first. */
export async function listRequestsOfBidder(tx: TenantTx, keys: KeyStore, bidder: string): Promise<(AdmissionRequest & RequestTexts)[]> {
  const { rows } = await tx.client.query<Row>('select * from dynamic_purchasing.admission_request where tenant_id = $1 and bidder = $2 order by received_at desc, id limit 200', [tx.tenant, bidder]);
  return openAll(tx, keys, rows);
}

/** One request, locked until the transaction ends; throws NotFound. */
export async function getRequestForUpdate(tx: TenantTx, keys: KeyStore, id: string): Promise<AdmissionRequest & RequestTexts> {
  const { rows: [row] } = await tx.client.query<Row>('select * from dynamic_purchasing.admission_request where tenant_id = $1 and id = $2 for update', [tx.tenant, id]);
  if (row === undefined) throw new NotFound();
  return opened(tx, keys, row);
}

/** Saves what was decided or extended. */
export async function saveRequest(tx: TenantTx, keys: KeyStore, request: AdmissionRequest & RequestTexts): Promise<void> {
  const { rows: [row] } = await tx.client.query<{ data_key_id: string }>('select data_key_id from dynamic_purchasing.admission_request where tenant_id = $1 and id = $2', [tx.tenant, request.id]);
  const key = await openDataKey(tx, keys, row?.data_key_id ?? '');
  await tx.client.query(
    'update dynamic_purchasing.admission_request set decide_until = $3, extended_because = $4, state = $5, decided_at = $6, decided_by = $7, texts = $8 where tenant_id = $1 and id = $2',
    [tx.tenant, request.id, request.decideUntil, request.extendedBecause, request.state, request.decidedAt, request.decidedBy, sealJson(key.key, { statement: request.statement, reason: request.reason }, context(request.id))],
  );
}

// One after the other: a transaction has one connection.
async function openAll(tx: TenantTx, keys: KeyStore, rows: readonly Row[]): Promise<(AdmissionRequest & RequestTexts)[]> {
  const found: (AdmissionRequest & RequestTexts)[] = [];
  for (const row of rows) found.push(await opened(tx, keys, row));
  return found;
}

async function opened(tx: TenantTx, keys: KeyStore, row: Row): Promise<AdmissionRequest & RequestTexts> {
  const { key } = await openDataKey(tx, keys, row.data_key_id);
  return {
    id: row.id, system: row.system, category: row.category, bidder: row.bidder, receivedAt: row.received_at, decideUntil: row.decide_until, extendedBecause: row.extended_because, state: row.state, decidedAt: row.decided_at,
    decidedBy: row.decided_by, ...(openJson(key, row.texts, context(row.id)) as RequestTexts),
  };
}
