import type { TenantTx } from '@allmende/database';

/** That the operator releases new versions for the authority, and since when. */
export type ReleaseDelegation = { readonly grantedAt: Date; readonly grantedBy: string | undefined };

/** The delegation in force; undefined when there is none. */
export async function findDelegation(tx: TenantTx, serviceId: string): Promise<ReleaseDelegation | undefined> {
  const { rows } = await tx.client.query<{ granted_at: Date; granted_by: string | null }>({
    text: 'select granted_at, granted_by from online_services.release_delegation where tenant_id = $1 and service_id = $2 and revoked_at is null', values: [tx.tenant, serviceId],
  });
  return rows[0] && { grantedAt: rows[0].granted_at, grantedBy: rows[0].granted_by ?? undefined };
}

/** Begins a delegation; false when one is in force. */
export async function grantDelegation(tx: TenantTx, serviceId: string, granted: { at: Date; by: string | undefined }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'insert into online_services.release_delegation (tenant_id, service_id, granted_at, granted_by) values ($1, $2, $3, $4) on conflict do nothing', values: [tx.tenant, serviceId, granted.at, granted.by ?? null],
  });
  return rowCount === 1;
}

/** Ends the delegation; false when there was none. */
export async function revokeDelegation(tx: TenantTx, serviceId: string, revoked: { at: Date; by: string | undefined }): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    text: 'update online_services.release_delegation set revoked_at = $3, revoked_by = $4 where tenant_id = $1 and service_id = $2 and revoked_at is null', values: [tx.tenant, serviceId, revoked.at, revoked.by ?? null],
  });
  return rowCount === 1;
}
