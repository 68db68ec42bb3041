import { NotFound } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage } from '@allmende/http';
import { Type } from 'typebox';
import { findOffice } from '../../actions/find-office.ts';
import { findPlaces } from '../../actions/find-places.ts';
import { findServices } from '../../domain/find-services.ts';
import type { ListKnownServices } from '../../domain/known-service.ts';
import { findSituation } from '../../domain/life-situations.ts';
import type { ListServicesOfPlace } from '../../domain/offered-service.ts';
import { servicesIn } from '../situation-links.ts';
import { directoryView } from './services.view.ts';
import { knownServiceView } from './known-service.view.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
type Ports = { readonly knownServices: ListKnownServices; readonly servicesOfPlace: ListServicesOfPlace };

/** All services that are described here, to be searched with everyday words, and the page of each with the way to the office that answers. */
export function directoryPages(ports: Ports): readonly AnyPage[] {
  return [
    definePage({
      method: 'GET', path: '/services', access: 'anyone', speaksAll: true, query: Type.Object({ q: text(200), situation: text(40) }),
      async handle({ ctx, query, language, urlFor }) {
        const all = await ports.knownServices(ctx);
        const typed = query.q?.trim() ?? '';
        const situation = typed === '' ? findSituation(query.situation) : undefined;
        return show(directoryView({ all, matching: situation ? servicesIn(all, situation) : findServices(all, typed), query: typed, situation }, { locale: language, urlFor }));
      },
    }),
    definePage({
      method: 'GET', path: '/services/:service', access: 'anyone', speaksAll: true, params: Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) }), query: Type.Object({ q: text(200), place: text(80) }),
      async handle({ ctx, params, query, language, urlFor }) {
        const service = (await ports.knownServices(ctx)).find((one) => one.service === params.service);
        if (!service) throw new NotFound();
        const typed = query.q?.trim() ?? '';
        const found = typed === '' ? undefined : await findPlaces(ctx, { query: typed });
        const slug = found?.only?.slug ?? query.place;
        const office = slug === undefined ? undefined : await findOffice(ctx, { service, place: slug, servicesOf: ports.servicesOfPlace });
        // Whoever is known to live there need not be told what is there, but shown it.
        if (office?.href !== undefined) return redirect(office.href);
        return show(knownServiceView({ service, query: typed, found: found?.only ? undefined : found, office }, { locale: language, urlFor }));
      },
    }),
  ];
}
