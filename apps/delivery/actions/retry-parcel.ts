import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findParcelForUpdate, insertParcelEvent, saveParcel } from '../data/parcel.ts';
import { NothingToRetry } from '../domain/errors.ts';
import { retryParcels } from '../domain/permissions.ts';
import { enqueueDelivery } from './enqueue-delivery.ts';

/** Lets a parcel that gave up go again. Throws NotFound for an unknown one and NothingToRetry when it has not given up. */
export async function retryParcel(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { parcel: string }): Promise<void> {
  requirePermission(ctx.actor, retryParcels, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const parcel = await findParcelForUpdate(tx, input.parcel);
    if (!parcel) throw new NotFound();
    if (parcel.state !== 'failed') throw new NothingToRetry();
    const at = ctx.clock.now();
    await saveParcel(tx, { ...parcel, state: 'waiting', attempts: 0 });
    await insertParcelEvent(tx, parcel.application, { kind: 'retried', detail: null, at });
    await record(tx, { actor: ctx.actor, action: 'delivery/parcel-retried', subject: { kind: 'parcel', id: parcel.id }, facts: { application: parcel.application }, at });
    await enqueueDelivery(tx, parcel.id);
  });
}
