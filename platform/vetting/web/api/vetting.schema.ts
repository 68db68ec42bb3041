import { Type } from 'typebox';

const Nullable = <Inner extends Parameters<typeof Type.Array>[0]>(inner: Inner) => Type.Union([inner, Type.Null()]);
const Day = Type.String({ format: 'date' });

export const FindingSchema = Type.Object({ message: Type.String({ description: 'German' }), fix: Type.String({ description: 'What to do; German' }), where: Type.Optional(Type.String()) });

export const EvidenceSchema = Type.Object({
  id: Type.String({ format: 'uuid' }), outcome: Type.String(), hash: Type.String({ description: 'SHA-256 of what was examined' }), recordedOn: Day, expiresOn: Nullable(Day), author: Type.String({ description: 'supplier, operator or platform' }), findings: Type.Array(FindingSchema),
  review: Nullable(Type.Object({ outcome: Type.String(), reason: Nullable(Type.String()) })),
});

export const StandingSchema = Type.Object({
  id: Type.String({ format: 'uuid' }), name: Type.String(), supplier: Type.String({ format: 'uuid' }), state: Type.String({ description: 'draft, submitted, returned, approved, published' }), listing: Type.String({ description: 'unlisted, listed, deprecated, withdrawn' }),
  revision: Type.Integer(), slug: Nullable(Type.String()), reason: Nullable(Type.String()), level: Type.Integer({ minimum: 0, maximum: 7 }), holdsUntil: Nullable(Day),
  checks: Type.Array(Type.Object({ level: Type.Integer(), check: Type.String(), state: Type.String({ description: 'passed, failed, missing, waiting, expired, outdated' }), evidence: Nullable(EvidenceSchema) })),
});

export const PublicVettingSchema = Type.Object({
  level: Type.Integer({ minimum: 0, maximum: 7 }), holdsUntil: Nullable(Day), listing: Type.String(), reason: Nullable(Type.String()), supplier: Type.String(),
  checks: Type.Array(Type.Object({ level: Type.Integer(), check: Type.String(), state: Type.String(), recordedOn: Nullable(Day), expiresOn: Nullable(Day), hash: Nullable(Type.String()), author: Nullable(Type.String()) })),
});
