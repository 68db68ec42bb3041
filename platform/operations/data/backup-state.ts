import type { Tx } from '@allmende/database';

/** When an instance got its newest backup that is still there; undefined while it has none. */
export type BackupState = { readonly tenant: string; readonly instance: string; readonly newestAt: Date | undefined };

/** Running instances of released packages and their newest backup; copies are not saved. Behind the door across authorities. */
export async function selectBackupStates(tx: Tx): Promise<BackupState[]> {
  const { rows } = await tx.client.query<{ tenant: string; instance: string; newest: Date | null }>({
    name: 'operations-backup-states',
    text: `select one.tenant_id as tenant, one.id as instance, (select max(made_at) from operations.archive where tenant_id = one.tenant_id and instance_id = one.id and erased_at is null) as newest
           from operations.instance as one where one.package_version is not null and one.wanted = 'running' and one.running_at is not null and one.copy_of is null and one.deleted_at is null`,
  });
  return rows.map((row) => ({ tenant: row.tenant, instance: row.instance, newestAt: row.newest ?? undefined }));
}
