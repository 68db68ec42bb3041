import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { insertStatutes } from '../data/statutes.ts';
import { AlreadyEntered } from '../domain/errors.ts';
import { admitMembers } from '../domain/permissions.ts';
import { checkStatutes, type Statutes } from '../domain/statutes.ts';

/** Enters a version of the statutes. Throws InvalidInput, and AlreadyEntered when the version or its first day is there. */
export async function enterStatutes(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: Omit<Statutes, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  checkStatutes(input);
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await insertStatutes(tx, { ...input, enteredBy }, at))) throw new AlreadyEntered('statutes');
    await record(tx, {
      actor: ctx.actor, action: 'membership/statutes-entered', subject: { kind: 'statutes', id: input.validFrom }, at,
      facts: { version: input.version.slice(0, 200), dated: input.dated, validFrom: input.validFrom, validUntil: input.validUntil ?? 'open', label: input.label ?? '' },
    });
  });
}
