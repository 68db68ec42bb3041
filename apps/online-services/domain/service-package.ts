import Type from 'typebox';
import type { Expression } from './rules/expression.ts';

const Id = Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' });
const DottedId = Type.String({ pattern: '^[a-z][a-zA-Z0-9]*(\\.[a-z][a-zA-Z0-9]*)+$', maxLength: 80 });
const RuleName = Type.String({ pattern: '^[a-z][a-zA-Z0-9]*$', maxLength: 60 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Text = Type.String({ minLength: 1, maxLength: 20_000 });
const AnExpression = Type.Unsafe<Expression>(Type.Unknown());
const strict = { additionalProperties: false } as const;

/** What the service is in law and who usually answers for it. Texts are keys elsewhere; names of laws are data with source. */
export const ServicePart = Type.Object({
  format: Type.Literal(1),
  id: Id,
  version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
  /** Leistungsschlüssel of the LeiKa; null as long as nobody has entered it with a source. */
  leistungsschluessel: Type.Union([Type.Null(), Type.String({ pattern: '^\\d{14}$' })]),
  regime: Type.Union([Type.Literal('ao-kag'), Type.Literal('vwvfg'), Type.Literal('sgb-x')]),
  secrecy: Type.Union([Type.Literal('ordinary'), Type.Literal('tax'), Type.Literal('social')]),
  usualAuthority: Type.Union([Type.Literal('municipality'), Type.Literal('district'), Type.Literal('land')]),
  loginLevel: Type.Union([Type.Literal('none'), Type.Literal('basic'), Type.Literal('substantial'), Type.Literal('high')]),
  languages: Type.Array(Type.String({ pattern: '^[a-z]{2}(-[a-z]+)?$' }), { minItems: 1, maxItems: 30 }),
  legalBasis: Type.Array(Type.Object({ name: Text, note: Type.Optional(Text), source: Text }, strict)),
  retention: Type.Object({ draftDays: Type.Integer({ minimum: 1, maximum: 365 }), source: Text }, strict),
  /** Fields whose answers may be stored readable and searchable. Empty keeps every answer sealed. */
  clearFields: Type.Array(DottedId),
  /** Sections of the start page in their order; the texts are `start.<id>.title` and `start.<id>.text`. */
  startPage: Type.Array(Type.Object({ id: Id, when: Type.Optional(RuleName) }, strict)),
}, strict);

export const FIELD_TYPES = ['text', 'longText', 'date', 'money', 'integer', 'boolean', 'confirmation', 'choice', 'email', 'tel'] as const;

/** One question. Required unless said otherwise; `when` and `requiredWhen` name boolean rules. */
export const FieldPart = Type.Object({
  id: DottedId,
  type: Type.Enum(FIELD_TYPES),
  required: Type.Optional(Type.Boolean()),
  requiredWhen: Type.Optional(RuleName),
  when: Type.Optional(RuleName),
  options: Type.Optional(Type.Array(Id, { minItems: 2, maxItems: 50 })),
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /** Exactly so many digits; spaces, points and hyphens between them are forgiven. */
  digits: Type.Optional(Type.Integer({ minimum: 1, maximum: 40 })),
  min: Type.Optional(Type.Integer()),
  max: Type.Optional(Type.Integer()),
  /** Expected length in characters, so that the box says how much is wanted. */
  width: Type.Optional(Type.Integer({ minimum: 1, maximum: 80 })),
  /** Token of WCAG 2.2 SC 1.3.5 (HTML `autocomplete`). */
  autocomplete: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9 -]{1,40}$' })),
  /** FIM data field. */
  fim: Type.Optional(Type.String({ pattern: '^F\\d{8,14}(V\\d+\\.\\d+(\\.\\d+)?)?$' })),
}, strict);

export const FlowPart = Type.Object({
  /** In the order in which they are asked; a condition may only look at earlier pages. */
  pages: Type.Array(Type.Object({ id: Id, when: Type.Optional(RuleName), fields: Type.Array(DottedId, { minItems: 1, maxItems: 60 }) }, strict), { minItems: 1, maxItems: 200 }),
  /** Fields of the check page, such as the statement of truth. */
  declaration: Type.Array(DottedId, { maxItems: 10 }),
}, strict);

export const RulesPart = Type.Object({
  rules: Type.Record(RuleName, AnExpression, strict),
  /** Rules whose values are shown to the applicant and sent along, in this order. */
  results: Type.Array(RuleName),
  /** What must not be false when a page is saved; the text is `check.<id>`, shown at `field`. */
  checks: Type.Array(Type.Object({ id: Id, field: DottedId, must: AnExpression }, strict)),
}, strict);

export const EvidencePart = Type.Object({
  evidence: Type.Array(Type.Object({ id: Id, requiredWhen: RuleName }, strict)),
}, strict);

export const PARAMETER_TYPES = ['money', 'integer', 'boolean', 'choice', 'date', 'text', 'email', 'tel'] as const;

/** What an authority may or must set. Groups that name a source share its statute, its dates and who entered them. */
export const OverlayPart = Type.Object({
  groups: Type.Array(Type.Object({ id: Id, source: Type.Optional(Id) }, strict)),
  parameters: Type.Array(Type.Object({
    id: DottedId,
    group: Id,
    type: Type.Enum(PARAMETER_TYPES),
    required: Type.Optional(Type.Boolean()),
    options: Type.Optional(Type.Array(Id, { minItems: 2, maxItems: 50 })),
    maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000 })),
    min: Type.Optional(Type.Integer()),
    max: Type.Optional(Type.Integer()),
  }, strict)),
  /** Places in the texts where the authority may add words of its own. */
  inserts: Type.Array(Type.Object({ id: Id, maxLength: Type.Integer({ minimum: 1, maximum: 5_000 }) }, strict)),
}, strict);

