import { InvalidInput } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage, type PageRequest } from '@allmende/http';
import { Type } from 'typebox';
import type { DeliveryPorts } from '../../actions/delivery-ports.ts';
import { sendAgainFor } from '../../actions/send-again.ts';
import { getDelivery, listDeliveries } from '../../actions/watch-deliveries.ts';
import { operateDeliveries } from '../../domain/permissions.ts';
import { StateSchema } from '../api/parcels.schema.ts';
import { deliveryWords } from '../delivery-words.ts';
import { chosenWay } from './deliveries.ts';
import { deliveryView } from './delivery.view.ts';
import { operatorDeliveriesView } from './operator-deliveries.view.ts';

const Uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ tenant: Uuid, parcel: Uuid });

/** The deliveries of all authorities, for the operator. */
export function createOperatorPages(ports: DeliveryPorts): readonly AnyPage[] {
  const one = async (request: Omit<PageRequest, 'params' | 'query'>, at: { readonly tenant: string; readonly parcel: string }, errors: InvalidInput['fields']) => {
    const { ctx, locale, urlFor, csrf } = request;
    const { parcel, events, ways, names, authority, hasRefusedEvidence } = await getDelivery(ctx, ports, { authority: at.tenant, parcel: at.parcel });
    return show(deliveryView({
      parcel, events, hasRefusedEvidence, ways, names, authority, errors, serviceName: parcel.service, csrf, againHref: urlFor.operator('deliveries', at.tenant, at.parcel, 'retry'), mayRetry: true,
      breadcrumbs: [{ label: locale === 'de' ? 'Sendungen' : 'Deliveries', href: urlFor.operator('deliveries') }],
    }, locale));
  };
  return [
    definePage({
      method: 'GET', path: '/operator/deliveries', access: operateDeliveries,
      query: Type.Object({ state: Type.Optional(StateSchema), authority: Type.Optional(Uuid), target: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' })), after: Type.Optional(Type.String({ pattern: '^\\d{1,15}_[0-9a-f-]{36}$' })) }),
      async handle({ ctx, query, locale, urlFor }) {
        const { state, authority, target, after } = query;
        return show(operatorDeliveriesView({
          ...(await listDeliveries(ctx, { state, authority, target, after })), filter: { state, authority, target }, start: urlFor.operator('deliveries'), parcelHref: (tenant, parcel) => urlFor.operator('deliveries', tenant, parcel),
          targets: ports.targets.map(({ name, label }) => ({ name, label: label?.[locale] ?? label?.de ?? name })),
        }, locale));
      },
    }),
    definePage({ method: 'GET', path: '/operator/deliveries/:tenant/:parcel', access: operateDeliveries, params, handle: (request) => one(request, request.params, []) }),
    definePage({
      method: 'POST', path: '/operator/deliveries/:tenant/:parcel/retry', access: operateDeliveries, params,
      async handle(request) {
        const { tenant, parcel } = request.params;
        const { parcel: { state } } = await getDelivery(request.ctx, ports, { authority: tenant, parcel });
        try {
          await sendAgainFor(request.ctx, ports, { authority: tenant, parcel, to: chosenWay(request.form.text('to')) });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          return one(request, request.params, error.fields);
        }
        return redirect(request.urlFor.operator('deliveries', tenant, parcel), { flash: { kind: 'success', title: state === 'delivered' ? deliveryWords(request.locale).evidenceSentAgain : deliveryWords(request.locale).sentAgain } });
      },
    }),
  ];
}
