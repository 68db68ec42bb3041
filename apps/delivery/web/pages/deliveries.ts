import { may } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import type { DeliveryPorts } from '../../actions/delivery-ports.ts';
import { getParcel } from '../../actions/get-parcel.ts';
import { listParcels, readFigures } from '../../actions/list-parcels.ts';
import { sendAgain, sendAllAgain } from '../../actions/send-again.ts';
import { manageTargets, retryParcels, seeParcels } from '../../domain/permissions.ts';
import { parseWay } from '../../domain/way-value.ts';
import { ServiceId, StateSchema, Way } from '../api/parcels.schema.ts';
import { deliveryWords } from '../delivery-words.ts';
import { deliveriesView } from './deliveries.view.ts';
import { deliveryView } from './delivery.view.ts';

type Asked = Omit<PageRequest, 'params' | 'query'>;
const params = Type.Object({ parcel: Type.String({ format: 'uuid' }) });
const path = '/:authority/office/deliveries';

/** The deliveries of an authority. */
export function createDeliveryPages(ports: DeliveryPorts): readonly AnyPage[] {
  const one = async (request: Asked, parcel: string, errors: InvalidInput['fields']) => {
    const { ctx, locale, urlFor, authority } = request;
    const { events, hasRefusedEvidence, ...found } = await getParcel(ctx, { parcel });
    const { ways, services } = await readFigures(ctx, ports);
    const start = urlFor.office(authority.slug, 'deliveries');
    const service = services.find(({ id }) => id === found.service)?.name;
    return show(deliveryView({
      parcel: found, events, hasRefusedEvidence, ways, names: ways, errors, serviceName: service?.[locale] ?? service?.de ?? found.service, csrf: request.csrf, againHref: urlFor.office(authority.slug, 'deliveries', parcel, 'retry'), mayRetry: may(ctx.actor, retryParcels, ctx.tenant),
      breadcrumbs: [{ label: authority.name, href: urlFor.office(authority.slug) }, { label: locale === 'de' ? 'Sendungen' : 'Deliveries', href: start }],
    }, locale));
  };
  return [
    definePage({
      method: 'GET', path, access: seeParcels,
      query: Type.Object({ state: Type.Optional(StateSchema), service: Type.Optional(ServiceId), way: Type.Optional(Way), after: Type.Optional(Type.String({ format: 'uuid' })) }),
      async handle({ ctx, query, locale, urlFor, authority, csrf }) {
        const { state, service, way, after } = query;
        const route = way === undefined ? undefined : parseWay(way);
        const [parcels, figures] = await Promise.all([listParcels(ctx, { state, service, target: route?.target, destination: route?.destination, after }), readFigures(ctx, ports)]);
        return show(deliveriesView({
          ...parcels, ...figures, filter: { state, service, way }, csrf, start: urlFor.office(authority.slug, 'deliveries'), parcelHref: (parcel) => urlFor.office(authority.slug, 'deliveries', parcel), allAgainHref: urlFor.office(authority.slug, 'deliveries', 'again'),
          targetsHref: may(ctx.actor, manageTargets, ctx.tenant) ? urlFor.office(authority.slug, 'deliveries', 'targets') : undefined, receptionsHref: urlFor.office(authority.slug, 'deliveries', 'fit-connect'), mayRetry: may(ctx.actor, retryParcels, ctx.tenant),
        }, locale));
      },
    }),
    definePage({
      method: 'POST', path: `${path}/again`, access: retryParcels,
      async handle({ ctx, form, locale, urlFor, authority }) {
        const way = parseWay(form.text('way'));
        const count = await sendAllAgain(ctx, ports, { service: form.text('service') || undefined, target: way?.target, destination: way?.destination });
        const title = locale === 'de' ? (count === 1 ? 'Eine Sendung geht jetzt noch einmal hinaus.' : `${count} Sendungen gehen jetzt noch einmal hinaus.`) : (count === 1 ? 'One parcel is on its way again.' : `${count} parcels are on their way again.`);
        return redirect(urlFor.office(authority.slug, 'deliveries'), { flash: { kind: 'success', title } });
      },
    }),
    definePage({ method: 'GET', path: `${path}/:parcel`, access: seeParcels, params, handle: (request) => one(request, request.params.parcel, []) }),
    definePage({
      method: 'POST', path: `${path}/:parcel/retry`, access: retryParcels, params,
      async handle(request) {
        const { ctx, form, locale, urlFor, authority } = request;
        const { state } = await getParcel(ctx, { parcel: request.params.parcel });
        try {
          await sendAgain(ctx, ports, { parcel: request.params.parcel, to: chosenWay(form.text('to')) });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return one(request, request.params.parcel, error.fields);
        }
        return redirect(urlFor.office(authority.slug, 'deliveries', request.params.parcel), { flash: { kind: 'success', title: state === 'delivered' ? deliveryWords(locale).evidenceSentAgain : deliveryWords(locale).sentAgain } });
      },
    }),
  ];
}

/** The way that a form names; undefined for the one it has. Throws InvalidInput for something else. */
export function chosenWay(value: string) {
  if (value === '') return undefined;
  const way = parseWay(value);
  if (!way) throw new InvalidInput([{ pointer: '/to', code: 'choose', message: 'Wählen Sie eines der Ziele aus der Liste.' }]);
  return way;
}
