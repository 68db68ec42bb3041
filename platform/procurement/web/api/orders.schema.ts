import { Type } from 'typebox';

export const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const Id = Type.String({ format: 'uuid' });
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Instant = Type.String({ format: 'date-time' });

export const ParametersSchema = Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean(), Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })]));

export const PriceSchema = Type.Object({ centsPerYear: Type.Integer({ minimum: 0 }), contributionClass: Type.String(), validFrom: Day, label: nullable(Type.String({ description: 'Such as Beispielwerte' })),
  parts: Type.Optional(Type.Array(Type.Object({ kind: Type.String(), quantity: Type.Integer(), centsEach: Type.Integer(), cents: Type.Integer() }), { description: 'How a price by use comes about' })),
});

/** A line with everything that was frozen. */
export const LineSchema = Type.Object({
  position: Type.Integer(), offer: Id, solution: Type.String(), app: Type.String(), plan: Type.String(), name: Type.String(), price: PriceSchema, parameters: ParametersSchema,
});

/** The proof of the ground for award, as it held on its day. */
export const ProofSchema = Type.Object({
  kind: Type.String({ description: 'in-house, framework-call-off, dynamic-purchasing-system or direct-order' }), provenOn: Day, details: Type.Array(Type.Object({ term: Type.String(), description: Type.String() }), { description: 'German' }), organisation: Type.Optional(Type.String()),
  statutes: Type.Optional(Type.Object({ version: Type.String(), dated: Day, validFrom: Day, validUntil: nullable(Day), label: nullable(Type.String()) })), admission: Type.Optional(Type.Object({ decision: Type.String(), decidedOn: Day })),
});

export const CommitmentSchema = Type.Object({ kind: Type.String(), basis: Type.String(), source: Type.String(), reason: Type.String() });

/** How long a contract runs. */
export const TermSchema = Type.Object({
  months: nullable(Type.Integer({ minimum: 1, maximum: 120, description: 'null for an open term' })), renewsMonths: nullable(Type.Integer({ minimum: 1, maximum: 60 })), noticeMonths: Type.Integer({ minimum: 0, maximum: 24 }),
}, { additionalProperties: false });

export const OrderSchema = Type.Object({
  id: Id, need: Id, title: Type.String(), category: Type.String(),
  state: Type.Union([Type.Literal('draft'), Type.Literal('submitted'), Type.Literal('approved'), Type.Literal('contracted'), Type.Literal('refused'), Type.Literal('cancelled')]),
  version: Type.Integer(), createdAt: Instant, lines: Type.Array(LineSchema), centsPerYear: Type.Integer(), ground: nullable(Type.String()), commitment: nullable(CommitmentSchema), proof: nullable(ProofSchema), submittedAt: nullable(Instant), approvedAt: nullable(Instant),
  contract: nullable(Id), term: TermSchema, choiceSha256: nullable(Type.String({ description: 'Hash of the frozen choice (…/choice); null in drafts' })),
  steps: Type.Object({ budget: Type.Boolean(), head: Type.Boolean(), council: Type.Boolean(), budgetConfirmedAt: nullable(Instant), resolutionEnteredAt: nullable(Instant) }, { description: 'What the rules of the authority ask for before the contract, and what is done' }),
});

export const AuthorityParams = Type.Object({ authority: Type.String() });
export const OrderParams = Type.Object({ authority: Type.String(), order: Id });
