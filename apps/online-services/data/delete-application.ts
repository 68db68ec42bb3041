import type { TenantTx } from '@allmende/database';

/** Removes an application with its reference, draft, noted documents and replies. The caller destroys the key and removes the files. */
export async function deleteApplication(tx: TenantTx, id: string): Promise<void> {
  await tx.client.query({ text: 'delete from online_services.reference_index where authority_id = $1 and application_id = $2', values: [tx.tenant, id] });
  for (const [table, column] of [['application_document', 'application_id'], ['application_reply', 'application_id'], ['application_step', 'application_id'], ['draft', 'application_id'], ['application', 'id']] as const) {
    await tx.client.query({ text: `delete from online_services.${table} where tenant_id = $1 and ${column} = $2`, values: [tx.tenant, id] });
  }
}
