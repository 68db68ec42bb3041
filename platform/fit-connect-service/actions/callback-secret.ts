import { PLATFORM_TENANT } from '@allmende/database';
import type { House } from '@allmende/house';
import { openBytes, sealBytes } from '@allmende/secrets';
import { refuse } from '../domain/errors.ts';

/** A callback as a client names it. */
export type GivenCallback = { readonly url: string; readonly secret: string };

/** Seals the secret of a callback of a destination or a submission, after its address was checked. Throws Refusal. */
export async function sealCallback(house: Pick<House, 'keys' | 'config'>, owner: string, callback: GivenCallback): Promise<{ readonly url: string; readonly sealedSecret: Buffer }> {
  if (!isCallable(callback.url, house.config.fitConnect.callbackHosts)) throw refuse('callback-address');
  return { url: callback.url, sealedSecret: sealBytes(await house.keys.tenantKey(PLATFORM_TENANT), Buffer.from(callback.secret, 'utf8'), contextOf(owner)) };
}

/** The secret of a callback, to sign it. */
export async function openCallbackSecret(house: Pick<House, 'keys'>, owner: string, sealed: Uint8Array): Promise<string> {
  return openBytes(await house.keys.tenantKey(PLATFORM_TENANT), sealed, contextOf(owner)).toString('utf8');
}

/** Whether an address may be called: https, or a host that the operator has named. */
function isCallable(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && (hosts.includes(url.host) || hosts.includes(url.hostname)));
}

function contextOf(owner: string): string {
  return `fit-connect-callback:${owner}`;
}
