import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { getOrder } from '../data/order.ts';
import { GROUNDS, missingForGround, type GroundKind } from '../domain/ground-for-award.ts';
import { seeOrders } from '../domain/permissions.ts';
import { awardEvidence } from './award-evidence.ts';

/** A ground for award, and what is missing for it today; nothing when it is proven. */
export type CheckedGround = { readonly kind: GroundKind; readonly missing: readonly string[] };

/** Which grounds would carry an order today, for showing before anybody hands it in. Throws NotFound. */
export async function checkGrounds(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly order: string }): Promise<readonly CheckedGround[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  const today = ctx.clock.today();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const order = await getOrder(tx, input.order);
    const evidence = await awardEvidence(tx, { id: ctx.tenant, land: authority?.land.key ?? '' }, today);
    return GROUNDS.map(({ kind }) => ({ kind, missing: missingForGround(kind, evidence, order, today) }));
  });
}
