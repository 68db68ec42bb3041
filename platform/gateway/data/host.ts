import { rows, tenantId, type TenantId, type Tx } from '@allmende/database';
import type { GatewayTables } from './tables.ts';

/** A name and what answers under it. */
export type HostRow = { readonly name: string; readonly kind: 'label' | 'own'; readonly tenant: TenantId; readonly instance: string };

const columns = ['name', 'kind', 'authority_id', 'instance_id'] as const;
type Row = { name: string; kind: 'label' | 'own'; authority_id: string; instance_id: string };
const fromRow = (row: Row): HostRow => ({ name: row.name, kind: row.kind, tenant: tenantId(row.authority_id), instance: row.instance_id });

/** What answers under a name; undefined when nothing ever did. */
export async function findHost(tx: Tx, name: string): Promise<HostRow | undefined> {
  const row = await rows<GatewayTables>(tx).selectFrom('gateway.host').select(columns).where('name', '=', name).executeTakeFirst();
  return row && fromRow(row);
}

/** All names of an instance, its label first. */
export async function hostsOfInstance(tx: Tx, instance: string): Promise<HostRow[]> {
  const found = await rows<GatewayTables>(tx).selectFrom('gateway.host').select(columns).where('instance_id', '=', instance).orderBy('kind').orderBy('name').execute();
  return found.map(fromRow);
}

/** A mark that is another one whenever `selectHosts` would answer otherwise. */
export async function markOfHosts(tx: Tx): Promise<string> {
  const { rows: found } = await tx.client.query<{ mark: string }>({ name: 'gateway-mark-of-hosts', text: `select count(*) || ':' || coalesce(sum(hashtextextended(name || instance_id, 0)::numeric), 0) as mark from gateway.host` });
  return found[0]?.mark ?? '';
}

/** All names. */
export async function selectHosts(tx: Tx): Promise<HostRow[]> {
  return (await rows<GatewayTables>(tx).selectFrom('gateway.host').select(columns).execute()).map(fromRow);
}

/** Gives a name; false when it is taken or the instance has a label already. */
export async function insertHost(tx: Tx, host: HostRow & { readonly at: Date }): Promise<boolean> {
  const result = await rows<GatewayTables>(tx).insertInto('gateway.host').values({ name: host.name, kind: host.kind, authority_id: host.tenant, instance_id: host.instance, created_at: host.at }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Takes a domain of an authority's own away; labels stay for good. */
export async function deleteOwnHost(tx: Tx, name: string, instance: string): Promise<void> {
  await rows<GatewayTables>(tx).deleteFrom('gateway.host').where('name', '=', name).where('instance_id', '=', instance).where('kind', '=', 'own').execute();
}
