import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findChoice } from '../data/order-choice.ts';
import { seeOrders } from '../domain/permissions.ts';
import type { StoredChoice } from '../domain/order-choice.ts';

type Context = Pick<ActionContext, 'database' | 'actor' | 'tenant'>;

/** What justified the choice of an order, frozen when it was handed in; undefined for drafts and orders from before it was frozen whole. */
export async function findOrderChoice(ctx: Context, input: { readonly order: string }): Promise<StoredChoice | undefined> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, (tx) => findChoice(tx, input.order));
}

/** Likewise; throws NotFound where there is none. */
export async function getOrderChoice(ctx: Context, input: { readonly order: string }): Promise<StoredChoice> {
  const found = await findOrderChoice(ctx, input);
  if (found === undefined) throw new NotFound();
  return found;
}
