import { requirePermission } from '@allmende/access';
import { getOffer } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { stillOffered, type ParameterSchema } from '@allmende/operations';
import { listOrders } from '../data/order.ts';
import { getPublishedContract } from '../data/published-contract.ts';
import type { Parameters } from '../domain/order-line.ts';
import type { OrderableApps } from '../domain/orderable-app.ts';
import { placeOrders } from '../domain/permissions.ts';
import { findParameterSchema } from './find-parameter-schema.ts';

/** What an order of an offer states, and what is chosen already. */
export type ScopeForm = { readonly schema: ParameterSchema; readonly chosen: Parameters };

/** What an order of an offer states. Where the draft for the need takes over from a neighbour, the neighbour's choice is there already, as far as it is still offered. Throws NotFound for an unknown offer. */
export async function openScopeForm(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'locale'>, apps: OrderableApps, input: { offer: string; need: string | undefined }): Promise<ScopeForm> {
  requirePermission(ctx.actor, placeOrders, ctx.tenant);
  const { need } = input;
  const schema = await findParameterSchema(ctx, apps, (await getOffer(ctx, { id: input.offer })).appId);
  const draft = need === undefined ? undefined : (await ctx.database.inTenant(ctx.tenant, (tx) => listOrders(tx, { need }))).find((one) => one.state === 'draft');
  const model = draft?.takenOverFrom;
  if (model === undefined || model === null) return { schema, chosen: {} };
  const { offers } = await ctx.database.withoutTenant((tx) => getPublishedContract(tx, model));
  return { schema, chosen: stillOffered(schema, offers.find((one) => one.offer === input.offer)?.parameters ?? {}) };
}
