import { loadGrants, requireAccount } from '@allmende/access';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccount, findAccountForUpdate, saveAccount } from '../data/account.ts';
import { endSessionsOfAccount } from '../data/session.ts';
import { forgiveAttempts } from '../data/sign-in-attempt.ts';
import { normalPassword } from '../domain/password-rules.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import { checkNewPassword } from './check-new-password.ts';
import { countAttempt } from './count-attempt.ts';
import { inLogsOf } from './in-logs-of.ts';
import { startSession, type StartedSession } from './start-session.ts';

/**
 * Replaces the own password, ends all own sessions and begins a new one. Throws InvalidInput (`/current`, `/password`) and SignInPaused: guessing the present
 * password is counted like guessing at the sign-in.
 */
export async function changePassword(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'config' | 'log' | 'actor'>,
  input: { readonly current: string; readonly password: string; readonly remoteAddress: string },
): Promise<StartedSession> {
  const { accountId } = requireAccount(ctx.actor);
  const { account, grants } = await ctx.database.withoutTenant(async (tx) => ({ account: await findAccount(tx, accountId), grants: await loadGrants(tx, accountId, ctx.clock.today()) }));
  if (!account) throw new NotFound();
  await checkNewPassword(ctx, { password: input.password, about: [account.email, account.name] });
  if (normalPassword(input.password) === normalPassword(input.current)) throw new InvalidInput([{ pointer: '/password', code: 'password-unchanged', message: 'Das neue Passwort muss ein anderes sein als das bisherige.' }]);
  const attempt = await countAttempt(ctx, { email: account.email, remoteAddress: input.remoteAddress });
  if (!(await verifyPassword(account.passwordHash, input.current))) throw new InvalidInput([{ pointer: '/current', code: 'password-wrong', message: 'Das bisherige Passwort stimmt nicht.' }]);
  const passwordHash = await hashPassword(input.password);
  const at = ctx.clock.now();
  return inLogsOf(ctx.database, grants.map((grant) => grant.tenant), async (tx, log) => {
    const still = await findAccountForUpdate(tx, accountId);
    if (still?.passwordHash !== account.passwordHash || still.disabledAt !== null) throw new NotFound();
    await forgiveAttempts(tx, attempt, at);
    await saveAccount(tx, { ...still, passwordHash, passwordMustChange: false, passwordSetAt: at });
    await endSessionsOfAccount(tx, accountId, at);
    const session = await startSession(tx, accountId, at);
    await log({ actor: ctx.actor, action: 'identity/password-changed', subject: { kind: 'session', id: session.sessionId }, facts: { wasOneTime: account.passwordMustChange }, at });
    return session;
  });
}
