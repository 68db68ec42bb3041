import { Type } from 'typebox';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });

export const StateSchema = Type.Union([Type.Literal('waiting'), Type.Literal('delivered'), Type.Literal('failed')]);

export const ParcelSchema = Type.Object({
  id: Uuid, application: Uuid, service: Type.String(), target: Type.String(), state: StateSchema, attempts: Type.Integer(), problem: Type.Union([Type.String(), Type.Null()]), createdAt: Instant,
  deliveredAt: Type.Union([Instant, Type.Null()]), receipt: Type.Union([Type.String(), Type.Null()]),
});

export const AuthorityParams = Type.Object({ authority: Type.String() });
export const ParcelParams = Type.Object({ authority: Type.String(), parcel: Uuid });
export const ParcelsQuery = Type.Object({ state: Type.Optional(StateSchema), after: Type.Optional(Uuid) }, { additionalProperties: false });
export const ParcelsSchema = Type.Object({
  parcels: Type.Array(ParcelSchema), counts: Type.Object({ waiting: Type.Integer(), delivered: Type.Integer(), failed: Type.Integer() }), after: Type.Union([Uuid, Type.Null()]),
});
export const ParcelWithEventsSchema = Type.Object({
  ...ParcelSchema.properties, events: Type.Array(Type.Object({ kind: Type.String(), detail: Type.Union([Type.String(), Type.Null()]), at: Instant })),
});
