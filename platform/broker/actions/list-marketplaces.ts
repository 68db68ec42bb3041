import { requirePermission } from '@allmende/access';
import { getOffer } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { namesOfAccounts } from '@allmende/identity';
import { findInstance } from '@allmende/operations';
import { listOrders } from '@allmende/procurement';
import { listCredentials } from '../data/credential.ts';
import { listServiceInstances } from '../data/service-instance.ts';
import type { Credential } from '../domain/credential.ts';
import { seeMarketplaces } from '../domain/permissions.ts';
import { standingOf, type Standing } from '../domain/standing.ts';

export type ListedCredential = Credential & { readonly responsibleName: string | undefined };

/** Something that a marketplace ordered. */
export type MarketplaceOrder = { readonly id: string; readonly marketplace: string; readonly offer: string; readonly order: string | undefined; readonly at: Date; readonly standing: Standing };

/** Which marketplaces order for the authority, and what they ordered; at most 500 of each. */
export async function listMarketplaces(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>): Promise<{ readonly credentials: readonly ListedCredential[]; readonly orders: readonly MarketplaceOrder[] }> {
  requirePermission(ctx.actor, seeMarketplaces, ctx.tenant);
  const [credentials, ordered] = await ctx.database.inTenant(ctx.tenant, async (tx) => [await listCredentials(tx), await listServiceInstances(tx)] as const);
  const [names, orders] = await Promise.all([namesOfAccounts(ctx, credentials.map((one) => one.responsible)), listOrders(ctx)]);
  return {
    credentials: credentials.map((one) => ({ ...one, responsibleName: names.get(one.responsible) })),
    orders: await Promise.all(ordered.map(async (one): Promise<MarketplaceOrder> => {
      const order = orders.find(({ id }) => id === one.order);
      const found = order?.contract === undefined || order.contract === null ? undefined : await findInstance(ctx, { contractId: order.contract, app: one.app });
      return {
        id: one.id, marketplace: credentials.find(({ id }) => id === one.credential)?.name ?? one.marketplace, offer: order?.lines[0]?.name ?? (await getOffer(ctx, { id: one.plan })).name, order: order?.id, at: one.createdAt,
        standing: standingOf(order, found?.instance),
      };
    })),
  };
}
