import { isUuid } from '@allmende/database';
import type { House } from '@allmende/house';
import { findClient } from '../data/client.ts';
import { readAccessToken, type TokenClaims } from '../domain/access-token.ts';
import { refuse } from '../domain/errors.ts';
import { rightsOf, type Rights } from '../domain/scopes.ts';
import { tokenKey } from './token-key.ts';

/** A client that showed a valid token. */
export type Caller = { readonly client: string; readonly rights: Rights };

/**
 * Finds out who calls. What a client may is looked up each time: a client that was ended is refused at once, a destination that it has just created is its own at once. Throws Refusal (401):
 * at once for what is no token of ours, so that nothing is asked of the database for whoever has none, else the promise rejects.
 */
export function authenticate(house: Pick<House, 'config' | 'database' | 'clock'>, authorization: string | undefined): Promise<Caller> {
  const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/iu.exec(authorization ?? '')?.[1];
  const claims = token === undefined ? undefined : readAccessToken(token, tokenKey(house), house.clock.now());
  if (claims === undefined || !isUuid(claims.client)) throw refuse('unauthorized');
  return callerOf(house, claims);
}

async function callerOf(house: Pick<House, 'database'>, { client, scopes }: TokenClaims): Promise<Caller> {
  const found = await findClient(house.database, client);
  if (found === undefined) throw refuse('unauthorized');
  return { client: found.client.id, rights: rightsOf(scopes === undefined ? found.client.scopes : found.client.scopes.filter((one) => scopes.includes(one))) };
}
