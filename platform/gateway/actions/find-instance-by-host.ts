import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findHost } from '../data/host.ts';
import { hostName } from '../domain/host-name.ts';

/** The instance of an authority that answers under a host; undefined for all others. */
export async function findInstanceByHost(house: Pick<House, 'database' | 'config'>, asked: { readonly tenant: TenantId; readonly host: string }): Promise<string | undefined> {
  const name = hostName(asked.host, house.config.apps.domain);
  const found = name === undefined ? undefined : await house.database.withoutTenant((tx) => findHost(tx, name));
  return found?.tenant === asked.tenant ? found.instance : undefined;
}
