import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listRefusedEvidence } from '../data/outgoing.ts';
import { findParcel, listParcelEvents } from '../data/parcel.ts';
import type { ParcelEvent } from '../domain/parcel-event.ts';
import type { Parcel } from '../domain/parcel.ts';
import { seeParcels } from '../domain/permissions.ts';

/** One parcel with what happened to it, and whether late documents of it were refused. Throws NotFound for an unknown one. Needs `delivery/see-parcels`. */
export async function getParcel(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { parcel: string }): Promise<Parcel & { readonly events: readonly ParcelEvent[]; readonly hasRefusedEvidence: boolean }> {
  requirePermission(ctx.actor, seeParcels, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const parcel = await findParcel(tx, input.parcel);
    if (!parcel) throw new NotFound();
    return { ...parcel, events: await listParcelEvents(tx, parcel.application), hasRefusedEvidence: (await listRefusedEvidence(tx, { application: parcel.application, limit: 1 })).length > 0 };
  });
}
