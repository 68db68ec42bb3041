import { PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import type { House } from '@allmende/house';
import { openBytes, openDataKey } from '@allmende/secrets';
import { useRecoveryCode } from '../data/recovery-code.ts';
import { forgiveAttempts } from '../data/sign-in-attempt.ts';
import { findTimeCodeForUpdate, noteTimeStep } from '../data/time-code.ts';
import { CodeNotNow, CodeRefused } from '../domain/errors.ts';
import { judgeTimeCode, type JudgedCode } from '../domain/judge-time-code.ts';
import { recoveryCodeHash } from '../domain/recovery-code.ts';
import { countAttempt } from './count-attempt.ts';

/** What the secret of an account's app is sealed for. */
export function timeCodeContext(accountId: string): string {
  return `identity/time-code/${accountId}`;
}

/**
 * Uses up a code of an account: of its app, or a recovery code. Throws CodeNotNow for a code of the half minute before or after (the next one is taken), CodeRefused, and SignInPaused while the account
 * has to wait after wrong ones.
 */
export async function checkCode(house: Pick<House, 'database' | 'clock' | 'config' | 'keys'>, input: { readonly accountId: string; readonly code: string; readonly remoteAddress: string }): Promise<'time-code' | 'recovery-code'> {
  const { accountId, code } = input;
  const attempt = await countAttempt(house, { email: `second factor of ${accountId}`, remoteAddress: input.remoteAddress });
  const at = house.clock.now();
  const used = await house.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const byApp = await useTimeCode(house, tx, { accountId, code, at });
    if (byApp === 'not-now') return byApp;
    if (byApp === 'wrong' && (code.length > 100 || !(await useRecoveryCode(tx, accountId, recoveryCodeHash(accountId, code), at)))) throw new CodeRefused();
    await forgiveAttempts(tx, attempt, at);
    return byApp === 'right' ? 'time-code' : 'recovery-code';
  });
  // Only now: that the code is used up must stay.
  if (used === 'not-now') throw new CodeNotNow();
  return used;
}

async function useTimeCode(house: Pick<House, 'keys'>, tx: TenantTx, input: { readonly accountId: string; readonly code: string; readonly at: Date }): Promise<JudgedCode['outcome']> {
  const { accountId, code, at } = input;
  const app = await findTimeCodeForUpdate(tx, accountId);
  if (!app || app.confirmedAt === null) return 'wrong';
  const { key } = await openDataKey(tx, house.keys, app.dataKeyId);
  const judged = judgeTimeCode(openBytes(key, app.sealedSecret, timeCodeContext(accountId)), code, at, { ...app, isConfirmed: true });
  if (judged.outcome === 'right') await noteTimeStep(tx, accountId, judged);
  if (judged.outcome === 'not-now') await noteTimeStep(tx, accountId, { step: judged.step, missed: true });
  return judged.outcome;
}
