import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { Trial } from '../domain/trial.ts';
import type { DeliveryTables } from './tables.ts';

const COLUMNS = ['id', 'service', 'target', 'destination_id as destination', 'cause', 'state', 'problem', 'started_at as startedAt', 'ended_at as endedAt', 'milliseconds'] as const;

export async function insertTrial(tx: TenantTx, trial: Pick<Trial, 'id' | 'service' | 'target' | 'destination' | 'cause' | 'startedAt'>): Promise<void> {
  await rows<DeliveryTables>(tx).insertInto('delivery.trial').values({
    tenant_id: tx.tenant, id: trial.id, service: trial.service, target: trial.target, destination_id: trial.destination, cause: trial.cause, state: 'running', problem: null, started_at: trial.startedAt, ended_at: null, milliseconds: null,
  }).execute();
}

/** Notes how a trial ended; one that has ended stays as it is. */
export async function endTrial(tx: TenantTx, id: string, end: Pick<Trial, 'state' | 'problem' | 'milliseconds'> & { readonly at: Date }): Promise<void> {
  await rows<DeliveryTables>(tx).updateTable('delivery.trial').set({ state: end.state, problem: end.problem, ended_at: end.at, milliseconds: end.milliseconds }).where('tenant_id', '=', tx.tenant).where('id', '=', id).where('state', '=', 'running').execute();
}

export async function findTrial(tx: TenantTx, id: string): Promise<Trial | undefined> {
  return rows<DeliveryTables>(tx).selectFrom('delivery.trial').where('tenant_id', '=', tx.tenant).where('id', '=', id).select(COLUMNS).executeTakeFirst();
}

/** Whether a service was ever tried. */
export async function wasTried(tx: TenantTx, service: string): Promise<boolean> {
  return (await rows<DeliveryTables>(tx).selectFrom('delivery.trial').where('tenant_id', '=', tx.tenant).where('service', '=', service).select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** The last trial of each service. */
export async function listLastTrials(tx: TenantTx): Promise<ReadonlyMap<string, Trial>> {
  const found = await rows<DeliveryTables>(tx).selectFrom('delivery.trial').where('tenant_id', '=', tx.tenant).select(COLUMNS).distinctOn('service').orderBy('service').orderBy('started_at', 'desc').orderBy('id', 'desc').execute();
  return new Map(found.map((trial) => [trial.service, trial]));
}

/** Removes trials that began before a moment. */
export async function removeTrialsBefore(tx: TenantTx, before: Date): Promise<void> {
  await rows<DeliveryTables>(tx).deleteFrom('delivery.trial').where('tenant_id', '=', tx.tenant).where('started_at', '<', before).execute();
}

/** Services whose last trial did not arrive, of all authorities; one that begun after `openSince` and has no answer yet is left out. Behind the door across authorities. */
export async function selectFailedTrials(tx: Tx, openSince: Date): Promise<{ tenant: string; service: string }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; service: string }>(
    `select tenant, service from (
       select distinct on (tenant_id, service) tenant_id as tenant, service, state from delivery.trial where state <> 'running' or started_at < $1 order by tenant_id, service, started_at desc, id desc
     ) as last where state in ('failed', 'running') order by tenant, service limit 10000`, [openSince],
  );
  return found;
}
