import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { savePrivateShare } from '../data/private-share.ts';
import { AlreadyEntered } from '../domain/errors.ts';
import { admitMembers } from '../domain/permissions.ts';
import { checkPrivateShare, type PrivateShare } from '../domain/private-share.ts';

/** Enters that somebody private has a share in the body behind the platform, or the last day of one entered before with the same first day. No order goes the in-house way meanwhile. Throws InvalidInput and AlreadyEntered. */
export async function enterPrivateShare(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: Omit<PrivateShare, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, admitMembers, PLATFORM_TENANT);
  checkPrivateShare(input);
  const enteredBy = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  const at = ctx.clock.now();
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await savePrivateShare(tx, { ...input, enteredBy }, at))) throw new AlreadyEntered('private-share');
    await record(tx, { actor: ctx.actor, action: 'membership/private-share-entered', subject: { kind: 'statutes', id: input.validFrom }, at, facts: { holder: input.holder.slice(0, 200), validFrom: input.validFrom, validUntil: input.validUntil ?? 'open' } });
  });
}
