import type { Tx } from '@allmende/database';

/** When an instance got its newest backup that is still there; undefined while it has none. */
export type BackupState = { readonly tenant: string; readonly instance: string; readonly newestAt: Date | undefined };

/** Running instances of released packages for longer, without a backup that was made since; copies are not saved. Behind the door across authorities. */
export async function selectBackupStates(tx: Tx, since: Date): Promise<BackupState[]> {
  const { rows } = await tx.client.query<{ tenant: string; instance: string; newest: Date | null }>({
    name: 'operations-backup-states',
    text: `select one.tenant_id as tenant, one.id as instance, made.newest
           from operations.instance as one
           left join (select tenant_id, instance_id, max(made_at) as newest from operations.archive where erased_at is null group by tenant_id, instance_id) as made on made.tenant_id = one.tenant_id and made.instance_id = one.id
           where (made.newest is null or made.newest < $1) and one.package_version is not null and one.wanted = 'running' and one.running_at < $1 and one.copy_of is null and one.deleted_at is null`,
    values: [since],
  });
  return rows.map((row) => ({ tenant: row.tenant, instance: row.instance, newestAt: row.newest ?? undefined }));
}
