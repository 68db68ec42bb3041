import { NotFound } from '@allmende/errors';
import { defineApi, parseDay } from '@allmende/http';
import { Type } from 'typebox';
import { competentAuthority } from '../../actions/competent-authority.ts';
import { findPlaceBySlug } from '../../actions/find-place-by-slug.ts';
import { listCompetentAuthorities } from '../../actions/list-competent-authorities.ts';
import { searchPlaces } from '../../actions/search-places.ts';
import { AuthoritySchema, CompetenceSchema, PlaceSchema, SearchQuery, ServiceQuery, PlaceParams } from './register.schema.ts';

export const searchPlacesApi = defineApi({
  method: 'GET', path: '/places', tag: 'register', operationId: 'searchPlaces', access: 'anyone', query: SearchQuery,
  summary: 'Find places by name, AGS, ARS or postcode',
  response: Type.Object({
    hits: Type.Array(Type.Object({ place: PlaceSchema, matchedBy: Type.String({ description: 'name, ags, ars, district, postcode or postcode-of-seat' }) })),
    dissolvedKey: Type.Union([Type.Object({ key: Type.String(), name: Type.String(), lastYear: Type.Integer() }), Type.Null()]),
  }),
  async handle({ ctx, query }) {
    const found = await searchPlaces(ctx, { query: query.q, ...(query.limit === undefined ? {} : { limit: query.limit }) });
    return { hits: found.hits, dissolvedKey: found.dissolvedKey ?? null };
  },
});

export const getPlaceApi = defineApi({
  method: 'GET', path: '/places/:place', tag: 'register', operationId: 'getPlace', access: 'anyone', params: PlaceParams, response: PlaceSchema,
  summary: 'One place by its address, also one that vanished',
  async handle({ ctx, params }) {
    const place = await findPlaceBySlug(ctx, { slug: params.place });
    if (place === undefined) throw new NotFound();
    return place;
  },
});

export const listPlaceAuthoritiesApi = defineApi({
  method: 'GET', path: '/places/:place/authorities', tag: 'register', operationId: 'listCompetentAuthorities', access: 'anyone', params: PlaceParams, response: Type.Object({ authorities: Type.Array(AuthoritySchema) }),
  summary: 'The authorities that answer for a place today',
  async handle({ ctx, params }) {
    const place = await findPlaceBySlug(ctx, { slug: params.place });
    if (place === undefined) throw new NotFound();
    return { authorities: (await listCompetentAuthorities(ctx, { ags: place.ags })).authorities };
  },
});

export const getCompetenceApi = defineApi({
  method: 'GET', path: '/places/:place/competence', tag: 'register', operationId: 'getCompetence', access: 'anyone', params: PlaceParams, query: ServiceQuery, response: CompetenceSchema,
  summary: 'Who answers for a place and a service on a day, and why',
  async handle({ ctx, params, query }) {
    const on = query.on === undefined ? undefined : parseDay(query.on, 'on');
    const place = await findPlaceBySlug(ctx, { slug: params.place });
    if (place === undefined) throw new NotFound();
    const { authority, answer } = await competentAuthority(ctx, { ags: place.ags, service: { id: query.service, usualAuthorityKind: query.usually }, ...(on === undefined ? {} : { on }) });
    return { authority: authority ?? null, because: answer.because, rule: answer.because === 'entry' ? null : answer.rule, entry: answer.because === 'entry' ? answer.entry : null };
  },
});
