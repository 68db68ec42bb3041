import { listGrants, revokeGrant } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { lockPeopleOf } from '../data/account.ts';
import { accountLeft } from '../domain/events.ts';
import { RoleNotGivable } from '../domain/errors.ts';
import { checkNotOwn, givingRight } from '../domain/role-giving.ts';

/** Takes a role away at once, also from those who stand in for the person; after the last one here `identity/account-left` is told. Throws OwnRights for the own roles, NotFound for a grant that is not there or was taken away before. */
export async function endRole(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly tenant: TenantId; readonly grantId: string }): Promise<void> {
  if (givingRight(ctx.actor, input.tenant) !== 'own-authority') throw new RoleNotGivable();
  const at = ctx.clock.now();
  await ctx.database.inTenant(input.tenant, async (tx) => {
    await lockPeopleOf(tx, input.tenant);
    const grant = (await listGrants(tx)).find((one) => one.id === input.grantId);
    if (!grant) throw new NotFound();
    checkNotOwn(ctx.actor, grant.accountId);
    const by = { at, accountId: ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined };
    if (!(await revokeGrant(tx, grant.id, by))) throw new NotFound();
    const left = (await listGrants(tx)).filter((one) => one.revokedAt === null);
    for (const one of left) if (one.deputyFor === grant.accountId && one.role === grant.role && one.service === grant.service) await revokeGrant(tx, one.id, by);
    const today = ctx.clock.today();
    if (!left.some((one) => one.accountId === grant.accountId && (one.validUntil === null || one.validUntil >= today))) await emit(tx, accountLeft(grant.accountId, { account: grant.accountId, closed: false }));
    await record(tx, { actor: ctx.actor, action: 'identity/role-ended', subject: { kind: 'role', id: grant.id }, facts: { role: grant.role, ...(grant.service === null ? {} : { service: grant.service }) }, at });
  });
}
