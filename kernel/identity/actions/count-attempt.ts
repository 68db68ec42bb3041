import type { House } from '@allmende/house';
import { attemptsForUpdate, saveAttempts } from '../data/sign-in-attempt.ts';
import { SignInPaused } from '../domain/errors.ts';
import { ACCOUNT_PAUSE, ADDRESS_PAUSE, attemptKey, pauseLeft, withFailure } from '../domain/sign-in-pause.ts';

/** Under which keys an attempt was counted, for taking it back when the password was right. */
export type CountedAttempt = { readonly account: Buffer; readonly address: Buffer };

/**
 * Counts an attempt at a password as a failure before anybody looks at the password, so that many at once cannot slip past the count; throws SignInPaused while
 * the account or the address has to wait. Who was right gets it taken back. A known `browser` has a count of its own for the account.
 */
export async function countAttempt(house: Pick<House, 'database' | 'clock' | 'config'>, input: { readonly email: string; readonly remoteAddress: string; readonly browser?: string | undefined }): Promise<CountedAttempt> {
  const now = house.clock.now();
  const guessed = input.browser === undefined ? input.email : `${input.email} in ${input.browser}`;
  const keys = { account: attemptKey(house.config.secret, 'account', guessed), address: attemptKey(house.config.secret, 'address', input.remoteAddress) };
  const leftMs = await house.database.withoutTenant(async (tx) => {
    const attempts = await attemptsForUpdate(tx, [keys.account, keys.address], now);
    const ofAccount = attempts.get(keys.account.toString('hex'));
    const ofAddress = attempts.get(keys.address.toString('hex'));
    const left = Math.max(pauseLeft(ofAccount, now), pauseLeft(ofAddress, now));
    if (left > 0) return left;
    await saveAttempts(tx, keys.account, withFailure(ofAccount, ACCOUNT_PAUSE, now));
    await saveAttempts(tx, keys.address, withFailure(ofAddress, ADDRESS_PAUSE, now));
    return 0;
  });
  if (leftMs > 0) throw new SignInPaused(Math.ceil(leftMs / 1000));
  return keys;
}
