import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deletePasskey } from '../data/passkey.ts';
import { replaceRecoveryCodes } from '../data/recovery-code.ts';
import { deleteTimeCode } from '../data/time-code.ts';
import { LastFactor } from '../domain/errors.ts';
import { needsSecondFactor } from '../domain/second-factor.ts';
import { changeOwnFactors } from './change-own-factors.ts';
import { hasSecondFactor } from './has-second-factor.ts';

/** Removes an own passkey, or the app that makes codes. In production the last factor stays (LastFactor). With the last one the recovery codes go too. Throws NotFound. */
export async function removeFactor(ctx: Pick<ActionContext, 'database' | 'clock' | 'config' | 'actor'>, input: { readonly passkey: string } | { readonly app: true }): Promise<void> {
  await changeOwnFactors(ctx, async ({ tx, own, account, at, log }) => {
    if ('app' in input) {
      const key = await deleteTimeCode(tx, account.id);
      if (key === undefined) throw new NotFound();
      await destroyDataKey(own, key);
    } else if (!(await deletePasskey(tx, account.id, input.passkey))) throw new NotFound();
    if (!(await hasSecondFactor(tx, account.id))) {
      if (needsSecondFactor(ctx.config)) throw new LastFactor();
      await replaceRecoveryCodes(tx, account.id, [], at);
    }
    await log({ action: 'identity/factor-removed', facts: { factor: 'app' in input ? 'time-code' : 'passkey' } });
  });
}
