import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { insertApprovalRule, listApprovalRules as loadRules } from '../data/approval-rule.ts';
import { checkApprovalRule, type ApprovalRule } from '../domain/approval-rule.ts';
import { AlreadyStands } from '../domain/errors.ts';
import { seeOrders, setApprovalRules } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Enters from which amount who has to agree to an order, from a day on; orders that are handed in already keep their steps. Throws InvalidInput, and AlreadyStands when rules begin on that day. */
export async function enterApprovalRule(ctx: Context, input: Omit<ApprovalRule, 'enteredBy'>): Promise<void> {
  requirePermission(ctx.actor, setApprovalRules, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  checkApprovalRule(input);
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await insertApprovalRule(tx, { ...input, enteredBy: accountId }, at))) throw new AlreadyStands();
    await record(tx, {
      actor: ctx.actor, action: 'procurement/approval-rule-entered', subject: { kind: 'approval-rule', id: input.validFrom }, at,
      facts: { validFrom: input.validFrom, budgetFromCents: input.budgetFromCents ?? 'never', headFromCents: input.headFromCents ?? 'never', councilFromCents: input.councilFromCents ?? 'never', basis: input.basis.slice(0, 200) },
    });
  });
}

/** The authority's rules, the youngest first. */
export async function listApprovalRules(ctx: Context): Promise<readonly ApprovalRule[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => loadRules(tx));
}
