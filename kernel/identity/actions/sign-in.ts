import { loadGrants, type Grant } from '@allmende/access';
import { newId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findAccountByEmail, findAccountForUpdate } from '../data/account.ts';
import { forgiveAttempts } from '../data/sign-in-attempt.ts';
import { oneTimePasswordExpired, type Account } from '../domain/account.ts';
import { normalEmail } from '../domain/email.ts';
import { OneTimePasswordExpired, SignInRefused } from '../domain/errors.ts';
import { knownBrowser, knownBrowserMark } from '../domain/known-browser.ts';
import { verifyPassword } from '../password-hash.ts';
import { countAttempt } from './count-attempt.ts';
import { inLogsOf } from './in-logs-of.ts';
import { startSession } from './start-session.ts';

/** Somebody who signed in. */
export type SignedIn = {
  /** For the cookie or the bearer header; nowhere else to be had again. */
  readonly token: string;
  readonly expiresAt: Date;
  /** For a cookie that lasts: with it strangers' failures do not make this browser wait. */
  readonly browserMark: string;
  readonly account: { readonly id: string; readonly name: string; /** Only the page for a new password is open. */ readonly mustChange: boolean; readonly grants: readonly Grant[] };
};

/**
 * Signs somebody in with e-mail address and password. Throws SignInRefused for whatever is wrong, SignInPaused (with seconds) while account or address have to
 * wait, OneTimePasswordExpired. Unknown, disabled and known accounts take the same way, the hashing included. `remoteAddress` only counts failures, unreadably.
 */
export async function signIn(house: Pick<House, 'database' | 'clock' | 'config'>, input: { readonly email: string; readonly password: string; readonly remoteAddress: string; readonly browserMark?: string | undefined }): Promise<SignedIn> {
  const { database } = house;
  const now = house.clock.now();
  const email = normalEmail(input.email).slice(0, 254);
  const keys = await countAttempt(house, { email, remoteAddress: input.remoteAddress, browser: knownBrowser(house.config.secret, email, input.browserMark) });

  const { account, grants } = await database.withoutTenant(async (tx) => {
    const found = await findAccountByEmail(tx, email);
    return { account: found, grants: await loadGrants(tx, found?.id ?? newId(), house.clock.today()) };
  });
  const matches = await verifyPassword(account?.passwordHash, input.password);
  const tenants = grants.map((grant) => grant.tenant);
  const refused = reasonToRefuse(account, matches, now);
  if (refused !== undefined || account === undefined) {
    await inLogsOf(database, tenants, (_tx, log) => log({
      actor: { kind: 'anonymous' }, action: 'identity/sign-in-failed', subject: { kind: 'account', id: account?.id ?? 'unknown' }, facts: { reason: refused ?? 'unknown-account' }, at: now,
    }));
    throw refused === 'one-time-password-expired' ? new OneTimePasswordExpired() : new SignInRefused();
  }
  const started = await inLogsOf(database, tenants, async (tx, log) => {
    // The hashing took its time: a password replaced or an account closed meanwhile lets nobody in.
    const still = await findAccountForUpdate(tx, account.id);
    if (still?.passwordHash !== account.passwordHash || still.disabledAt !== null) throw new SignInRefused();
    await forgiveAttempts(tx, keys, now);
    const session = await startSession(tx, account.id, now);
    await log({ actor: { kind: 'staff', accountId: account.id }, action: 'identity/signed-in', subject: { kind: 'session', id: session.sessionId }, facts: {}, at: now });
    return session;
  });
  const { id, name, passwordMustChange: mustChange } = account;
  return { token: started.token, expiresAt: started.expiresAt, browserMark: knownBrowserMark(house.config.secret, email), account: { id, name, mustChange, grants: mustChange ? [] : grants } };
}

function reasonToRefuse(account: Account | undefined, matches: boolean, now: Date): 'unknown-account' | 'wrong-password' | 'disabled' | 'one-time-password-expired' | undefined {
  if (account === undefined) return 'unknown-account';
  if (!matches) return 'wrong-password';
  if (account.disabledAt !== null) return 'disabled';
  return oneTimePasswordExpired(account, now) ? 'one-time-password-expired' : undefined;
}
