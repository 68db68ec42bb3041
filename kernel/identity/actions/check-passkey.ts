import type { Tx } from '@allmende/database';
import type { House } from '@allmende/house';
import { findPasskeyForUpdate, notePasskeyUse } from '../data/passkey.ts';
import { spendChallenge } from '../data/spent-challenge.ts';
import { PasskeyRefused } from '../domain/errors.ts';
import { CHALLENGE_LIFETIME_MS, challengeHash, isChallenge } from '../domain/passkey-challenge.ts';
import { checkPasskeyAnswer, readPasskeyAnswer } from '../passkey-check.ts';

/** A passkey as it was shown: the script's text, what it was asked for, and the value that the form of the browser is tied to. */
export type ShownPasskey = { readonly credential: string; readonly purpose: 'sign-in' | 'confirm'; readonly browser: string };

/** Checks a passkey of an account and notes its use. Throws PasskeyRefused for a foreign one, a wrong or spent challenge, another origin, a count that went back. */
export async function checkOwnPasskey(house: Pick<House, 'clock' | 'config'>, tx: Tx, shown: ShownPasskey & { readonly accountId: string }): Promise<void> {
  const answer = readPasskeyAnswer(shown.credential);
  const now = house.clock.now();
  const passkey = await findPasskeyForUpdate(tx, Buffer.from(answer.id, 'base64url'));
  if (passkey?.accountId !== shown.accountId) throw new PasskeyRefused();
  const { counter } = await checkPasskeyAnswer(house, { answer, passkey, isExpected: expected(house, tx, shown) });
  await notePasskeyUse(tx, passkey.id, { counter, at: now });
}

/** Whether a challenge was made here for this purpose and browser; answering spends it. */
export function expected(house: Pick<House, 'clock' | 'config'>, tx: Tx, asked: { readonly purpose: string; readonly browser: string }): (challenge: string) => Promise<boolean> {
  const now = house.clock.now();
  return async (challenge) => isChallenge({ secret: house.config.secret, purpose: asked.purpose, browser: asked.browser }, challenge, now)
    && spendChallenge(tx, challengeHash(challenge), new Date(now.getTime() + CHALLENGE_LIFETIME_MS));
}
