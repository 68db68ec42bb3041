import { CITIZEN } from '@allmende/access';
import { eraseSubject, record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deleteAccountRows, findAccountForUpdate } from '../data/account.ts';
import { accountDeleted } from '../domain/events.ts';
import type { Citizen } from './find-citizen.ts';

/** Deletes the own account for good: its key is destroyed, its sessions end, the record of its data goes. What was sent to the authority stays there as the law says. Throws NotFound when it is gone already. Art. 17 DSGVO. */
export async function deleteAccount(ctx: Pick<ActionContext, 'database' | 'clock'>, citizen: Citizen): Promise<void> {
  await ctx.database.inTenant(citizen.tenant, async (tx) => {
    const stored = await findAccountForUpdate(tx, citizen.account);
    if (!stored) throw new NotFound();
    await deleteAccountRows(tx, stored.id);
    await destroyDataKey(tx, stored.dataKeyId);
    await eraseSubject(tx, { kind: 'citizen-account', id: stored.id });
    await record(tx, { actor: CITIZEN, action: 'citizen-accounts/account-deleted', subject: { kind: 'citizen-account', id: stored.id }, facts: { keyDestroyed: true }, at: ctx.clock.now() });
    await emit(tx, accountDeleted(stored.id, { account: stored.id }));
  });
}
