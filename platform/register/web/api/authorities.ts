import { NotFound } from '@allmende/errors';
import { defineApi, parseDay } from '@allmende/http';
import { Type } from 'typebox';
import { findAuthorityBySlug } from '../../actions/find-authority-by-slug.ts';
import { searchAuthorities } from '../../actions/search-authorities.ts';
import { setCompetence } from '../../actions/set-competence.ts';
import { correctRegister, handOverCompetence } from '../../domain/permissions.ts';
import { AuthoritySchema, CompetenceBody, EnteredSchema, SearchQuery, AuthorityParams } from './register.schema.ts';
import type { Static } from 'typebox';

export const searchAuthoritiesApi = defineApi({
  method: 'GET', path: '/authorities', tag: 'register', operationId: 'searchAuthorities', access: 'anyone', query: SearchQuery, response: Type.Object({ authorities: Type.Array(AuthoritySchema) }),
  summary: 'Find authorities by name, members of the platform or not',
  handle: async ({ ctx, query }) => ({ authorities: await searchAuthorities(ctx, { query: query.q, ...(query.limit === undefined ? {} : { limit: query.limit }) }) }),
});

export const getAuthorityApi = defineApi({
  method: 'GET', path: '/authorities/:authority', tag: 'register', operationId: 'getAuthority', access: 'anyone', params: AuthorityParams, response: AuthoritySchema,
  summary: 'One authority by its address',
  async handle({ ctx, params }) {
    const authority = await findAuthorityBySlug(ctx, { slug: params.authority });
    if (authority === undefined) throw new NotFound();
    return authority;
  },
});

export const handOverCompetenceApi = defineApi({
  method: 'POST', path: '/authorities/:authority/competences', tag: 'register', operationId: 'handOverCompetence', access: handOverCompetence, body: CompetenceBody, status: 201, response: EnteredSchema,
  params: AuthorityParams,
  summary: 'Hand a competence of the own authority over to another',
  handle: async ({ ctx, body }) => ({ id: (await setCompetence(ctx, competenceOf(body))).id }),
});

export const setCompetenceApi = defineApi({
  method: 'POST', path: '/register/competences', tag: 'register', operationId: 'setCompetence', access: correctRegister, body: CompetenceBody, status: 201, response: EnteredSchema,
  summary: 'Enter who is competent for a place and a service (operator)',
  handle: async ({ ctx, body }) => ({ id: (await setCompetence(ctx, competenceOf(body))).id }),
});

function competenceOf(body: Static<typeof CompetenceBody>) {
  return {
    ags: body.ags, service: { id: body.service, usualAuthorityKind: body.usually }, authority: body.authority, validFrom: parseDay(body.validFrom, 'validFrom'),
    ...(body.validUntil === undefined ? {} : { validUntil: parseDay(body.validUntil, 'validUntil') }), reason: body.reason,
  };
}
