import { requireAccount } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findAccount } from '../data/account.ts';
import { listPasskeys } from '../data/passkey.ts';
import { findConfirmedAt, findVouchedBy, renewSession, spendVouched } from '../data/session.ts';
import { forgiveAttempts } from '../data/sign-in-attempt.ts';
import { findTimeCode } from '../data/time-code.ts';
import { CodeRefused, NotVouched, SignInRefused } from '../domain/errors.ts';
import { CONFIRMED_FOR_MS, VOUCHED_FOR_MS, newSessionToken, sessionTokenHash } from '../domain/session.ts';
import { verifyPassword } from '../password-hash.ts';
import { checkCode } from './check-code.ts';
import { checkOwnPasskey, type ShownPasskey } from './check-passkey.ts';
import { countAttempt } from './count-attempt.ts';

type Where = Pick<ActionContext, 'database' | 'clock' | 'config' | 'keys' | 'actor'>;

/** Whether the person behind a session has shown who they are within the last quarter of an hour. */
export async function isConfirmed(house: Pick<ActionContext, 'database' | 'clock'>, token: string): Promise<boolean> {
  const now = house.clock.now();
  const at = await house.database.withoutTenant((tx) => findConfirmedAt(tx, sessionTokenHash(token), now));
  return at !== undefined && now.getTime() - at.getTime() <= CONFIRMED_FOR_MS;
}

/** By what the acting person can show who they are: passkeys, a password (with a code), or the provider of the authority that vouched for the session. */
export async function waysToConfirm(ctx: Pick<ActionContext, 'database' | 'actor'>, token?: string): Promise<{ readonly passkeys: readonly { readonly id: string; readonly transports: readonly string[] }[]; readonly needsCode: boolean; readonly provider: TenantId | undefined }> {
  const { accountId } = requireAccount(ctx.actor);
  return ctx.database.withoutTenant(async (tx) => {
    const passkeys = await listPasskeys(tx, accountId);
    const app = await findTimeCode(tx, accountId);
    const provider = token === undefined ? undefined : await findVouchedBy(tx, sessionTokenHash(token));
    return { passkeys: passkeys.map(({ credentialId, transports }) => ({ id: credentialId.toString('base64url'), transports })), needsCode: passkeys.length > 0 || (app !== undefined && app.confirmedAt !== null), provider };
  });
}

/**
 * Lets the acting person show again who they are, and gives the session a new token, which is returned. A passkey is enough; a password needs a code beside it when the account has a second
 * factor; `vouched` takes what the provider of the authority has said within five minutes. Throws NotVouched, PasskeyRefused, SignInRefused (password), CodeRefused, CodeNotNow, SignInPaused.
 */
export async function confirmPerson(ctx: Where, input: { readonly token: string; readonly shown: ShownPasskey | { readonly vouched: true } | { readonly password: string; readonly code: string; readonly remoteAddress: string } }): Promise<string> {
  const { accountId } = requireAccount(ctx.actor);
  const { shown } = input;
  if ('password' in shown) await checkPassword(ctx, accountId, shown);
  const token = newSessionToken();
  const tokenHash = sessionTokenHash(input.token);
  const at = ctx.clock.now();
  await ctx.database.withoutTenant(async (tx) => {
    if ('credential' in shown) await checkOwnPasskey(ctx, tx, { ...shown, accountId });
    if ('vouched' in shown && !(await spendVouched(tx, { accountId, tokenHash, since: new Date(at.getTime() - VOUCHED_FOR_MS) }))) throw new NotVouched();
    if (!(await renewSession(tx, { accountId, tokenHash, newTokenHash: sessionTokenHash(token), at }))) throw new NotFound();
  });
  return token;
}

async function checkPassword(ctx: Where, accountId: string, shown: { readonly password: string; readonly code: string; readonly remoteAddress: string }): Promise<void> {
  const account = await ctx.database.withoutTenant((tx) => findAccount(tx, accountId));
  if (!account) throw new NotFound();
  const attempt = await countAttempt(ctx, { email: account.email, remoteAddress: shown.remoteAddress });
  if (!(await verifyPassword(account.passwordHash, shown.password))) throw new SignInRefused();
  await ctx.database.withoutTenant((tx) => forgiveAttempts(tx, attempt, ctx.clock.now()));
  const { needsCode } = await waysToConfirm(ctx);
  if (!needsCode) return;
  if (shown.code.trim() === '') throw new CodeRefused();
  await checkCode(ctx, { accountId, code: shown.code, remoteAddress: shown.remoteAddress });
}
