import { PLATFORM_TENANT } from '@allmende/database';
import type { House } from '@allmende/house';
import { openBytes, openDataKey } from '@allmende/secrets';
import { useRecoveryCode } from '../data/recovery-code.ts';
import { forgiveAttempts } from '../data/sign-in-attempt.ts';
import { findTimeCodeForUpdate, noteTimeStep } from '../data/time-code.ts';
import { CodeRefused } from '../domain/errors.ts';
import { recoveryCodeHash } from '../domain/recovery-code.ts';
import { matchingStep } from '../domain/time-code.ts';
import { countAttempt } from './count-attempt.ts';

/** What the secret of an account's app is sealed for. */
export function timeCodeContext(accountId: string): string {
  return `identity/time-code/${accountId}`;
}

/** Uses up a code of an account: of its app, or a recovery code. Throws CodeRefused, and SignInPaused while the account has to wait after wrong ones. */
export async function checkCode(house: Pick<House, 'database' | 'clock' | 'config' | 'keys'>, input: { readonly accountId: string; readonly code: string; readonly remoteAddress: string }): Promise<'time-code' | 'recovery-code'> {
  const { accountId, code } = input;
  const attempt = await countAttempt(house, { email: `second factor of ${accountId}`, remoteAddress: input.remoteAddress });
  const at = house.clock.now();
  return house.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const app = await findTimeCodeForUpdate(tx, accountId);
    if (app && app.confirmedAt !== null) {
      const { key } = await openDataKey(tx, house.keys, app.dataKeyId);
      const step = matchingStep(openBytes(key, app.sealedSecret, timeCodeContext(accountId)), code, at, app.lastStep);
      if (step !== undefined) {
        await noteTimeStep(tx, accountId, { step });
        await forgiveAttempts(tx, attempt, at);
        return 'time-code';
      }
    }
    if (code.length > 100 || !(await useRecoveryCode(tx, accountId, recoveryCodeHash(accountId, code), at))) throw new CodeRefused();
    await forgiveAttempts(tx, attempt, at);
    return 'recovery-code';
  });
}
