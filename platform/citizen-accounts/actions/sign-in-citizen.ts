import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { VerifiedIdentity } from '../domain/verified-identity.ts';
import { keepAccount } from './keep-account.ts';
import { startCitizenSession, type StartedCitizenSession } from './start-citizen-session.ts';

/**
 * Signs a person in who has just proven to this authority who they are. The caller has verified the proof and knows that it comes from this browser. `before` is the session token the browser had, `service` the service that asked.
 * Give the token to the browser with `giveCitizenCookie`.
 */
export async function signInCitizen(
  ctx: Pick<ActionContext, 'clock' | 'database' | 'keys'>, input: { tenant: TenantId; identity: VerifiedIdentity; service?: string; before?: string | undefined },
): Promise<StartedCitizenSession> {
  return ctx.database.inTenant(input.tenant, async (tx) => {
    const account = await keepAccount(ctx, tx, input.identity, input.service);
    return startCitizenSession(ctx, tx, { account, level: input.identity.level, source: input.identity.source, before: input.before });
  });
}
