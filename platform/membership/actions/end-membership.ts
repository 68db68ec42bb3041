import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { endMember } from '../data/member.ts';
import { admitMembers } from '../domain/permissions.ts';

/** Enters the last day of a membership; from the day after, nothing can be ordered in house. Throws NotFound when the authority is no present member. */
export async function endMembership(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { authority: string; lastDay: PlainDate }): Promise<void> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await endMember(tx, input.authority, input.lastDay))) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'membership/membership-ended', subject: { kind: 'member', id: input.authority }, facts: { lastDay: input.lastDay }, at: ctx.clock.now() });
  });
}
