import { randomBytes } from 'node:crypto';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { lookUpInstance } from '@allmende/operations';
import { openBytes, sealBytes } from '@allmende/secrets';
import { findClient, saveClient } from '../data/client.ts';
import { issuerAddress, secretContext } from '../domain/issuer.ts';
import { openVault } from './open-vault.ts';

/** What an app needs to sign people in. */
export type ClientCredentials = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

/**
 * The client of an instance: made at the first question, the same secret ever after, the paths as last said. `callbackPath` is where its app takes the answer of a sign-in, `backChannelLogoutPath` where it hears of the end of one.
 * For runtimes that start the app; throws NotFound for an instance that is not the authority's.
 */
export async function ensureClient(
  house: Pick<House, 'database' | 'keys' | 'clock' | 'config'>,
  input: { readonly tenant: TenantId; readonly instance: string; readonly callbackPath: string; readonly backChannelLogoutPath?: string | undefined },
): Promise<ClientCredentials> {
  const { tenant, instance } = input;
  if (!(await lookUpInstance(house, { tenant, instance }))) throw new NotFound();
  const vault = await openVault(house, tenant);
  const sealedSecret = await house.database.inTenant(tenant, async (tx) => {
    const fresh = sealBytes(vault, Buffer.from(randomBytes(32).toString('base64url')), secretContext(tenant, instance));
    await saveClient(tx, { instance, sealedSecret: fresh, callbackPath: input.callbackPath, logoutPath: input.backChannelLogoutPath, at: house.clock.now() });
    return (await findClient(tx, instance))?.sealedSecret ?? fresh;
  });
  return { issuer: issuerAddress(house.config.publicAddress, tenant), clientId: instance, clientSecret: openBytes(vault, sealedSecret, secretContext(tenant, instance)).toString() };
}
