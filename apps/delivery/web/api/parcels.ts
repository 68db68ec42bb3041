import { InvalidInput } from '@allmende/errors';
import { defineApi, type AnyApi } from '@allmende/http';
import { Type } from 'typebox';
import { chooseRoute, listServiceRoutes } from '../../actions/choose-route.ts';
import type { DeliveryPorts } from '../../actions/delivery-ports.ts';
import { getParcel } from '../../actions/get-parcel.ts';
import { listParcels, readFigures } from '../../actions/list-parcels.ts';
import { getDestination, removeDestination, saveDestination } from '../../actions/manage-destinations.ts';
import { tryService } from '../../actions/run-trial.ts';
import { sendAgain } from '../../actions/send-again.ts';
import type { Parcel } from '../../domain/parcel.ts';
import { manageTargets, retryParcels, seeParcels } from '../../domain/permissions.ts';
import type { Trial } from '../../domain/trial.ts';
import { parseWay, wayValue } from '../../domain/way-value.ts';
import { AuthorityParams, DestinationBody, DestinationParams, DestinationSchema, NewDestinationBody, ParcelParams, ParcelsQuery, ParcelsSchema, ParcelWithEventsSchema, RetryBody, ServiceParams, TargetsSchema, TrialSchema, Way } from './parcels.schema.ts';

const tag = 'delivery';
const shown = (parcel: Parcel) => ({ ...parcel, createdAt: parcel.createdAt.toISOString(), deliveredAt: parcel.deliveredAt?.toISOString() ?? null });
const shownTrial = ({ target, destination, ...trial }: Trial) => ({ ...trial, way: wayValue({ target, destination }), startedAt: trial.startedAt.toISOString(), endedAt: trial.endedAt?.toISOString() ?? null });

function wayOf(value: string) {
  const way = parseWay(value);
  if (!way) throw new InvalidInput([{ pointer: '/way', code: 'choose', message: 'Wählen Sie eines der Ziele aus der Liste.' }]);
  return way;
}

