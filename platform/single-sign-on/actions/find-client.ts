import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { lookUpInstance, type Instance } from '@allmende/operations';
import { openBytes, type SecretKey } from '@allmende/secrets';
import { isUuid } from '@allmende/database';
import { findClient as findStored } from '../data/client.ts';
import { secretContext } from '../domain/issuer.ts';
import type { AddressesOf } from '../domain/ports.ts';

/** A client as it is at this moment. */
export type Client = {
  readonly instance: Instance;
  readonly secret: string;
  /** Where the answer of a sign-in may go: at the instance's address and at the authority's own domains. */
  readonly redirectUris: readonly [string, ...string[]];
  readonly logoutUri: string | undefined;
};

/** The client with an id in an authority; undefined for unknown ones, for those of other authorities and for instances that are not wanted to run. Read anew each time, so that what ends, ends at once. */
export async function findClient(house: Pick<House, 'database' | 'clock' | 'config' | 'directory'>, addressesOf: AddressesOf, asked: { readonly tenant: TenantId; readonly id: string; readonly vault: SecretKey }): Promise<Client | undefined> {
  const { tenant, id } = asked;
  if (!isUuid(id)) return undefined;
  const stored = await house.database.inTenant(tenant, (tx) => findStored(tx, id));
  const instance = stored && (await lookUpInstance(house, { tenant, instance: id }));
  if (!stored || instance?.wanted !== 'running') return undefined;
  const entrance = await addressesOf(house, instance);
  if (!entrance) return undefined;
  return {
    instance, secret: openBytes(asked.vault, stored.sealedSecret, secretContext(tenant, id)).toString(),
    redirectUris: [`${entrance.address}${stored.callbackPath}`, ...entrance.own.map((own) => `${own}${stored.callbackPath}`)],
    logoutUri: stored.logoutPath === undefined ? undefined : `${entrance.address}${stored.logoutPath}`,
  };
}
