import { definePage, show, type AnyPage } from '@allmende/http';
import { Type } from 'typebox';
import { describeAuthority } from '../../actions/describe-authority.ts';
import { describePlace } from '../../actions/describe-place.ts';
import { findContacts } from '../../actions/find-contacts.ts';
import type { ListServicesOfAuthority, ListServicesOfPlace } from '../../domain/offered-service.ts';
import { findServices } from '../../domain/find-services.ts';
import type { ListKnownServices } from '../../domain/known-service.ts';
import { findSituation } from '../../domain/life-situations.ts';
import { readWish } from '../../domain/wish.ts';
import { servicesIn } from '../situation-links.ts';
import { authorityView } from './authority.view.ts';
import { placeView } from './place.view.ts';

/** The portal of a place, or the page of an authority where the address names an Amt or Landkreis. */
export function wherePage(ports: { readonly servicesOfPlace: ListServicesOfPlace; readonly servicesOfAuthority: ListServicesOfAuthority; readonly knownServices: ListKnownServices }): AnyPage {
  return definePage({
    method: 'GET', path: '/:where', access: 'anyone', speaksAll: true, query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), situation: Type.Optional(Type.String({ maxLength: 40 })) }),
    async handle(request) {
      const { ctx, where, urlFor } = request;
      const shownIn = { locale: request.language, urlFor };
      if (where.kind === 'authority') return show(authorityView(await describeAuthority(ctx, { authority: where.authority, servicesOf: ports.servicesOfAuthority }), shownIn));
      const described = await describePlace(ctx, { place: where.place, servicesOf: ports.servicesOfPlace });
      const query = request.query.q?.trim() ?? '';
      const situation = query === '' ? findSituation(request.query.situation) : undefined;
      const matching = situation ? servicesIn(described.services, situation) : findServices(described.services, query);
      const elsewhere = query === '' || matching.length > 0 ? [] : findServices(await ports.knownServices(ctx), query);
      const mayWish = matching.length === 0 && described.municipal !== undefined && readWish(query) !== undefined;
      const contacts = await findContacts(ctx, { authorities: matching.length === 0 && query !== '' ? described.authorities : [] });
      return show(placeView({ ...described, query, situation, matching, elsewhere, contacts, wish: mayWish ? { action: urlFor.place(described.place.slug, 'wishes'), csrf: request.csrf } : undefined }, shownIn));
    },
  });
}
