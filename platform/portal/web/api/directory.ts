import { NotFound } from '@allmende/errors';
import { defineApi, type AnyApi } from '@allmende/http';
import { Type } from 'typebox';
import { findOffice } from '../../actions/find-office.ts';
import { findPlaces } from '../../actions/find-places.ts';
import { listWishes } from '../../actions/list-wishes.ts';
import { findServices } from '../../domain/find-services.ts';
import type { KnownService, ListKnownServices } from '../../domain/known-service.ts';
import { findSituation, LIFE_SITUATIONS, situationsOf } from '../../domain/life-situations.ts';
import type { ListServicesOfPlace } from '../../domain/offered-service.ts';
import { seeWishes } from '../../domain/permissions.ts';
import { servicesIn } from '../situation-links.ts';
import { localTextJson, LocalTextSchema } from './local-text.schema.ts';

const Service = Type.Object({
  service: Type.String({ description: 'Id of the service package' }), title: LocalTextSchema, summary: LocalTextSchema, situations: Type.Array(Type.String(), { description: 'Ids of situations of life' }), usualAuthority: Type.Enum(['municipality', 'district', 'land']),
  sections: Type.Array(Type.Object({ id: Type.String(), title: LocalTextSchema, text: LocalTextSchema }), { description: 'Who it is for, what is needed, how it goes on: as far as that is the same everywhere' }),
  documents: Type.Array(LocalTextSchema, { description: 'Documents that may be asked for; the answers decide which' }), deadlines: Type.Array(LocalTextSchema), fees: Type.Array(LocalTextSchema), laws: Type.Array(Type.String()),
});
const maybe = Type.Union([Type.String(), Type.Null()]);
const Office = Type.Object({
  place: Type.Object({ slug: Type.String(), name: Type.String() }), matchedBy: Type.String({ description: '`postcode-of-seat`: only the postcode of the town hall is known, people under it can live in another place' }),
  authority: Type.Union([Type.Object({ id: Type.String({ format: 'uuid' }), slug: Type.String(), name: Type.String() }), Type.Null()], { description: 'Null where nobody has been entered' }),
  address: Type.Union([Type.String(), Type.Null()], { description: 'Where the service starts online; null while it is not offered there' }), phone: maybe, email: maybe, postalAddress: maybe,
});
const path = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });

/** The directory for machines: services, situations of life, responsible offices, and what was missed. */
export function directoryApi(ports: { readonly knownServices: ListKnownServices; readonly servicesOfPlace: ListServicesOfPlace }): readonly AnyApi[] {
  return [
    defineApi({
      method: 'GET', path: '/services', tag: 'portal', operationId: 'listServices', access: 'anyone', summary: 'Services that are described on this platform; `q` searches with everyday words, best first', query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), situation: Type.Optional(Type.String({ maxLength: 40 })) }),
      response: Type.Object({ services: Type.Array(Service) }),
      async handle({ ctx, query }) {
        const all = await ports.knownServices(ctx);
        const situation = findSituation(query.situation);
        if (query.situation !== undefined && !situation) return { services: [] };
        return { services: findServices(situation ? servicesIn(all, situation) : all, query.q ?? '').map(serviceJson) };
      },
    }),
    defineApi({
      method: 'GET', path: '/life-situations', tag: 'portal', operationId: 'listLifeSituations', access: 'anyone', summary: 'Situations of life by which services can be found', response: Type.Object({ situations: Type.Array(Type.Object({ id: Type.String(), name: LocalTextSchema })) }),
      handle: async () => ({ situations: LIFE_SITUATIONS.map(({ id, name }) => ({ id, name: localTextJson(name) })) }),
    }),
    defineApi({
      method: 'GET', path: '/services/:service/offices', tag: 'portal', operationId: 'findOffices', access: 'anyone', summary: 'Who answers for a service at the places of a name or postcode; at most ten places', params: path, query: Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }) }),
      response: Type.Object({ offices: Type.Array(Office), hasMore: Type.Boolean() }),
      async handle({ ctx, params, query }) {
        const service = (await ports.knownServices(ctx)).find((one) => one.service === params.service);
        if (!service) throw new NotFound();
        const found = await findPlaces(ctx, { query: query.q });
        const hits = found.hits.slice(0, 10);
        const offices = await Promise.all(hits.map(async ({ place, matchedBy }) => {
          const office = await findOffice(ctx, { service, place: place.slug, servicesOf: ports.servicesOfPlace });
          const { authority, contact } = office ?? {};
          return {
            place: { slug: place.slug, name: place.name }, matchedBy, authority: authority ? { id: authority.id, slug: authority.slug, name: authority.name } : null, address: office?.href === undefined ? null : ctx.urlFor.absolute(office.href),
            phone: contact?.phone || null, email: contact?.email || null, postalAddress: contact?.address || null,
          };
        }));
        return { offices, hasMore: found.hasMore || found.hits.length > hits.length };
      },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/wishes', tag: 'portal', operationId: 'listWishes', access: seeWishes, summary: 'What people looked for at the places of the authority and did not find', params: Type.Object({ authority: Type.String() }),
      response: Type.Object({ wishes: Type.Array(Type.Object({ words: Type.String(), count: Type.Integer(), firstOn: Type.String({ format: 'date' }), lastOn: Type.String({ format: 'date' }) })), rare: Type.Integer({ description: 'Wishes too rare to be shown: they could hold something personal.' }) }),
      async handle({ ctx }) {
        const { wishes, rare } = await listWishes(ctx);
        return { wishes: wishes.map(({ words, count, firstOn, lastOn }) => ({ words, count, firstOn, lastOn })), rare };
      },
    }),
  ];
}

function serviceJson(one: KnownService) {
  return {
    service: one.service, title: localTextJson(one.title), summary: localTextJson(one.summary), situations: situationsOf(one.keywords.de).map(({ situation }) => situation.id), usualAuthority: one.usualAuthority, sections: one.sections.map(({ id, title, text }) => ({ id, title: localTextJson(title), text: localTextJson(text) })), documents: one.documents.map(localTextJson), deadlines: one.deadlines.map(localTextJson), fees: one.fees.map(localTextJson), laws: [...one.laws],
  };
}
