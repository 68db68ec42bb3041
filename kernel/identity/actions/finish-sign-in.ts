import { loadGrants } from '@allmende/access';
import type { Tx } from '@allmende/database';
import type { House } from '@allmende/house';
import { findAccount, findAccountForUpdate } from '../data/account.ts';
import { enterByPasskey, findOwnedPasskey, type OwnedPasskey } from '../data/passkey.ts';
import { deletePendingSignIn, findPendingSignIn } from '../data/pending-sign-in.ts';
import { oneTimePasswordExpired } from '../domain/account.ts';
import { CodeNotNow, CodeRefused, PasskeyRefused, SignInRefused, SignInStepOver } from '../domain/errors.ts';
import { CHALLENGE_LIFETIME_MS, challengeHash, isChallenge } from '../domain/passkey-challenge.ts';
import type { SignInMethod } from '../domain/second-factor.ts';
import { newSession, sessionTokenHash } from '../domain/session.ts';
import { checkPasskeyAnswer, readPasskeyAnswer, type PasskeyAnswer } from '../passkey-check.ts';
import { beginSession, noteSignIn, type SignedIn } from './begin-session.ts';
import { checkCode } from './check-code.ts';
import { checkOwnPasskey, type ShownPasskey } from './check-passkey.ts';
import { inLogsOf } from './in-logs-of.ts';

type Where = Pick<House, 'database' | 'clock' | 'config' | 'keys'>;

/**
 * Signs somebody in with a passkey alone: it is something they have, and it made sure who holds it. Throws PasskeyRefused. The signature is checked before anything is locked; one reading and one
 * short transaction are all that a sign-in asks of the database.
 */
export async function signInWithPasskey(house: Where, shown: ShownPasskey): Promise<SignedIn> {
  const answer = readPasskeyAnswer(shown.credential);
  const found = await findOwnedPasskey(house.database, Buffer.from(answer.id, 'base64url'), house.clock.today());
  if (!found) throw new PasskeyRefused();
  return telling(house, found.owner.id, 'passkey-refused', () => enterBy(house, shown, { answer, found }));
}

async function enterBy(house: Where, shown: ShownPasskey, { answer, found }: { readonly answer: PasskeyAnswer; readonly found: OwnedPasskey }): Promise<SignedIn> {
  const { owner, grants } = found;
  const now = house.clock.now();
  const methods = ['passkey'] as const;
  if (owner.disabledAt !== null) throw new PasskeyRefused();
  if (oneTimePasswordExpired(owner, now)) throw new SignInRefused();
  const { challenge, counter } = await checkPasskeyAnswer(house, { answer, passkey: found, isExpected: (given) => isChallenge({ secret: house.config.secret, purpose: shown.purpose, browser: shown.browser }, given, now) });
  const { session, token } = newSession(owner.id, now, methods);
  return inLogsOf(house.database, grants.map((grant) => grant.tenant), async (tx, log) => {
    if (!(await enterByPasskey(tx, { passkeyId: found.id, counter, challengeHash: challengeHash(challenge), challengeExpiresAt: new Date(now.getTime() + CHALLENGE_LIFETIME_MS), session }))) throw new PasskeyRefused();
    return noteSignIn(house, log, { account: owner, grants, methods, started: { sessionId: session.id, token, expiresAt: session.expiresAt }, mustEnrol: false });
  });
}

/**
 * Ends a sign-in whose password was right, with a code of an app, a recovery code or a passkey. Throws SignInStepOver, CodeRefused, CodeNotNow, PasskeyRefused, SignInPaused: guessing codes is
 * counted like guessing passwords.
 */
export async function finishSignIn(house: Where, input: { readonly step: string; readonly shown: { readonly code: string; readonly remoteAddress: string } | ShownPasskey }): Promise<SignedIn> {
  const stepHash = sessionTokenHash(input.step);
  const accountId = await house.database.withoutTenant((tx) => findPendingSignIn(tx, stepHash, house.clock.now()));
  if (accountId === undefined) throw new SignInStepOver();
  const { shown } = input;
  return telling(house, accountId, 'code' in shown ? 'wrong-code' : 'passkey-refused', async () => {
    const used = 'code' in shown ? await checkCode(house, { accountId, ...shown }) : undefined;
    return enter(house, accountId, async (tx) => {
      if (!('code' in shown)) await checkOwnPasskey(house, tx, { ...shown, accountId });
      if (!(await deletePendingSignIn(tx, stepHash))) throw new SignInStepOver();
      return ['password', used ?? 'passkey'];
    });
  });
}

// The log of the person's authorities tells of what was refused, as it does of wrong passwords.
async function telling(house: Where, accountId: string, reason: string, enterBy: () => Promise<SignedIn>): Promise<SignedIn> {
  try {
    return await enterBy();
  } catch (error) {
    if (!(error instanceof PasskeyRefused || error instanceof CodeRefused || error instanceof CodeNotNow)) throw error;
    const grants = await house.database.withoutTenant((tx) => loadGrants(tx, accountId, house.clock.today()));
    await inLogsOf(house.database, grants.map((grant) => grant.tenant), (_tx, log) => log({ actor: { kind: 'anonymous' }, action: 'identity/sign-in-failed', subject: { kind: 'account', id: accountId }, facts: { reason }, at: house.clock.now() }));
    throw error;
  }
}

async function enter(house: Where, accountId: string, prove: (tx: Tx) => Promise<SignInMethod[]>): Promise<SignedIn> {
  const { account, grants } = await house.database.withoutTenant(async (tx) => ({ account: await findAccount(tx, accountId), grants: await loadGrants(tx, accountId, house.clock.today()) }));
  if (!account || account.disabledAt !== null) throw new PasskeyRefused();
  return inLogsOf(house.database, grants.map((grant) => grant.tenant), async (tx, log) => {
    const still = await findAccountForUpdate(tx, accountId);
    if (!still || still.disabledAt !== null || oneTimePasswordExpired(still, house.clock.now())) throw new SignInRefused();
    return beginSession(house, tx, log, { account: still, grants, methods: await prove(tx) });
  });
}
