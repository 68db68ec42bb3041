import type { TenantTx } from '@allmende/database';

/** A state that the system which works on an application has reported. */
export type ApplicationStep = { readonly state: string; readonly at: Date };

/** Notes a step once. */
export async function insertStep(tx: TenantTx, application: string, step: ApplicationStep): Promise<void> {
  await tx.client.query({ name: 'online-services-insert-step', text: 'insert into online_services.application_step (tenant_id, application_id, state, at) values ($1, $2, $3, $4) on conflict do nothing', values: [tx.tenant, application, step.state, step.at] });
}

/** The steps of an application, oldest first. */
export async function listSteps(tx: TenantTx, application: string): Promise<ApplicationStep[]> {
  const { rows } = await tx.client.query<ApplicationStep>({ name: 'online-services-list-steps', text: 'select state, at from online_services.application_step where tenant_id = $1 and application_id = $2 order by at, state', values: [tx.tenant, application] });
  return rows;
}
