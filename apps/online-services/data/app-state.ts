import type { TenantTx, Tx } from '@allmende/database';

export type AppState = 'running' | 'suspended';

/** Whether the authority runs the app; undefined when it never ordered it or gave it back. */
export async function findAppState(tx: TenantTx): Promise<AppState | undefined> {
  const { rows } = await tx.client.query<{ state: AppState }>({ name: 'online-services-app-state', text: 'select state from online_services.app_state where tenant_id = $1', values: [tx.tenant] });
  return rows[0]?.state;
}

/** Which authorities have the app, and how it is for them; behind the door across authorities. */
export async function listAppStates(tx: Tx): Promise<{ readonly tenant: string; readonly state: AppState }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; state: AppState }>({ name: 'online-services-app-states', text: 'select tenant_id as tenant, state from online_services.app_state' });
  return found;
}

export async function saveAppState(tx: TenantTx, state: AppState, since: Date): Promise<void> {
  await tx.client.query({
    text: 'insert into online_services.app_state (tenant_id, state, since) values ($1, $2, $3) on conflict (tenant_id) do update set state = excluded.state, since = excluded.since where app_state.state <> excluded.state',
    values: [tx.tenant, state, since],
  });
}

/** Removes every row of the authority. The keys must be destroyed before. */
export async function removeTenantRows(tx: TenantTx): Promise<void> {
  await tx.client.query({ text: 'delete from online_services.reference_index where authority_id = $1', values: [tx.tenant] });
  for (const table of ['application_document', 'application_reply', 'application_step', 'evidence', 'draft', 'application', 'release', 'release_delegation', 'service', 'overlay', 'app_state']) {
    await tx.client.query({ text: `delete from online_services.${table} where tenant_id = $1`, values: [tx.tenant] });
  }
}

/** The keys of all drafts and applications of the authority. */
export async function listDataKeys(tx: TenantTx): Promise<string[]> {
  const { rows } = await tx.client.query<{ id: string }>({
    text: 'select data_key_id as id from online_services.draft where tenant_id = $1 union select data_key_id from online_services.application where tenant_id = $1', values: [tx.tenant],
  });
  return rows.map(({ id }) => id);
}
