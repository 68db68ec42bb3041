import { defineApi } from '@allmende/http';
import { Type, type Static } from 'typebox';
import { getPlaceValues, savePlaceValues } from '../../actions/place-values.ts';
import { inputValuesOf } from '../../domain/parse-field.ts';
import { manageServices, seeServices } from '../../domain/permissions.ts';

const tag = 'online-services';
const path = '/authorities/:authority/services/:service/places/:parameter';
const Params = Type.Object({ authority: Type.String(), service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }), parameter: Type.String({ pattern: '^[a-z][a-zA-Z0-9.]{0,80}$' }) });
const Ags = Type.String({ pattern: '^\\d{8}$', description: 'Municipality key (AGS)' });
const Day = Type.String({ format: 'date' });
const PlaceSchema = Type.Object({
  place: Ags, name: Type.String(), value: Type.Union([Type.Null(), Type.Integer()]),
  source: Type.Union([Type.Null(), Type.Object({ statute: Type.String(), statuteDate: Day, validFrom: Day, enteredBy: Type.String(), enteredOn: Day, example: Type.Boolean() })]),
});
const Body = Type.Object({
  rows: Type.Array(Type.Object({ place: Ags, value: Type.Union([Type.Null(), Type.Integer()], { description: 'null takes it back' }) }, { additionalProperties: false }), { minItems: 1, maxItems: 2_000 }),
  source: Type.Object({ statute: Type.String({ minLength: 1, maxLength: 300 }), statuteDate: Day, validFrom: Day, example: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
}, { additionalProperties: false });

const getPlaceValuesApi = defineApi({
  method: 'GET', path, tag, operationId: 'getPlaceValues', access: seeServices, params: Params, response: Type.Object({ places: Type.Array(PlaceSchema) }), summary: 'A value that differs between municipalities, for all that the authority answers for',
  async handle({ ctx, params }) {
    const { places } = await getPlaceValues(ctx, params);
    return { places: places.map(({ ags, officialName, value }) => ({ place: ags, name: officialName, value: value === undefined ? null : Number(value.value), source: value?.source ?? null })) };
  },
});

const savePlaceValuesApi = defineApi({
  method: 'PUT', path, tag, operationId: 'savePlaceValues', access: manageServices, params: Params, body: Body, response: Type.Object({ overlay: Type.String({ description: 'SHA-256 of the saved values' }) }),
  summary: 'Enter the values of many municipalities at once with the statute behind them; others keep theirs, and citizens see them after the next activation',
  handle: async ({ ctx, params, body }) => ({ overlay: await savePlaceValues(ctx, { ...params, body: typed(body) }) }),
});

/** Operations about values of single municipalities. */
export const placeValuesApis = [getPlaceValuesApi, savePlaceValuesApi];

/** The body as a person would type it: one way of reading for both. */
function typed({ rows, source }: Static<typeof Body>): Record<string, string> {
  return {
    rows: rows.map(({ place, value }) => `${place};${value ?? '-'}`).join('\n'), 'source.statute': source.statute, 'source.example': source.example === true ? 'yes' : '',
    ...inputValuesOf({ id: 'source.statuteDate', type: 'date' }, source.statuteDate), ...inputValuesOf({ id: 'source.validFrom', type: 'date' }, source.validFrom),
  };
}
