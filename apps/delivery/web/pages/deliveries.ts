import { may } from '@allmende/access';
import { definePage, redirect, show } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { Type } from 'typebox';
import { listParcels } from '../../actions/list-parcels.ts';
import { retryParcel } from '../../actions/retry-parcel.ts';
import { retryParcels, seeParcels } from '../../domain/permissions.ts';
import { StateSchema } from '../api/parcels.schema.ts';
import { deliveriesView } from './deliveries.view.ts';

const texts = translations({ de: { retried: 'Die Sendung wird jetzt noch einmal zugestellt.' }, en: { retried: 'The parcel is being delivered again.' } });

export const deliveriesPage = definePage({
  method: 'GET',
  path: '/:authority/office/deliveries',
  access: seeParcels,
  query: Type.Object({ state: Type.Optional(StateSchema), after: Type.Optional(Type.String({ format: 'uuid' })) }),
  async handle({ ctx, query, locale, urlFor, authority, csrf }) {
    const list = await listParcels(ctx, query);
    const start = urlFor.office(authority.slug, 'deliveries');
    return show(deliveriesView(list, { state: query.state, locale, csrf, start, retryHref: (parcel) => urlFor.office(authority.slug, 'deliveries', parcel, 'retry'), mayRetry: may(ctx.actor, retryParcels, ctx.tenant) }));
  },
});

export const retryParcelPost = definePage({
  method: 'POST',
  path: '/:authority/office/deliveries/:parcel/retry',
  access: retryParcels,
  params: Type.Object({ parcel: Type.String({ format: 'uuid' }) }),
  async handle({ ctx, params, locale, urlFor, authority }) {
    await retryParcel(ctx, params);
    return redirect(urlFor.office(authority.slug, 'deliveries'), { flash: { kind: 'success', title: texts(locale).retried } });
  },
});
