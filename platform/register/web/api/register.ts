import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { describeRegister } from '../../actions/describe-register.ts';
import { listVanishedPlaces } from '../../actions/list-vanished-places.ts';
import { nameSuccessor } from '../../actions/name-successor.ts';
import { correctRegister } from '../../domain/permissions.ts';
import { AgsParams, PlaceSchema, SuccessorBody } from './register.schema.ts';

export const describeRegisterApi = defineApi({
  method: 'GET', path: '/register', tag: 'register', operationId: 'describeRegister', access: 'anyone', summary: 'The edition of the municipality register in force, and how many of each kind it has',
  response: Type.Object({
    edition: Type.Union([Type.Object({ date: Type.String(), populationOn: Type.Union([Type.String(), Type.Null()]), source: Type.String() }), Type.Null()]),
    counts: Type.Object({ municipalities: Type.Integer(), unincorporatedAreas: Type.Integer(), districts: Type.Integer(), associations: Type.Integer(), authorities: Type.Integer(), postcodes: Type.Integer() }),
  }),
  async handle({ ctx }) {
    const { edition, counts } = await describeRegister(ctx);
    return { edition: edition === undefined ? null : { date: edition.date, populationOn: edition.populationOn, source: edition.source }, counts };
  },
});

export const listVanishedPlacesApi = defineApi({
  method: 'GET', path: '/register/vanished-places', tag: 'register', operationId: 'listVanishedPlaces', access: correctRegister, summary: 'Places that the edition in force no longer has (operator)',
  query: Type.Object({ waiting: Type.Optional(Type.Boolean({ description: 'Only those without a successor' })) }), response: Type.Object({ places: Type.Array(PlaceSchema) }),
  handle: async ({ ctx, query }) => ({ places: await listVanishedPlaces(ctx, { waiting: query.waiting ?? false }) }),
});

export const nameSuccessorApi = defineApi({
  method: 'PUT', path: '/register/vanished-places/:ags/successor', tag: 'register', operationId: 'nameSuccessor', access: correctRegister, params: AgsParams, body: SuccessorBody, response: PlaceSchema,
  summary: 'Name the municipality that took in one that vanished (operator)',
  handle: ({ ctx, params, body }) => nameSuccessor(ctx, { ags: params.ags, ...body }),
});
