import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { tenantId, type TenantId, type TenantTx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findDestination } from '../data/destination.ts';
import { forgetOutgoing, listRefusedEvidence } from '../data/outgoing.ts';
import { findParcelForUpdate, insertParcelEvent, listFailedForUpdate, saveParcel, type ParcelFilter } from '../data/parcel.ts';
import { NothingToRetry } from '../domain/errors.ts';
import type { Parcel, Route } from '../domain/parcel.ts';
import { operateDeliveries, retryParcels } from '../domain/permissions.ts';
import { enqueueEvidence } from './accept-evidence.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { enqueueDelivery } from './enqueue-delivery.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Most parcels that one click lets go again. */
export const AGAIN_AT_ONCE = 500;

/** Lets a parcel that gave up go again, elsewhere where `to` says so; of one that has arrived, the late documents that its target refused. Throws NotFound for an unknown one, NothingToRetry when it has not given up, InvalidInput for a way that is none. Needs `delivery/retry-parcels`. */
export async function sendAgain(ctx: Context, ports: DeliveryPorts, input: { parcel: string; to?: Route | undefined }): Promise<void> {
  requirePermission(ctx.actor, retryParcels, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, (tx) => again(ctx, ports, tx, input));
}

/** Lets every parcel that gave up and fits the filter go again, oldest first, at most `AGAIN_AT_ONCE`; returns how many. Needs `delivery/retry-parcels`. */
export async function sendAllAgain(ctx: Context, ports: DeliveryPorts, input: Omit<ParcelFilter, 'state'> & { to?: Route | undefined }): Promise<number> {
  requirePermission(ctx.actor, retryParcels, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { to, ...filter } = input;
    const stuck = await listFailedForUpdate(tx, { ...filter, limit: AGAIN_AT_ONCE });
    await checkRoute(ports, tx, to);
    for (const parcel of stuck) await go(ctx, tx, parcel, to);
    return stuck.length;
  });
}

/** The same for the operator, who names the authority. Needs `delivery/operate-deliveries`. */
export async function sendAgainFor(ctx: Context, ports: DeliveryPorts, input: { authority: string; parcel: string; to?: Route | undefined }): Promise<void> {
  requirePermission(ctx.actor, operateDeliveries, ctx.tenant);
  const tenant: TenantId = tenantId(input.authority);
  await ctx.database.inTenant(tenant, (tx) => again(ctx, ports, tx, input));
}

async function again(ctx: Context, ports: DeliveryPorts, tx: TenantTx, input: { parcel: string; to?: Route | undefined }): Promise<void> {
  const parcel = await findParcelForUpdate(tx, input.parcel);
  if (!parcel) throw new NotFound();
  if (parcel.state !== 'failed') {
    // Documents go where their application is.
    if (input.to !== undefined) throw new NothingToRetry();
    return evidenceAgain(ctx, tx, parcel);
  }
  await checkRoute(ports, tx, input.to);
  await go(ctx, tx, parcel, input.to);
}

/** Each goes as a new submission in the same case. */
async function evidenceAgain(ctx: Context, tx: TenantTx, parcel: Parcel): Promise<void> {
  const refused = parcel.state === 'delivered' ? await listRefusedEvidence(tx, { application: parcel.application, limit: AGAIN_AT_ONCE }) : [];
  if (refused.length === 0) throw new NothingToRetry();
  const at = ctx.clock.now();
  for (const { id } of refused) {
    await forgetOutgoing(tx, id);
    await insertParcelEvent(tx, parcel.application, { kind: 'evidence-retried', detail: null, at });
    await enqueueEvidence(tx, parcel.application, id);
  }
  await record(tx, { actor: ctx.actor, action: 'delivery/evidence-retried', subject: { kind: 'parcel', id: parcel.id }, facts: { application: parcel.application, documents: refused.length }, at });
}

async function checkRoute(ports: DeliveryPorts, tx: TenantTx, to: Route | undefined): Promise<void> {
  if (to === undefined) return;
  const target = ports.targets.find(({ name }) => name === to.target);
  const destination = to.destination === undefined ? undefined : await findDestination(tx, to.destination);
  const fits = target && (target.form === undefined ? to.destination === undefined : destination?.target === target.name && destination.removedAt === null);
  if (!fits) throw new InvalidInput([{ pointer: '/to', code: 'choose', message: 'Wählen Sie eines der Ziele aus der Liste.' }]);
}

async function go(ctx: Context, tx: TenantTx, parcel: Parcel, to: Route | undefined): Promise<void> {
  const at = ctx.clock.now();
  const isElsewhere = to !== undefined && (to.target !== parcel.target || (to.destination ?? null) !== parcel.destination);
  await saveParcel(tx, { ...parcel, ...(to ? { target: to.target, destination: to.destination ?? null } : {}), state: 'waiting', attempts: 0, receipt: isElsewhere ? null : parcel.receipt });
  await insertParcelEvent(tx, parcel.application, { kind: isElsewhere ? 'redirected' : 'retried', detail: isElsewhere ? to.target : null, at });
  await record(tx, { actor: ctx.actor, action: isElsewhere ? 'delivery/parcel-redirected' : 'delivery/parcel-retried', subject: { kind: 'parcel', id: parcel.id }, facts: { application: parcel.application, ...(isElsewhere ? { target: to.target } : {}) }, at });
  await enqueueDelivery(tx, parcel.id);
}
