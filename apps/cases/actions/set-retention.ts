import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { saveRetentionRule } from '../data/retention-rule.ts';
import { readRetention, type TypedRetention } from '../domain/retention.ts';
import { deleteCases } from '../domain/permissions.ts';
import { enqueueRecount } from './enqueue-recount.ts';

/** Enters how long the closed cases of a service are kept, and counts anew for those that are closed already. Throws InvalidInput with every problem. */
export async function setRetention(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly service: string; readonly typed: TypedRetention }): Promise<void> {
  requirePermission(ctx.actor, deleteCases, ctx.tenant);
  const staff = requireStaff(ctx.actor);
  const { rule, problems } = readRetention(input.typed);
  if (rule === undefined) throw new InvalidInput([...problems]);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    await saveRetentionRule(tx, { ...rule, service: input.service, enteredBy: staff.name, enteredAt: at });
    await enqueueRecount(tx, input.service);
    await record(tx, {
      actor: ctx.actor, action: 'cases/retention-set', subject: { kind: 'app', id: 'cases' }, at,
      facts: { service: input.service, period: rule.unit === 'years' ? rule.count * 12 : rule.count, deletion: rule.deletion, retentionSource: rule.source },
    });
  });
}
