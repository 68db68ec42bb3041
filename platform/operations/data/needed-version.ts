import type { Tx } from '@allmende/database';

/** A version of an app that something of this installation names. */
export type NeededVersion = { readonly app: string; readonly version: string };

/** Versions that an instance which is not deleted runs, shall run or may go back to, that a backup which is there was made with, or that an open rollout brings; over all authorities. */
export async function selectNeededVersions(tx: Tx): Promise<readonly NeededVersion[]> {
  const { rows } = await tx.client.query<NeededVersion>({
    name: 'operations-needed-versions',
    text: `
      select distinct app, version from (
        select app, package_version as version from operations.instance where deleted_at is null
        union all select app, candidate ->> 'packageVersion' from operations.instance where deleted_at is null
        union all select app, candidate #>> '{previous,packageVersion}' from operations.instance where deleted_at is null
        union all select instance.app, archive.package_version from operations.archive join operations.instance on instance.tenant_id = archive.tenant_id and instance.id = archive.instance_id where archive.erased_at is null
        union all select app, version from operations.rollout where ended_at is null
      ) needed where version is not null order by app, version`,
  });
  return rows;
}
