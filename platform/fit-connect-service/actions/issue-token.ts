import { isUuid, newId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findClient, touchClient } from '../data/client.ts';
import { TOKEN_SECONDS, writeAccessToken } from '../domain/access-token.ts';
import { isSecret } from '../domain/client.ts';
import { tokenKey } from './token-key.ts';

/** What a client sends to get a token (RFC 6749, section 4.4), as it came. */
export type TokenRequest = { readonly grantType: unknown; readonly clientId: unknown; readonly clientSecret: unknown; readonly scope: unknown };

/** The token, or the error in the words of RFC 6749. */
export type TokenAnswer = { readonly accessToken: string; readonly expiresIn: number; readonly scopes: readonly string[] } | { readonly error: 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope' };

/** Gives a client a token for all its scopes, or for those it asks for. */
export async function issueToken(house: Pick<House, 'config' | 'database' | 'clock'>, request: TokenRequest): Promise<TokenAnswer> {
  const { grantType, clientId, clientSecret, scope } = request;
  if (grantType !== 'client_credentials') return { error: grantType === undefined ? 'invalid_request' : 'unsupported_grant_type' };
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string' || !isUuid(clientId) || clientSecret.length > 200) return { error: 'invalid_client' };
  const now = house.clock.now();
  const found = await house.database.withoutTenant(async (tx) => {
    const known = await findClient(tx, clientId);
    if (known === undefined || !isSecret(clientSecret, known.secretHash)) return undefined;
    await touchClient(tx, known.client.id, now);
    return known.client;
  });
  if (found === undefined) return { error: 'invalid_client' };
  const asked = scope === undefined || scope === '' ? undefined : typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
  if (found.scopes.length === 0 || (asked !== undefined && (asked.length === 0 || asked.some((one) => !found.scopes.includes(one))))) return { error: 'invalid_scope' };
  const accessToken = writeAccessToken({ id: newId(), issuer: house.config.fitConnect.address, client: found.id, scopes: asked }, tokenKey(house), now);
  return { accessToken, expiresIn: TOKEN_SECONDS, scopes: asked ?? found.scopes };
}
