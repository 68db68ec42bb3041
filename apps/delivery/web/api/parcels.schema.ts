import { Type } from 'typebox';

const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const StateSchema = Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('delivered'), Type.Literal('failed')]);
export const ServiceId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' });
/** `cases`, or `webhook:<destination>`. */
export const Way = Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}(:[0-9a-f-]{36})?$', description: 'Target, with its destination behind a colon where it needs one: `cases`, `webhook:<uuid>`' });

export const ParcelSchema = Type.Object({
  id: Uuid, application: Uuid, service: Type.String(), target: Type.String(), destination: orNull(Uuid), state: StateSchema, attempts: Type.Integer(), problem: orNull(Type.String()), createdAt: Instant,
  deliveredAt: orNull(Instant), receipt: orNull(Type.String()),
});

export const AuthorityParams = Type.Object({ authority: Type.String() });
export const ParcelParams = Type.Object({ authority: Type.String(), parcel: Uuid });
export const DestinationParams = Type.Object({ authority: Type.String(), destination: Uuid });
export const ServiceParams = Type.Object({ authority: Type.String(), service: ServiceId });
export const ParcelsQuery = Type.Object({ state: Type.Optional(StateSchema), service: Type.Optional(ServiceId), way: Type.Optional(Way), after: Type.Optional(Uuid) }, { additionalProperties: false });
const Figures = Type.Object({
  way: Type.String(), waiting: Type.Integer(), sent: Type.Integer(), delivered: Type.Integer(), failed: Type.Integer(), medianMs: orNull(Type.Number({ description: 'Middle of the times from sending to arrival, of the last 30 days' })),
});
export const ParcelsSchema = Type.Object({
  parcels: Type.Array(ParcelSchema), counts: Type.Object({ waiting: Type.Integer(), sent: Type.Integer(), delivered: Type.Integer(), failed: Type.Integer() }), figures: Type.Array(Figures), after: orNull(Uuid),
});
export const ParcelWithEventsSchema = Type.Object({
  ...ParcelSchema.properties, hasRefusedEvidence: Type.Boolean({ description: 'Whether the target refused documents that came after the application' }), events: Type.Array(Type.Object({ kind: Type.String(), detail: orNull(Type.String()), at: Instant, verified: orNull(Type.Boolean({ description: 'Whether the signature of what the target said was right' })), signedBy: orNull(Type.String()) })),
});
export const RetryBody = Type.Object({ to: Type.Optional(Way) }, { additionalProperties: false });

export const TrialSchema = Type.Object({
  id: Uuid, service: Type.String(), way: Type.String(), cause: Type.String(), state: Type.Union([Type.Literal('running'), Type.Literal('passed'), Type.Literal('handed-over'), Type.Literal('failed')]), problem: orNull(Type.String()),
  startedAt: Instant, endedAt: orNull(Instant), milliseconds: orNull(Type.Integer()),
});
export const TargetsSchema = Type.Object({
  services: Type.Array(Type.Object({ service: Type.String(), isOn: Type.Boolean(), way: Type.String(), lastTrial: orNull(TrialSchema) })),
  ways: Type.Array(Type.Object({ way: Type.String(), name: Type.String(), address: Type.String() })),
  kinds: Type.Array(Type.String(), { description: 'Targets of which destinations can be set up' }),
});
export const DestinationSchema = Type.Object({ id: Uuid, target: Type.String(), name: Type.String(), address: Type.String(), settings: Type.Record(Type.String(), Type.String()), secrets: Type.Array(Type.String(), { description: 'Names of settings that are set and never shown' }) });
const Settings = Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,40}$' }), Type.String({ maxLength: 20_000 }), { maxProperties: 30 });
export const NewDestinationBody = Type.Object({ target: Type.String({ pattern: '^[a-z][a-z0-9-]{0,59}$' }), name: Type.String({ maxLength: 200 }), settings: Settings }, { additionalProperties: false });
export const DestinationBody = Type.Object({ name: Type.String({ maxLength: 200 }), settings: Settings }, { additionalProperties: false });
