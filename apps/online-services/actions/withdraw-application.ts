import { CITIZEN } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { findApplicationForUpdate, saveWithdrawal } from '../data/application.ts';
import { TooLateToWithdraw } from '../domain/errors.ts';
import { applicationWithdrawn } from '../domain/events.ts';

/**
 * Takes an application back for whoever has shown reference and secret (`findApplicationBySecret`); the system that works on it is told. Withdrawing again changes nothing. Throws NotFound, TooLateToWithdraw once it is
 * decided. Returns since when it is withdrawn.
 */
export async function withdrawApplication(ctx: Pick<ActionContext, 'database' | 'clock'>, input: { readonly tenant: TenantId; readonly application: string }): Promise<{ readonly withdrawnAt: Date }> {
  return ctx.database.inTenant(input.tenant, async (tx) => {
    const stored = await findApplicationForUpdate(tx, input.application);
    if (!stored) throw new NotFound();
    if (stored.withdrawnAt !== null) return { withdrawnAt: stored.withdrawnAt };
    if (stored.state === 'decided') throw new TooLateToWithdraw();
    const at = ctx.clock.now();
    await saveWithdrawal(tx, stored.id, at);
    await record(tx, { actor: CITIZEN, action: 'online-services/application-withdrawn', subject: { kind: 'application', id: stored.id }, facts: { service: stored.serviceId }, at });
    await emit(tx, applicationWithdrawn(stored.id, { application: stored.id, at: at.toISOString() }));
    return { withdrawnAt: at };
  });
}
