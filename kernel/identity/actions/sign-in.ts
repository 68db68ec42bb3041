import { loadGrants } from '@allmende/access';
import { newId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findAccountByEmail, findAccountForUpdate } from '../data/account.ts';
import { insertPendingSignIn } from '../data/pending-sign-in.ts';
import { forgiveAttempts } from '../data/sign-in-attempt.ts';
import { oneTimePasswordExpired, type Account } from '../domain/account.ts';
import { normalEmail } from '../domain/email.ts';
import { OneTimePasswordExpired, SecondFactorNeeded, SignInRefused } from '../domain/errors.ts';
import { knownBrowser } from '../domain/known-browser.ts';
import { newSessionToken, sessionTokenHash } from '../domain/session.ts';
import { verifyPassword } from '../password-hash.ts';
import { beginSession, type SignedIn } from './begin-session.ts';
import { countAttempt } from './count-attempt.ts';
import { inLogsOf } from './in-logs-of.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { checkCode } from './check-code.ts';

const SECOND_STEP_MS = 10 * 60_000;

/**
 * Signs somebody in with e-mail address and password. Throws SignInRefused for whatever is wrong, SignInPaused (with seconds) while account or address have to
 * wait, OneTimePasswordExpired, and SecondFactorNeeded when the account has a second factor and no `code` came along: `finishSignIn` goes on with its step. Unknown, disabled and known accounts take the same way, the hashing included. `remoteAddress` only counts failures, unreadably.
 */
export async function signIn(house: Pick<House, 'database' | 'clock' | 'config' | 'keys'>, input: { readonly email: string; readonly password: string; readonly code?: string | undefined; readonly remoteAddress: string; readonly browserMark?: string | undefined }): Promise<SignedIn> {
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
  const second = await database.withoutTenant((tx) => hasSecondFactor(tx, account.id));
  const method = second && input.code !== undefined ? await checkCode(house, { accountId: account.id, code: input.code, remoteAddress: input.remoteAddress }) : undefined;
  const started = await inLogsOf(database, tenants, async (tx, log) => {
    // The hashing took its time: a password replaced or an account closed meanwhile lets nobody in.
    const still = await findAccountForUpdate(tx, account.id);
    if (still?.passwordHash !== account.passwordHash || still.disabledAt !== null) throw new SignInRefused();
    await forgiveAttempts(tx, keys, now);
    if (!(await hasSecondFactor(tx, account.id))) return beginSession(house, tx, log, { account: still, grants, methods: ['password'] });
    if (method !== undefined) return beginSession(house, tx, log, { account: still, grants, methods: ['password', method] });
    const step = newSessionToken();
    await insertPendingSignIn(tx, { tokenHash: sessionTokenHash(step), accountId: account.id, expiresAt: new Date(now.getTime() + SECOND_STEP_MS) });
    return step;
  });
  if (typeof started === 'string') throw new SecondFactorNeeded(started);
  return started;
}

function reasonToRefuse(account: Account | undefined, matches: boolean, now: Date): 'unknown-account' | 'wrong-password' | 'disabled' | 'one-time-password-expired' | undefined {
  if (account === undefined) return 'unknown-account';
  if (!matches) return 'wrong-password';
  if (account.disabledAt !== null) return 'disabled';
  return oneTimePasswordExpired(account, now) ? 'one-time-password-expired' : undefined;
}