/** What can be done against a notice, in one Land, from a day on. Unknown is the absence of an entry. */
export const RemedyEntry = Type.Object({
  /** First two digits of the official key (ARS). */
  land: Type.String({ pattern: '^(0[1-9]|1[0-6])$' }),
  kind: Type.Union([Type.Literal('widerspruch'), Type.Literal('klage'), Type.Literal('einspruch')]),
  /** Text key of the wording. */
  text: Type.String(),
  validFrom: Type.Union([Type.Null(), Day]),
  source: Text,
  enteredBy: Text,
  enteredOn: Day,
  /** True as long as nobody with legal training has checked it. */
  example: Type.Boolean(),
}, strict);

export const CasePart = Type.Object({
  statuses: Type.Array(Id, { minItems: 1 }),
  decisions: Type.Array(Type.Object({
    id: Id,
    /** Rule that proposes the amount per year; the caseworker may change it. */
    amount: Type.Optional(RuleName),
    /** Rule that proposes the amount of the first period. */
    firstAmount: Type.Optional(RuleName),
    /** Rule that proposes the day from which the decision applies. */
    startsOn: Type.Optional(RuleName),
    /** Text keys of the notice in their order. */
    blocks: Type.Array(Type.String()),
  }, strict)),
  remedies: Type.Array(RemedyEntry),
}, strict);

const Answer = Type.Union([Type.String(), Type.Integer(), Type.Boolean()]);

/** Statute behind values. */
export const OverlaySourceSchema = Type.Object({
  statute: Type.String({ minLength: 1, maxLength: 300 }),
  statuteDate: Day,
  validFrom: Day,
  enteredBy: Type.String({ minLength: 1, maxLength: 200 }),
  enteredOn: Day,
  example: Type.Boolean(),
}, strict);

export const OverlaySchema = Type.Object({
  format: Type.Literal(1),
  service: Id,
  parameters: Type.Record(Type.String(), Answer),
  /** By source, or by parameter where one value comes from elsewhere. */
  sources: Type.Record(Type.String(), OverlaySourceSchema),
  /** By insert and language. */
  inserts: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
}, strict);

export const SamplePart = Type.Object({
  name: Text,
  today: Day,
  overlay: Id,
  answers: Type.Record(Type.String(), Answer),
  expect: Type.Object({
    path: Type.Array(Id),
    /** Results by rule; null where the value must be unknown. */
    values: Type.Record(Type.String(), Type.Union([Answer, Type.Null()])),
    complete: Type.Boolean(),
    missing: Type.Array(DottedId),
    later: Type.Array(Id),
    /** Answers that must not leave the form because their page is not asked. */
    pruned: Type.Array(DottedId),
  }, strict),
}, strict);

/** A service described once for all authorities: immutable, known by the hash of its canonical form. */
export const ServicePackageSchema = Type.Object({
  service: ServicePart,
  fields: Type.Array(FieldPart, { minItems: 1, maxItems: 1_000 }),
  flow: FlowPart,
  rules: RulesPart,
  evidence: EvidencePart,
  overlay: OverlayPart,
  case: CasePart,
  /** By language, then key. */
  texts: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  samples: Type.Array(SamplePart),
  sampleOverlays: Type.Record(Id, OverlaySchema, strict),
}, strict);

export type ServicePackage = Type.Static<typeof ServicePackageSchema>;
export type Field = Type.Static<typeof FieldPart>;
export type Parameter = ServicePackage['overlay']['parameters'][number];
export type Sample = Type.Static<typeof SamplePart>;
export type Overlay = Type.Static<typeof OverlaySchema>;
export type OverlaySource = Type.Static<typeof OverlaySourceSchema>;
export type Remedy = Type.Static<typeof RemedyEntry>;
