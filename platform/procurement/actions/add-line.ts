import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import type { Usage } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { checkParameters, describeParameters, requireNoneRuns } from '@allmende/operations';
import { getOrderForUpdate, saveOrder } from '../data/order.ts';
import { withLine, type Order } from '../domain/order.ts';
import type { Parameters } from '../domain/order-line.ts';
import type { OrderableApps } from '../domain/orderable-app.ts';
import { placeOrders } from '../domain/permissions.ts';
import { findParameterSchema } from './find-parameter-schema.ts';
import { freezeOffer } from './freeze-offer.ts';

/** Puts an offer into a draft, with the price of today; `usage` is what is expected in a year, for prices by use. The parameters are what the app lets an order state, and are frozen with its German words. Throws NotFound, InvalidInput, NotOrderable, NotInThisOrderState, and RunsAlready for an app that runs once per authority. */
export async function addLine(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, apps: OrderableApps, input: { order: string; offer: string; parameters?: Parameters; usage?: Usage },
): Promise<Order> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const frozen = await freezeOffer(ctx, ctx.tenant, input.offer, input.usage);
  const alone = apps(frozen.app)?.oncePerAuthority === true;
  if (alone) await requireNoneRuns(ctx, { app: frozen.app });
  const schema = await findParameterSchema({ ...ctx, locale: 'de' }, apps, frozen.app);
  const parameters = checkParameters(schema, input.parameters ?? {});
  const scope = describeParameters(schema, parameters);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const order = withLine(await getOrderForUpdate(tx, input.order), { ...frozen, alone, parameters, scope }, accountId);
    await saveOrder(tx, order);
    await record(tx, {
      actor: ctx.actor, action: 'procurement/line-added', subject: { kind: 'order', id: order.id }, at: ctx.clock.now(),
      facts: { offer: frozen.offer, app: frozen.app, plan: frozen.plan, centsPerYear: frozen.price.centsPerYear, contributionClass: frozen.price.contributionClass, priceValidFrom: frozen.price.validFrom },
    });
    return order;
  });
}
