import { isUuid, type TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { issuerAddress } from '../domain/issuer.ts';
import type { AddressesOf } from '../domain/ports.ts';
import { findClient } from './find-client.ts';
import { openVault } from './open-vault.ts';
import { signingKeys } from './signing-keys.ts';

/** What an app sends along when it sends somebody to sign out. Source: OpenID Connect RP-Initiated Logout 1.0, § 2. */
export type SignOutQuery = { readonly id_token_hint?: string | undefined; readonly client_id?: string | undefined; readonly post_logout_redirect_uri?: string | undefined; readonly state?: string | undefined };

/** From which app somebody comes who wants to sign out, and where they go on to; undefined where that is not said or not allowed. */
export type SignOutWish = { readonly app: string | undefined; readonly goOnTo: string | undefined };

/**
 * Reads the wish. The hint must be an ID token of this provider, an old one too; people go back to nothing but the instance's own address. Whatever is wrong with the wish: nobody is kept from signing out, they only are not sent on.
 */
export async function readSignOutWish(house: House, addressesOf: AddressesOf, asked: { readonly tenant: TenantId; readonly query: SignOutQuery }): Promise<SignOutWish> {
  const { tenant, query } = asked;
  const nothing = { app: undefined, goOnTo: undefined };
  if ((await house.directory.namesOf([tenant])).length === 0) return nothing;
  const vault = await openVault(house, tenant);
  const hinted = query.id_token_hint === undefined ? undefined : await clientOfHint(house, { tenant, hint: query.id_token_hint, keys: await signingKeys(house, tenant, vault) });
  if (query.id_token_hint !== undefined && hinted === undefined) return nothing;
  const id = hinted ?? query.client_id;
  if (id === undefined || !isUuid(id) || (query.client_id !== undefined && query.client_id !== id)) return nothing;
  const client = await findClient(house, addressesOf, { tenant, id, vault });
  if (!client) return nothing;
  const origins = client.redirectUris.map((uri) => new URL(uri).origin);
  const wanted = query.post_logout_redirect_uri;
  const isOwn = wanted !== undefined && origins.some((origin) => wanted === origin || wanted === `${origin}/`);
  return { app: client.instance.title, goOnTo: isOwn ? withState(wanted, query.state) : undefined };
}

// An app may still hold a token whose time is over: that it was signed here is enough, and it opens nothing.
async function clientOfHint(house: House, asked: { readonly tenant: TenantId; readonly hint: string; readonly keys: Awaited<ReturnType<typeof signingKeys>> }): Promise<string | undefined> {
  try {
    const { exp, iat } = decodeJwt(asked.hint);
    if (exp === undefined || iat === undefined) return undefined;
    const keys = createLocalJWKSet({ keys: asked.keys.map(({ kty, n, e, kid, alg, use }) => ({ kty: kty ?? 'RSA', n, e, kid, alg, use }) as never) });
    const { payload } = await jwtVerify(asked.hint, keys, { issuer: issuerAddress(house.config.publicAddress, asked.tenant), algorithms: ['RS256'], currentDate: new Date(iat * 1000) });
    return typeof payload.aud === 'string' ? payload.aud : undefined;
  } catch {
    return undefined;
  }
}

function withState(address: string, state: string | undefined): string {
  if (state === undefined) return address;
  const url = new URL(address);
  url.searchParams.set('state', state);
  return url.href;
}
