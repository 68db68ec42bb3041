import { requirePermission } from '@allmende/access';
import { isUuid } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { listAllDestinations } from '../data/destination.ts';
import { selectFigures, type DestinationFigures } from '../data/figures.ts';
import { listRefusedEvidence } from '../data/outgoing.ts';
import { countParcels, findParcel, listParcels as listParcelRows, type ParcelFilter } from '../data/parcel.ts';
import type { OfferedService } from '../domain/application-port.ts';
import type { Parcel, ParcelState } from '../domain/parcel.ts';
import { seeParcels } from '../domain/permissions.ts';
import { waysOut, type WayOut } from './choose-route.ts';
import type { DeliveryPorts } from './delivery-ports.ts';

export const PARCELS_PER_PAGE = 50;
const MOST_REFUSED = 20;

/** The median of times is taken over so many days. */
export const MEDIAN_DAYS = 30;

export type ParcelList = { readonly parcels: readonly Parcel[]; readonly counts: Readonly<Record<ParcelState, number>>; /** For the next page; undefined on the last. */ readonly after: string | undefined; /** Parcels of which late documents were refused, at most 20. */ readonly withRefusedEvidence: readonly string[] };

/** The authority's parcels, newest first, and how many are in each state. `after` is the last parcel of the page before. Needs `delivery/see-parcels`. */
export async function listParcels(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: ParcelFilter & { after?: string | undefined }): Promise<ParcelList> {
  requirePermission(ctx.actor, seeParcels, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { after, ...filter } = input;
    const before = after !== undefined && isUuid(after) ? await findParcel(tx, after) : undefined;
    const found = await listParcelRows(tx, { ...filter, before, limit: PARCELS_PER_PAGE + 1 });
    const parcels = found.slice(0, PARCELS_PER_PAGE);
    const withRefusedEvidence = [...new Set((await listRefusedEvidence(tx, { limit: MOST_REFUSED })).map(({ parcel }) => parcel))];
    return { parcels, withRefusedEvidence, counts: await countParcels(tx), after: found.length > PARCELS_PER_PAGE ? parcels.at(-1)?.id : undefined };
  });
}

/** How each way out does, and the names of ways and services. Needs `delivery/see-parcels`. */
export async function readFigures(ctx: ActionContext, ports: DeliveryPorts): Promise<{ readonly figures: readonly DestinationFigures[]; readonly ways: readonly WayOut[]; readonly services: readonly OfferedService[] }> {
  requirePermission(ctx.actor, seeParcels, ctx.tenant);
  const since = new Date(ctx.clock.now().getTime() - MEDIAN_DAYS * 86_400_000);
  const { figures, destinations } = await ctx.database.inTenant(ctx.tenant, async (tx) => ({ figures: await selectFigures(tx, since), destinations: await listAllDestinations(tx) }));
  return { figures, ways: waysOut(ports, destinations), services: (await ports.applications.listServices?.(ctx, ctx.tenant)) ?? [] };
}