/** The deliveries and targets of an authority. */
export function createDeliveryApi(ports: DeliveryPorts): readonly AnyApi[] {
  return [
    defineApi({
      method: 'GET', path: '/authorities/:authority/parcels', tag, operationId: 'listParcels', access: seeParcels, params: AuthorityParams, query: ParcelsQuery, response: ParcelsSchema,
      summary: 'Applications on their way to the system that works on them, newest first, with figures for each target',
      async handle({ ctx, query }) {
        const { way, ...rest } = query;
        const route = way === undefined ? undefined : wayOf(way);
        const [{ parcels, counts, after }, { figures }] = [await listParcels(ctx, { ...rest, target: route?.target, destination: route?.destination }), await readFigures(ctx, ports)];
        return {
          parcels: parcels.map(shown), counts, after: after ?? null,
          figures: figures.map((one) => ({ way: wayValue(one), waiting: one.waiting, sent: one.sent, delivered: one.delivered, failed: one.failed, medianMs: one.medianMs })),
        };
      },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/parcels/:parcel', tag, operationId: 'getParcel', access: seeParcels, params: ParcelParams, response: ParcelWithEventsSchema, summary: 'One parcel with what happened to it',
      async handle({ ctx, params }) {
        const parcel = await getParcel(ctx, { parcel: params.parcel });
        return { ...shown(parcel), hasRefusedEvidence: parcel.hasRefusedEvidence, events: parcel.events.map((event) => ({ ...event, at: event.at.toISOString() })) };
      },
    }),
    defineApi({
      method: 'POST', path: '/authorities/:authority/parcels/:parcel/retries', tag, operationId: 'retryParcel', access: retryParcels, params: ParcelParams, status: 204, summary: 'Let a parcel that gave up go again, or the late documents of one that has arrived, where its target refused them',
      async handle({ ctx, params }) {
        await sendAgain(ctx, ports, { parcel: params.parcel });
        return undefined;
      },
    }),
    defineApi({
      method: 'POST', path: '/authorities/:authority/parcels/:parcel/redirections', tag, operationId: 'redirectParcel', access: retryParcels, params: ParcelParams, body: RetryBody, status: 204, summary: 'Let a parcel that gave up go again, elsewhere where `to` says so',
      async handle({ ctx, params, body }) {
        await sendAgain(ctx, ports, { parcel: params.parcel, to: body.to === undefined ? undefined : wayOf(body.to) });
        return undefined;
      },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/delivery-targets', tag, operationId: 'listDeliveryTargets', access: manageTargets, params: AuthorityParams, response: TargetsSchema, summary: 'Where the applications of each service go, what can be chosen, and how the last trials went',
      async handle({ ctx }) {
        const { services, ways, kinds } = await listServiceRoutes(ctx, ports);
        return {
          services: services.map(({ service, route, lastTrial }) => ({ service: service.id, isOn: service.isOn, way: wayValue(route), lastTrial: lastTrial ? shownTrial(lastTrial) : null })),
          ways: ways.map((way) => ({ way: wayValue(way), name: way.name.de, address: way.address })), kinds: kinds.map(({ target }) => target),
        };
      },
    }),
    defineApi({
      method: 'PUT', path: '/authorities/:authority/services/:service/delivery-target', tag, operationId: 'chooseDeliveryTarget', access: manageTargets, params: ServiceParams, body: Type.Object({ way: Way }, { additionalProperties: false }), status: 204,
      summary: 'Choose where the applications of a service go from now on',
      async handle({ ctx, params, body }) {
        await chooseRoute(ctx, ports, { service: params.service, ...wayOf(body.way) });
        return undefined;
      },
    }),
    defineApi({
      method: 'POST', path: '/authorities/:authority/services/:service/delivery-trials', tag, operationId: 'tryDelivery', access: manageTargets, params: ServiceParams, response: Type.Object({ trial: Type.Union([TrialSchema, Type.Null()]) }), rateLimit: { max: 20, windowMs: 60_000 },
      summary: 'Send the sample application of a service where real ones go, and say whether it arrived; null where the package has no sample',
      async handle({ ctx, params }) {
        const trial = await tryService(ctx, ports, { service: params.service });
        return { trial: trial ? shownTrial(trial) : null };
      },
    }),
    defineApi({
      method: 'POST', path: '/authorities/:authority/delivery-destinations', tag, operationId: 'addDeliveryDestination', access: manageTargets, params: AuthorityParams, body: NewDestinationBody, status: 201, response: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      summary: 'Set up a specialist system as a destination; secrets are never shown again', handle: async ({ ctx, body }) => ({ id: await saveDestination(ctx, ports, body) }),
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/delivery-destinations/:destination', tag, operationId: 'getDeliveryDestination', access: manageTargets, params: DestinationParams, response: DestinationSchema, summary: 'One destination without its secrets',
      async handle({ ctx, params }) {
        const { id, target, name, address, settings, secrets } = await getDestination(ctx, ports, params);
        return { id, target, name, address, settings: { ...settings }, secrets: [...secrets] };
      },
    }),
    defineApi({
      method: 'PUT', path: '/authorities/:authority/delivery-destinations/:destination', tag, operationId: 'changeDeliveryDestination', access: manageTargets, params: DestinationParams, body: DestinationBody, status: 204, summary: 'Change a destination; a secret that is left out stays, unless the address changes',
      async handle({ ctx, params, body }) {
        await saveDestination(ctx, ports, { destination: params.destination, target: '', ...body });
        return undefined;
      },
    }),
    defineApi({
      method: 'DELETE', path: '/authorities/:authority/delivery-destinations/:destination', tag, operationId: 'removeDeliveryDestination', access: manageTargets, params: DestinationParams, status: 204, summary: 'Remove a destination to which nothing goes any more',
      async handle({ ctx, params }) {
        await removeDestination(ctx, params);
        return undefined;
      },
    }),
  ];
}
