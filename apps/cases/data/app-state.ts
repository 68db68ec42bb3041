import { rows, type TenantTx, type Tx } from '@allmende/database';
import type { CasesTables } from './tables.ts';

export type AppState = 'running' | 'suspended';

/** Whether the authority runs the app; undefined when it never ordered it or gave it back. */
export async function findAppState(tx: TenantTx): Promise<AppState | undefined> {
  const { rows: found } = await tx.client.query<{ state: AppState }>({ name: 'cases-app-state', text: 'select state from cases.app_state where tenant_id = $1', values: [tx.tenant] });
  return found[0]?.state;
}

/** Which authorities have the app, and how it is for them; behind the door across authorities. */
export async function listAppStates(tx: Tx): Promise<{ readonly tenant: string; readonly state: AppState }[]> {
  const { rows: found } = await tx.client.query<{ tenant: string; state: AppState }>({ name: 'cases-app-states', text: 'select tenant_id as tenant, state from cases.app_state' });
  return found;
}

export async function saveAppState(tx: TenantTx, state: AppState, since: Date): Promise<void> {
  await rows<CasesTables>(tx).insertInto('cases.app_state').values({ tenant_id: tx.tenant, state, since })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ state, since })).execute();
}

/** The keys of all cases of the authority. */
export async function listDataKeys(tx: TenantTx): Promise<string[]> {
  const found = await rows<CasesTables>(tx).selectFrom('cases.case_file').where('tenant_id', '=', tx.tenant).select('data_key_id').execute();
  return found.map((row) => row.data_key_id);
}

/** Removes every row of the authority. The keys must be destroyed before. */
export async function removeTenantRows(tx: TenantTx): Promise<void> {
  for (const table of ['cases.bulk_run', 'cases.case_action', 'cases.notice', 'cases.case_file', 'cases.text_block', 'cases.retention_rule', 'cases.print_batch', 'cases.statement_request', 'cases.deleted_case', 'cases.app_state'] as const) {
    await rows<CasesTables>(tx).deleteFrom(table).where('tenant_id', '=', tx.tenant).execute();
  }
}
