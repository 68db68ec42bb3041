import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { inHouseEvidence, type InHouseEvidence } from '@allmende/membership';
import { seeOrders } from '../domain/permissions.ts';

/** Whether the authority can prove the in-house ground today, for showing before anybody hands something in. */
export async function checkAward(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<InHouseEvidence> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.withoutTenant((tx) => inHouseEvidence(tx, ctx.tenant, ctx.clock.today()));
}
