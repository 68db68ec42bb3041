import { definePage, show, type AnyPage } from '@allmende/http';
import { searchForm } from '@allmende/register';
import { Type } from 'typebox';
import { describeAuthority } from '../../actions/describe-authority.ts';
import { describePlace } from '../../actions/describe-place.ts';
import type { ListServicesOfAuthority, ListServicesOfPlace } from '../../domain/offered-service.ts';
import { searchServices } from '../../domain/search-services.ts';
import { authorityView } from './authority.view.ts';
import { placeView } from './place.view.ts';

/** The portal of a place, or the page of an authority where the address names an Amt or Landkreis. */
export function wherePage(ports: { readonly servicesOfPlace: ListServicesOfPlace; readonly servicesOfAuthority: ListServicesOfAuthority }): AnyPage {
  return definePage({
    method: 'GET', path: '/:where', access: 'anyone', speaksAll: true, query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) }),
    async handle(request) {
      const { ctx, where, urlFor } = request;
      const shownIn = { locale: request.language, urlFor };
      if (where.kind === 'authority') return show(authorityView(await describeAuthority(ctx, { authority: where.authority, servicesOf: ports.servicesOfAuthority }), shownIn));
      const described = await describePlace(ctx, { place: where.place, servicesOf: ports.servicesOfPlace });
      const query = request.query.q?.trim() ?? '';
      return show(placeView({ ...described, query, matching: searchServices(described.services, query, (text) => searchForm(text).loose) }, shownIn));
    },
  });
}
