import { InvalidInput, NotFound } from '@allmende/errors';
import { requireAccount } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { createDataKey, destroyDataKey, openBytes, openDataKey, sealBytes } from '@allmende/secrets';
import { findAccount } from '../data/account.ts';
import { deleteTimeCode, findTimeCode, findTimeCodeForUpdate, insertTimeCode, noteTimeStep } from '../data/time-code.ts';
import { judgeTimeCode } from '../domain/judge-time-code.ts';
import { base32, newTimeCodeSecret, timeCodeAddress } from '../domain/time-code.ts';
import { changeOwnFactors } from './change-own-factors.ts';
import { timeCodeContext } from './check-code.ts';

type Where = Pick<ActionContext, 'database' | 'clock' | 'config' | 'actor' | 'keys'>;

/** What somebody puts into an app: as an address for a QR code, and as letters to type. */
export type AppSecret = { readonly address: string; readonly letters: string };

/** Makes a new secret for the own app, in place of one that has not shown a code yet. Throws InvalidInput when there is a working app: it is removed first. */
export async function beginApp(ctx: Where): Promise<void> {
  await changeOwnFactors(ctx, async ({ tx, own, account, at }) => {
    const former = await findTimeCodeForUpdate(tx, account.id);
    if (former && former.confirmedAt !== null) throw new InvalidInput([{ pointer: '/code', code: 'app-known', message: 'Sie haben schon eine App. Entfernen Sie zuerst die alte.' }]);
    const abandoned = await deleteTimeCode(tx, account.id);
    if (abandoned !== undefined) await destroyDataKey(own, abandoned);
    const { id, key } = await createDataKey(own, ctx.keys);
    await insertTimeCode(tx, { accountId: account.id, dataKeyId: id, sealedSecret: sealBytes(key, newTimeCodeSecret(), timeCodeContext(account.id)), createdAt: at });
  });
}

/** The secret that waits for its first code; undefined when none waits. A secret in use is never shown again. */
export async function waitingAppSecret(ctx: Where): Promise<AppSecret | undefined> {
  const { accountId } = requireAccount(ctx.actor);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const [app, account] = [await findTimeCode(tx, accountId), await findAccount(tx, accountId)];
    if (!app || !account || app.confirmedAt !== null) return undefined;
    const { key } = await openDataKey(tx, ctx.keys, app.dataKeyId);
    const secret = openBytes(key, app.sealedSecret, timeCodeContext(accountId));
    return { address: timeCodeAddress({ secret, email: account.email, issuer: new URL(ctx.config.publicAddress).hostname }), letters: (base32(secret).match(/.{4}/gu) ?? []).join(' ') };
  });
}

/** Makes the app a second factor by its first code. Throws InvalidInput (`/code`), NotFound when no secret waits. */
export async function confirmApp(ctx: Where, input: { readonly code: string }): Promise<void> {
  await changeOwnFactors(ctx, async ({ tx, own, account, at, log }) => {
    const app = await findTimeCodeForUpdate(tx, account.id);
    if (!app || app.confirmedAt !== null) throw new NotFound();
    const { key } = await openDataKey(own, ctx.keys, app.dataKeyId);
    const judged = judgeTimeCode(openBytes(key, app.sealedSecret, timeCodeContext(account.id)), input.code, at, { ...app, isConfirmed: false });
    if (judged.outcome !== 'right') throw new InvalidInput([{ pointer: '/code', code: 'code-wrong', message: 'Der Code stimmt nicht. Bitte geben Sie den Code ein, den die App gerade zeigt. Geht die Uhr Ihres Telefons um mehr als eine Minute falsch, stellen Sie dort zuerst die automatische Uhrzeit ein.' }]);
    await noteTimeStep(tx, account.id, { step: judged.step, clockSeconds: judged.clockSeconds, confirmedAt: at });
    await log({ action: 'identity/factor-added', facts: { factor: 'time-code' } });
  });
}
