import { requireStaff } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { findLivingSession } from '@allmende/identity';
import { insertCode } from '../data/entry-code.ts';
import { hasGrant } from '../data/grant.ts';
import { findHost } from '../data/host.ts';
import { ENTRY_LIFETIME_MS, isSecret, newSecret, secretHash } from '../domain/entry.ts';
import { NoEntry } from '../domain/errors.ts';
import { hostName, originOfHost } from '../domain/host-name.ts';
import { returnPath } from '../domain/return-path.ts';

/** Who wants in: the host asked for, the hash of the secret that the browser holds there, the path to come back to, and the token of the platform's session. */
export type EnterInput = { readonly host: string | undefined; readonly state: string | undefined; readonly to: string | undefined; readonly sessionToken: string | undefined };

/**
 * The platform's half of the way into an instance: for a signed-in person with a grant it makes a code that only the browser which asked can use, once, within a minute, at this host.
 * Returns the address that takes the code. Throws NoEntry for everything else, so that nobody learns what exists.
 */
export async function enterInstance(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'config'>, input: EnterInput): Promise<{ readonly address: string }> {
  const { accountId } = requireStaff(ctx.actor);
  const name = input.host === undefined ? undefined : hostName(input.host, ctx.config.apps.domain);
  const host = name === undefined ? undefined : await ctx.database.withoutTenant((tx) => findHost(tx, name));
  const session = input.sessionToken === undefined ? undefined : await findLivingSession(ctx, input.sessionToken);
  if (!host || session?.accountId !== accountId || !session.tenants.includes(host.tenant)) throw new NoEntry();
  const { state } = input;
  if (!isSecret(state)) throw new NoEntry();
  const now = ctx.clock.now();
  const origin = originOfHost(host.name, ctx.config.apps);
  const code = newSecret();
  await ctx.database.inTenant(host.tenant, async (tx) => {
    if (!(await hasGrant(tx, host.instance, accountId, now))) throw new NoEntry();
    await insertCode(tx, {
      codeHash: secretHash(code), stateHash: Buffer.from(state, 'base64url'), instance: host.instance, accountId, platformSession: session.sessionId, host: new URL(origin).hostname,
      returnPath: returnPath(input.to) ?? '/', expiresAt: new Date(now.getTime() + ENTRY_LIFETIME_MS),
    });
  });
  return { address: `${origin}/.allmende/enter?code=${code}` };
}
