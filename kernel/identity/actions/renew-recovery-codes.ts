import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { replaceRecoveryCodes } from '../data/recovery-code.ts';
import { newRecoveryCodes, recoveryCodeHash } from '../domain/recovery-code.ts';
import { changeOwnFactors } from './change-own-factors.ts';
import { hasSecondFactor } from './has-second-factor.ts';

/** Makes eight new recovery codes, which are returned this once; the former ones no longer work. Throws InvalidInput without a second factor, which they would stand in for. */
export async function renewRecoveryCodes(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>): Promise<string[]> {
  return changeOwnFactors(ctx, async ({ tx, account, at, log }) => {
    if (!(await hasSecondFactor(tx, account.id))) throw new InvalidInput([{ pointer: '', code: 'no-factor', message: 'Richten Sie zuerst einen Passkey oder eine App ein.' }]);
    const codes = newRecoveryCodes();
    await replaceRecoveryCodes(tx, account.id, codes.map((code) => recoveryCodeHash(account.id, code)), at);
    await log({ action: 'identity/recovery-codes-made', facts: { count: codes.length } });
    return codes;
  });
}
