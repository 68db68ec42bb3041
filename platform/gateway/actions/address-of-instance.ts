import type { House } from '@allmende/house';
import type { TenantId } from '@allmende/database';
import { hostsOfInstance } from '../data/host.ts';
import { originOfHost } from '../domain/host-name.ts';
import type { EntranceAccess } from '../domain/route.ts';
import { ensureAddress } from './ensure-address.ts';
import type { EntranceOf } from './watch-routes.ts';

/** Where people open an instance; `own` are domains of the authority's own, which lead there too. */
export type InstanceEntrance = { readonly address: string; readonly own: readonly string[]; readonly access: EntranceAccess };

/** An instance as far as its entrance goes. */
export type WithEntrance = { readonly id: string; readonly tenant: string; readonly app: string; readonly runtime: string; readonly packageVersion: string | undefined };

/** The entrance of an instance; undefined for apps that have none of their own. The caller checks who asks. */
export async function addressOfInstance(house: Pick<House, 'database' | 'clock' | 'config' | 'directory'>, entranceOf: EntranceOf, instance: WithEntrance): Promise<InstanceEntrance | undefined> {
  const entrance = await entranceOf(house, instance);
  if (!entrance) return undefined;
  const address = await ensureAddress(house, { tenant: instance.tenant as TenantId, instance: instance.id, app: instance.app });
  const hosts = await house.database.withoutTenant((tx) => hostsOfInstance(tx, instance.id));
  return { address, own: hosts.filter((host) => host.kind === 'own').map((host) => originOfHost(host.name, house.config.apps)), access: entrance.access };
}
