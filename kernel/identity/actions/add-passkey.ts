import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertPasskey, listPasskeys } from '../data/passkey.ts';
import { PasskeyRefused } from '../domain/errors.ts';
import { passkeyName, PASSKEYS_MOST } from '../domain/second-factor.ts';
import { checkNewPasskey, readNewPasskey } from '../passkey-check.ts';
import { changeOwnFactors } from './change-own-factors.ts';
import { expected } from './check-passkey.ts';

/** Adds an own passkey that the browser has just made. `browser` is the value its form is tied to. Throws PasskeyRefused, InvalidInput (`/name`). */
export async function addPasskey(ctx: Pick<ActionContext, 'database' | 'clock' | 'config' | 'actor'>, input: { readonly credential: string; readonly name: string; readonly browser: string }): Promise<{ readonly name: string }> {
  const answer = readNewPasskey(input.credential);
  return changeOwnFactors(ctx, async ({ tx, account, at, log }) => {
    const count = (await listPasskeys(tx, account.id)).length;
    if (count >= PASSKEYS_MOST) throw new InvalidInput([{ pointer: '/name', code: 'passkeys-most', message: `Mehr als ${PASSKEYS_MOST} Passkeys gehen nicht. Entfernen Sie zuerst einen alten.` }]);
    const name = passkeyName(input.name, count + 1);
    if (name === undefined) throw new InvalidInput([{ pointer: '/name', code: 'passkey-name', message: 'Der Name darf höchstens 60 Zeichen haben.' }]);
    const made = await checkNewPasskey(ctx, { answer, isExpected: expected(ctx, tx, { purpose: `add ${account.id}`, browser: input.browser }) });
    if (!(await insertPasskey(tx, { id: newId(), accountId: account.id, ...made, name, createdAt: at, lastUsedAt: null }))) throw new PasskeyRefused();
    await log({ action: 'identity/factor-added', facts: { factor: 'passkey' } });
    return { name };
  });
}
