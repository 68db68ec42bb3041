import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { getApplicationForUpdate, saveDecision } from '../data/membership-application.ts';
import { AlreadyDecided } from '../domain/errors.ts';
import { checkDecision } from '../domain/membership-application.ts';
import { admitMembers } from '../domain/permissions.ts';

/** Refuses an application with day and reason. Throws InvalidInput, NotFound and AlreadyDecided. */
export async function refuseApplication(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { application: string; decidedOn: PlainDate; text: string }): Promise<void> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  checkDecision(input, ctx.clock.today());
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const application = await getApplicationForUpdate(tx, input.application);
    if (application.state !== 'waiting') throw new AlreadyDecided();
    await saveDecision(tx, application.id, { state: 'refused', decidedOn: input.decidedOn, decidedBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null, reason: input.text.trim() });
    await record(tx, {
      actor: ctx.actor, action: 'membership/application-refused', subject: { kind: 'membership-application', id: application.id }, at: ctx.clock.now(), personal: { reason: input.text },
      facts: { authority: application.authority, decidedOn: input.decidedOn },
    });
  });
}
