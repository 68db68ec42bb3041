import { Type } from 'typebox';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
const keyed = Type.Object({ key: Type.String(), name: Type.String() });

/** A place as the API shows it. */
export const PlaceSchema = Type.Object({
  ags: Type.String({ description: '8 digits; identifies the place' }),
  ars: Type.String({ description: '12 digits' }),
  slug: Type.String(),
  name: Type.String(),
  officialName: Type.String(),
  type: nullable(Type.String({ description: 'Code of GV100AD, 60 to 67; null when unknown' })),
  isMunicipality: Type.Boolean({ description: 'False for areas outside any municipality' }),
  land: keyed,
  district: nullable(keyed),
  association: nullable(Type.Object({ key: Type.String(), name: Type.String(), type: Type.String() })),
  population: nullable(Type.Integer()),
  areaHectares: nullable(Type.Integer()),
  postcodeOfSeat: nullable(Type.String({ description: 'Postcode of the town hall; a place can have more' })),
  hasSeveralPostcodes: Type.Boolean(),
  vanishedOn: nullable(Type.String({ description: 'Day of the first edition without it' })),
  successor: nullable(Type.Object({ ags: Type.String(), slug: Type.String(), name: Type.String() })),
});

/** An authority as the API shows it. */
export const AuthoritySchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.Union([Type.Literal('town'), Type.Literal('association'), Type.Literal('district')]),
  key: Type.String(),
  ars: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  officialName: Type.String(),
  land: keyed,
  district: nullable(keyed),
  population: nullable(Type.Integer()),
  vanishedOn: nullable(Type.String()),
});

/** Why an authority is competent. */
export const CompetenceSchema = Type.Object({
  authority: nullable(AuthoritySchema),
  because: Type.Union([Type.Literal('entry'), Type.Literal('default'), Type.Literal('unknown')]),
  rule: nullable(Type.String({ description: 'The rule that gave the default' })),
  entry: nullable(Type.String({ description: 'The entry that decided' })),
});

const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
export const PlaceParams = Type.Object({ place: slug });
export const AuthorityParams = Type.Object({ authority: slug });
export const AgsParams = Type.Object({ ags: Type.String({ pattern: '^[0-9]{8}$' }) });
export const SearchQuery = Type.Object({ q: Type.String({ maxLength: 80 }), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) });
const day = Type.String({ pattern: '^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$' });
export const ServiceQuery = Type.Object({ service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }), usually: Type.Union([Type.Literal('municipality'), Type.Literal('district')]), on: Type.Optional(day) });

/** A competence to enter. */
export const CompetenceBody = Type.Object({
  ags: Type.String({ pattern: '^[0-9]{8}$' }),
  service: Type.String({ pattern: '^([a-z][a-z0-9-]{0,79}|\\*)$', description: '* for all that municipalities usually do' }),
  usually: Type.Union([Type.Literal('municipality'), Type.Literal('district')]),
  authority: nullable(Type.String({ format: 'uuid', description: 'Null brings the default back' })),
  validFrom: day,
  validUntil: Type.Optional(day),
  reason: Type.String({ minLength: 3, maxLength: 500 }),
}, { additionalProperties: false });
export const EnteredSchema = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const SuccessorBody = Type.Object({ successor: Type.String({ pattern: '^[0-9]{8}$' }), reason: Type.String({ minLength: 3, maxLength: 500 }) }, { additionalProperties: false });
