import { requirePermission } from '@allmende/access';
import { isUuid } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { countParcels, findParcel, listParcels as listParcelRows } from '../data/parcel.ts';
import type { Parcel, ParcelState } from '../domain/parcel.ts';
import { seeParcels } from '../domain/permissions.ts';

export const PARCELS_PER_PAGE = 50;

export type ParcelList = { readonly parcels: readonly Parcel[]; readonly counts: Readonly<Record<ParcelState, number>>; /** For the next page; undefined on the last. */ readonly after: string | undefined };

/** The authority's parcels, newest first, and how many are in each state. `after` is the last parcel of the page before. */
export async function listParcels(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { state?: ParcelState | undefined; after?: string | undefined }): Promise<ParcelList> {
  requirePermission(ctx.actor, seeParcels, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = input.after !== undefined && isUuid(input.after) ? await findParcel(tx, input.after) : undefined;
    const found = await listParcelRows(tx, { state: input.state, before, limit: PARCELS_PER_PAGE + 1 });
    const parcels = found.slice(0, PARCELS_PER_PAGE);
    return { parcels, counts: await countParcels(tx), after: found.length > PARCELS_PER_PAGE ? parcels.at(-1)?.id : undefined };
  });
}
