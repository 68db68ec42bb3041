import { defineApi } from '@allmende/http';
import { getParcel } from '../../actions/get-parcel.ts';
import { listParcels } from '../../actions/list-parcels.ts';
import { retryParcel } from '../../actions/retry-parcel.ts';
import type { Parcel } from '../../domain/parcel.ts';
import { retryParcels, seeParcels } from '../../domain/permissions.ts';
import { AuthorityParams, ParcelParams, ParcelsQuery, ParcelsSchema, ParcelWithEventsSchema } from './parcels.schema.ts';

const shown = (parcel: Parcel) => ({ ...parcel, createdAt: parcel.createdAt.toISOString(), deliveredAt: parcel.deliveredAt?.toISOString() ?? null });

export const listParcelsApi = defineApi({
  method: 'GET', path: '/authorities/:authority/parcels', tag: 'delivery', operationId: 'listParcels', access: seeParcels, params: AuthorityParams, query: ParcelsQuery, response: ParcelsSchema,
  summary: 'Applications on their way to the system that works on them, newest first',
  async handle({ ctx, query }) {
    const { parcels, counts, after } = await listParcels(ctx, query);
    return { parcels: parcels.map(shown), counts, after: after ?? null };
  },
});

export const getParcelApi = defineApi({
  method: 'GET', path: '/authorities/:authority/parcels/:parcel', tag: 'delivery', operationId: 'getParcel', access: seeParcels, params: ParcelParams, response: ParcelWithEventsSchema,
  summary: 'One parcel with what happened to it',
  async handle({ ctx, params }) {
    const parcel = await getParcel(ctx, { parcel: params.parcel });
    return { ...shown(parcel), events: parcel.events.map((event) => ({ ...event, at: event.at.toISOString() })) };
  },
});

export const retryParcelApi = defineApi({
  method: 'POST', path: '/authorities/:authority/parcels/:parcel/retries', tag: 'delivery', operationId: 'retryParcel', access: retryParcels, params: ParcelParams, status: 204,
  summary: 'Let a parcel that gave up go again',
  async handle({ ctx, params }) {
    await retryParcel(ctx, { parcel: params.parcel });
    return undefined;
  },
});
