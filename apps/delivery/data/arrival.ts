import { rows, type TenantTx } from '@allmende/database';
import type { Problem } from '@allmende/fit-connect';
import type { Arrival, ArrivalState } from '../domain/arrival.ts';
import type { ReceptionTables } from './reception-tables.ts';

const COLUMNS = ['id', 'reception_id as reception', 'case_id as caseId', 'state', 'service', 'attempts', 'problem', 'receipt', 'rejection', 'heard_at as heardAt', 'ended_at as endedAt'] as const;

/** An arrival with what lies sealed beside it, once it is a case. */
export type StoredArrival = Arrival & { readonly dataKeyId: string | null; readonly sealed: Buffer | null };

/** Notes a submission that waits at the delivery service; false when it is known. */
export async function insertArrival(tx: TenantTx, arrival: { readonly id: string; readonly reception: string; readonly caseId: string; readonly at: Date }): Promise<boolean> {
  const made = await rows<ReceptionTables>(tx).insertInto('delivery.arrival').values({
    tenant_id: tx.tenant, id: arrival.id, reception_id: arrival.reception, case_id: arrival.caseId, state: 'waiting', service: null, attempts: 0, problem: null, receipt: null, rejection: null, data_key_id: null, sealed: null, heard_at: arrival.at, ended_at: null,
  }).onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing()).returning('id').executeTakeFirst();
  return made !== undefined;
}

export async function findArrival(tx: TenantTx, id: string, options: { readonly forUpdate?: boolean } = {}): Promise<StoredArrival | undefined> {
  const query = rows<ReceptionTables>(tx).selectFrom('delivery.arrival').where('tenant_id', '=', tx.tenant).where('id', '=', id).select([...COLUMNS, 'data_key_id as dataKeyId', 'sealed']);
  const found = await (options.forUpdate ? query.forUpdate() : query).executeTakeFirst();
  return found && { ...found, rejection: found.rejection as Arrival['rejection'] };
}

/** The arrival with which a case at a reception began and which became a file here; undefined where there is none but this one. */
export async function findFirstArrivalOfCase(tx: TenantTx, of: { readonly id: string; readonly reception: string; readonly caseId: string }): Promise<StoredArrival | undefined> {
  const found = await rows<ReceptionTables>(tx).selectFrom('delivery.arrival').where('tenant_id', '=', tx.tenant).where('case_id', '=', of.caseId).where('reception_id', '=', of.reception).where('id', '<>', of.id).where('state', 'in', ['taken', 'accepted'])
    .select([...COLUMNS, 'data_key_id as dataKeyId', 'sealed']).orderBy('heard_at').orderBy('id').limit(1).executeTakeFirst();
  return found && { ...found, rejection: found.rejection as Arrival['rejection'] };
}

export type ArrivalChange = {
  readonly state: ArrivalState; readonly service?: string; readonly attempts?: number; readonly problem?: string | null; readonly receipt?: string; readonly rejection?: readonly Problem[]; readonly dataKeyId?: string; readonly sealed?: Buffer; readonly endedAt?: Date;
};

/** Notes what became of an arrival. */
export async function saveArrival(tx: TenantTx, id: string, change: ArrivalChange): Promise<void> {
  const { state, service, attempts, problem, receipt, rejection, dataKeyId, sealed, endedAt } = change;
  await rows<ReceptionTables>(tx).updateTable('delivery.arrival').set({
    state, ...(service === undefined ? {} : { service }), ...(attempts === undefined ? {} : { attempts }), ...(problem === undefined ? {} : { problem }), ...(receipt === undefined ? {} : { receipt }), ...(rejection === undefined ? {} : { rejection: JSON.stringify(rejection) as never }),
    ...(dataKeyId === undefined ? {} : { data_key_id: dataKeyId }), ...(sealed === undefined ? {} : { sealed }), ...(endedAt === undefined ? {} : { ended_at: endedAt }),
  }).where('tenant_id', '=', tx.tenant).where('id', '=', id).execute();
}

/** Arrivals that somebody still has to work on, oldest first. */
export async function listOpenArrivals(tx: TenantTx, reception: string, limit: number): Promise<string[]> {
  const found = await rows<ReceptionTables>(tx).selectFrom('delivery.arrival').where('tenant_id', '=', tx.tenant).where('reception_id', '=', reception).where('state', 'in', ['waiting', 'taken']).select('id').orderBy('heard_at').orderBy('id').limit(limit).execute();
  return found.map(({ id }) => id);
}

/** The newest arrivals of the authority. */
export async function listArrivals(tx: TenantTx, limit: number): Promise<Arrival[]> {
  const found = await rows<ReceptionTables>(tx).selectFrom('delivery.arrival').where('tenant_id', '=', tx.tenant).select(COLUMNS).orderBy('heard_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return found.map((row) => ({ ...row, rejection: row.rejection as Arrival['rejection'] }));
}

/** How many arrivals are in each state. */
export async function countArrivals(tx: TenantTx): Promise<Readonly<Partial<Record<ArrivalState, number>>>> {
  const found = await rows<ReceptionTables>(tx).selectFrom('delivery.arrival').where('tenant_id', '=', tx.tenant).groupBy('state').select((select) => ['state', select.fn.countAll<number>().as('count')]).execute();
  return Object.fromEntries(found.map(({ state, count }) => [state, Number(count)]));
}
