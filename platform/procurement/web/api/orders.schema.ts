import { Type } from 'typebox';

export const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Instant = Type.String({ format: 'date-time' });

export const ParametersSchema = Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean(), Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })]));

const PriceSchema = Type.Object({ centsPerYear: Type.Integer({ minimum: 0 }), contributionClass: Type.String(), validFrom: Day, label: nullable(Type.String({ description: 'Such as Beispielwerte' })) });

/** A line with everything that was frozen. */
export const LineSchema = Type.Object({
  position: Type.Integer(), offer: Id, solution: Type.String(), app: Type.String(), plan: Type.String(), name: Type.String(), price: PriceSchema, parameters: ParametersSchema,
});

/** The proof of the ground for award, as it held on its day. */
export const ProofSchema = Type.Object({
  kind: Type.Literal('in-house'), provenOn: Day, organisation: Type.String(),
  statutes: Type.Object({ version: Type.String(), dated: Day, validFrom: Day, validUntil: nullable(Day), label: nullable(Type.String()) }), admission: Type.Object({ decision: Type.String(), decidedOn: Day }),
});

export const CommitmentSchema = Type.Object({ kind: Type.String(), basis: Type.String(), source: Type.String(), reason: Type.String() });

export const OrderSchema = Type.Object({
  id: Id, need: Id, title: Type.String(), category: Type.String(),
  state: Type.Union([Type.Literal('draft'), Type.Literal('submitted'), Type.Literal('approved'), Type.Literal('contracted'), Type.Literal('refused'), Type.Literal('cancelled')]),
  version: Type.Integer(), createdAt: Instant, lines: Type.Array(LineSchema), centsPerYear: Type.Integer(), ground: nullable(Type.String()), commitment: nullable(CommitmentSchema), proof: nullable(ProofSchema), submittedAt: nullable(Instant), approvedAt: nullable(Instant),
  contract: nullable(Id),
});

export const AuthorityParams = Type.Object({ authority: Type.String() });
export const OrderParams = Type.Object({ authority: Type.String(), order: Id });
