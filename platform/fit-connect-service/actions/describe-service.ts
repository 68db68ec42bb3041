import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listClients } from '../data/client.ts';
import { listAllDestinations } from '../data/destination.ts';
import { listFigures, type DestinationFigures } from '../data/submission.ts';
import type { Client } from '../domain/client.ts';
import type { Destination } from '../domain/destination.ts';
import { seeDeliveryService } from '../domain/permissions.ts';

/** A destination with how its submissions stand. */
export type DescribedDestination = Destination & { readonly figures: Omit<DestinationFigures, 'destination'> };

/** The delivery service as its operator sees it. */
export type ServiceDescription = { readonly address: string; readonly destinations: readonly DescribedDestination[]; readonly clients: readonly Client[] };

const NOTHING = { incomplete: 0, waiting: 0, fetched: 0, forwarded: 0, accepted: 0, rejected: 0, oldestWaiting: undefined };

/** All destinations with their figures, and all clients. Needs `fit-connect-service/see-service`. */
export async function describeService(ctx: Pick<ActionContext, 'config' | 'database' | 'actor' | 'tenant'>): Promise<ServiceDescription> {
  requirePermission(ctx.actor, seeDeliveryService, ctx.tenant);
  return ctx.database.withoutTenant(async (tx) => {
    const figures = new Map((await listFigures(tx)).map(({ destination, ...rest }) => [destination, rest]));
    const destinations = await listAllDestinations(tx);
    return { address: ctx.config.fitConnect.address, destinations: destinations.map((one) => ({ ...one, figures: figures.get(one.id) ?? NOTHING })), clients: await listClients(tx) };
  });
}
