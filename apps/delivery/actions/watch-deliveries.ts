import { requirePermission } from '@allmende/access';
import { isUuid, tenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext, House } from '@allmende/house';
import { listAllDestinations, listDestinations } from '../data/destination.ts';
import { selectAllFigures, selectParcelsAcross, selectStuck, type DestinationFigures } from '../data/figures.ts';
import { listRefusedEvidence } from '../data/outgoing.ts';
import { findParcel, listParcelEvents } from '../data/parcel.ts';
import { selectFailedTrials } from '../data/trial.ts';
import type { ParcelEvent } from '../domain/parcel-event.ts';
import type { Parcel, ParcelState } from '../domain/parcel.ts';
import { operateDeliveries } from '../domain/permissions.ts';
import { waysOut, type WayOut } from './choose-route.ts';
import type { DeliveryPorts } from './delivery-ports.ts';
import { MEDIAN_DAYS, PARCELS_PER_PAGE } from './list-parcels.ts';

/** Most ways out that the operator's page lists; those with trouble come first. */
const MOST_FIGURES = 200;

export type OperatorDeliveries = {
  readonly figures: readonly (DestinationFigures & { readonly authority: string })[];
  readonly parcels: readonly (Parcel & { readonly tenant: string; readonly authority: string })[];
  readonly after: string | undefined;
};

/** How delivery goes for all authorities; never a content. Needs `delivery/operate-deliveries`. */
export async function listDeliveries(ctx: ActionContext, input: { state?: ParcelState | undefined; authority?: string | undefined; target?: string | undefined; after?: string | undefined }): Promise<OperatorDeliveries> {
  requirePermission(ctx.actor, operateDeliveries, ctx.tenant);
  const since = new Date(ctx.clock.now().getTime() - MEDIAN_DAYS * 86_400_000);
  const [at, id] = (input.after ?? '').split('_');
  const before = at !== undefined && id !== undefined && isUuid(id) && /^\d{1,15}$/u.test(at) ? { createdAt: new Date(Number(at)), id } : undefined;
  const { figures, found } = await ctx.database.acrossTenants('delivery/watch-deliveries', async (tx) => ({
    figures: await selectAllFigures(tx, since, MOST_FIGURES),
    found: await selectParcelsAcross(tx, { state: input.state, tenant: input.authority, target: input.target, before, limit: PARCELS_PER_PAGE + 1 }),
  }));
  const parcels = found.slice(0, PARCELS_PER_PAGE);
  const names = await namesOf(ctx, [...figures, ...parcels].map(({ tenant }) => tenant));
  const last = parcels.at(-1);
  return {
    figures: figures.map((one) => ({ ...one, authority: names.get(one.tenant) ?? one.tenant })), parcels: parcels.map((one) => ({ ...one, authority: names.get(one.tenant) ?? one.tenant })),
    after: found.length > PARCELS_PER_PAGE && last ? `${last.createdAt.getTime()}_${last.id}` : undefined,
  };
}

/** One parcel of an authority, with what happened to it and where it could go instead. Throws NotFound. Needs `delivery/operate-deliveries`. */
export async function getDelivery(ctx: ActionContext, ports: DeliveryPorts, input: { authority: string; parcel: string }): Promise<{ readonly parcel: Parcel; readonly events: readonly ParcelEvent[]; readonly ways: readonly WayOut[]; readonly names: readonly WayOut[]; readonly authority: string; readonly hasRefusedEvidence: boolean }> {
  requirePermission(ctx.actor, operateDeliveries, ctx.tenant);
  const tenant = tenantId(input.authority);
  return ctx.database.inTenant(tenant, async (tx) => {
    const parcel = await findParcel(tx, input.parcel);
    if (!parcel) throw new NotFound();
    return {
      parcel, events: await listParcelEvents(tx, parcel.application), ways: waysOut(ports, await listDestinations(tx)), names: waysOut(ports, await listAllDestinations(tx)),
      authority: (await namesOf(ctx, [tenant])).get(tenant) ?? tenant, hasRefusedEvidence: (await listRefusedEvidence(tx, { application: parcel.application, limit: 1 })).length > 0,
    };
  });
}

/** A trial without a word of its target for so long counts as failed. */
const OPEN_TRIAL_MS = 60 * 60_000;

/** Trouble with deliveries by authority, for alerts: how many parcels gave up (late documents that were refused among them), and services whose last trial did not arrive. */
export async function listTroubles(house: Pick<House, 'database' | 'clock'>): Promise<readonly { readonly tenant: string; readonly kind: 'failed-parcels' | 'failed-trials'; readonly count: number }[]> {
  const openSince = new Date(house.clock.now().getTime() - OPEN_TRIAL_MS);
  const { stuck, trials } = await house.database.acrossTenants('delivery/list-troubles', async (tx) => ({ stuck: await selectStuck(tx), trials: await selectFailedTrials(tx, openSince) }));
  const byTenant = Map.groupBy(trials, ({ tenant }) => tenant);
  return [
    ...stuck.map(({ tenant, failed }) => ({ tenant, kind: 'failed-parcels' as const, count: failed })),
    ...[...byTenant].map(([tenant, failed]) => ({ tenant, kind: 'failed-trials' as const, count: failed.length })),
  ];
}

async function namesOf(house: Pick<House, 'directory'>, tenants: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await house.directory.namesOf([...new Set(tenants)].map(tenantId));
  return new Map(found.map(({ tenant, name }) => [tenant, name]));
}
