import { randomBytes } from 'node:crypto';
import type { ActionContext } from '@allmende/house';
import type { AuthorityRef } from '@allmende/tenancy';
import { NotFound } from '@allmende/errors';
import { requestAddress } from '../clients/bundid/request-address.ts';
import { findSignIn, insertSignIn } from '../data/sign-in.ts';
import { newToken, REQUEST_LIFETIME_MS, tokenHash } from '../domain/citizen-session.ts';
import type { Level } from '../domain/level.ts';
import { isAttributeName, type AttributeName } from '../domain/verified-identity.ts';
import { askerOf } from './asker-of.ts';
import { requireIdentityProvider } from './identity-provider.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'urlFor' | 'config' | 'log'>;

/** Who wants to know who somebody is, what for, and where to go on. */
export type WantedProof = { readonly authority: AuthorityRef; readonly level: Exclude<Level, 'none'>; readonly service: string | undefined; readonly attributes: readonly AttributeName[]; readonly next: string };

/** Writes down that a browser is about to be sent to BundID. `mark` is given to that browser: only it can finish. Throws NoIdentityProvider. */
export async function beginSignIn(ctx: Context, wanted: WantedProof): Promise<{ request: string; mark: string }> {
  requireIdentityProvider(ctx);
  const id = `_${randomBytes(16).toString('hex')}`;
  const mark = newToken();
  const at = ctx.clock.now();
  await ctx.database.inTenant(wanted.authority.tenant, (tx) => insertSignIn(tx, {
    id, level: wanted.level, serviceId: wanted.service ?? null, attributes: wanted.attributes, nextPage: wanted.next, browserHash: tokenHash(mark), at, expiresAt: new Date(at.getTime() + REQUEST_LIFETIME_MS),
  }));
  return { request: id, mark };
}

/** The address at BundID for a request that this browser began. Throws NotFound for any other request, NoIdentityProvider. */
export async function signInAddress(ctx: Context, input: { authority: AuthorityRef; request: string; mark: string }): Promise<string> {
  const found = await findSignIn(ctx.database, input.authority.tenant, input.request);
  if (!found || found.usedAt !== null || found.expiresAt <= ctx.clock.now() || !found.browserHash.equals(tokenHash(input.mark))) throw new NotFound();
  return requestAddress(requireIdentityProvider(ctx), await askerOf(ctx, input.authority), {
    id: found.id, level: found.level, attributes: found.attributes.filter((each) => isAttributeName(each)), organisation: input.authority.name, service: found.serviceId ?? 'account',
  });
}
