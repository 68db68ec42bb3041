import { Type } from 'typebox';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Id = Type.String({ format: 'uuid' });

/** A member as the API shows it. */
export const MemberSchema = Type.Object({
  authority: Id, name: nullable(Type.String()), joinedOn: Day, leftOn: nullable(Day), founding: Type.Boolean(), decision: Type.Object({ name: Type.String(), decidedOn: Day }),
});

/** Somebody applies for an authority. */
export const ApplyBody = Type.Object({
  authority: Type.String({ description: 'Slug of the authority', maxLength: 100 }),
  contact: Type.Object({ name: Type.String({ maxLength: 120 }), position: Type.String({ maxLength: 120 }), email: Type.String({ maxLength: 200 }), phone: Type.Optional(Type.String({ maxLength: 40 })), message: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }),
}, { additionalProperties: false });

export const EnteredSchema = Type.Object({ id: Id });
export const ApplicationParams = Type.Object({ application: Id });
export const ApplicationSchema = Type.Object({ id: Id, authority: Id, name: nullable(Type.String()), state: Type.String(), receivedAt: Type.String({ format: 'date-time' }) });
export const AdmissionBody = Type.Object({ decision: Type.String({ maxLength: 120 }), decidedOn: Day, text: Type.String({ maxLength: 1000 }) }, { additionalProperties: false });
export const RefusalBody = Type.Object({ decidedOn: Day, text: Type.String({ maxLength: 1000 }) }, { additionalProperties: false });

const statutes = {
  version: Type.String({ maxLength: 300 }), organisation: Type.String({ maxLength: 300 }), dated: Day, validFrom: Day, validUntil: nullable(Day), label: nullable(Type.String({ maxLength: 60 })), source: Type.String({ maxLength: 300 }),
};
export const StatutesSchema = Type.Object(statutes);
export const PrivateShareBody = Type.Object({ validFrom: Day, validUntil: Type.Union([Day, Type.Null()]), holder: Type.String({ maxLength: 200 }), source: Type.String({ maxLength: 300 }) }, { additionalProperties: false });
export const StatutesBody = Type.Object(statutes, { additionalProperties: false });

const table = {
  validFrom: Day, label: nullable(Type.String({ maxLength: 60 })), source: Type.String({ maxLength: 300 }),
  classes: Type.Array(Type.Object({ name: Type.String({ maxLength: 20 }), inhabitantsFrom: Type.Integer({ minimum: 0 }), centsPerYear: nullable(Type.Integer({ minimum: 0, description: 'Null while unknown' })) }, { additionalProperties: false }), { maxItems: 30 }),
};
export const ContributionTableSchema = Type.Object(table);
export const ContributionTableBody = Type.Object(table, { additionalProperties: false });
