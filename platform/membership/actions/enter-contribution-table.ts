import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { insertContributionTable } from '../data/contribution.ts';
import { checkContributionTable, type ContributionTable } from '../domain/contribution.ts';
import { AlreadyEntered } from '../domain/errors.ts';
import { admitMembers } from '../domain/permissions.ts';

/** Enters a table of contribution classes from a day on. Throws InvalidInput, and AlreadyEntered when one begins on the same day. */
export async function enterContributionTable(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: Omit<ContributionTable, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  checkContributionTable(input);
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await insertContributionTable(tx, { ...input, enteredBy }, at))) throw new AlreadyEntered('classes');
    await record(tx, {
      actor: ctx.actor, action: 'membership/contribution-table-entered', subject: { kind: 'contribution-table', id: input.validFrom }, at,
      facts: { validFrom: input.validFrom, classes: input.classes.length, label: input.label ?? '' },
    });
  });
}
