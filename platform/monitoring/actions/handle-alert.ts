import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getAlert, hasMailWish, saveAcknowledgement, saveMailWish } from '../data/alert.ts';
import { handleAlerts } from '../domain/permissions.ts';

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Says that the acting person looks after an open alert. Twice changes nothing. Throws NotFound. */
export async function acknowledgeAlert(ctx: Ctx, input: { readonly alert: string; readonly note?: string }): Promise<void> {
  requirePermission(ctx.actor, handleAlerts, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const note = input.note?.trim();
  if (note !== undefined && note.length > 500) throw new InvalidInput([{ pointer: '/note', code: 'too-long', message: 'Kürzen Sie die Bemerkung auf 500 Zeichen.' }]);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const alert = await getAlert(tx, input.alert);
    if (!(await saveAcknowledgement(tx, input.alert, accountId, ctx.clock.now(), note === '' ? undefined : note))) return;
    await record(tx, { actor: ctx.actor, action: 'monitoring/alert-acknowledged', subject: { kind: 'alert', id: alert.id }, facts: { rule: alert.rule }, at: ctx.clock.now() });
  });
}

/** Whether the acting person wants alerts by e-mail. */
export async function wantsMails(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<boolean> {
  const { actor } = ctx;
  return actor.kind === 'staff' && ctx.database.inTenant(ctx.tenant, (tx) => hasMailWish(tx, actor.accountId));
}

/** Subscribes the acting person to alerts by e-mail, or ends that. */
export async function wishMails(ctx: Ctx, input: { readonly wanted: boolean }): Promise<void> {
  requirePermission(ctx.actor, handleAlerts, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  await ctx.database.inTenant(ctx.tenant, (tx) => saveMailWish(tx, accountId, input.wanted, ctx.clock.now()));
}
