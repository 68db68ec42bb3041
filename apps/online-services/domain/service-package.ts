import Type from 'typebox';
import type { Expression } from './rules/expression.ts';
import { TablePart } from './rules/tables.ts';

const Id = Type.String({ pattern: '^[a-z][a-zA-Z0-9-]{0,60}$' });
const DottedId = Type.String({ pattern: '^[a-z][a-zA-Z0-9]*(\\.[a-z][a-zA-Z0-9]*)+$', maxLength: 80 });
const RuleName = Type.String({ pattern: '^[a-z][a-zA-Z0-9]*$', maxLength: 60 });
const FieldInRow = Type.String({ pattern: '^[a-z][a-zA-Z0-9]*(\\[\\d{1,3}\\])?(\\.[a-z][a-zA-Z0-9]*)*$', maxLength: 90 });
const Version = Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Text = Type.String({ minLength: 1, maxLength: 20_000 });
const AnExpression = Type.Unsafe<Expression>(Type.Unknown());
const strict = { additionalProperties: false } as const;

/** What the service is in law and who usually answers for it. Texts are keys elsewhere; names of laws are data with source. */
export const ServicePart = Type.Object({
  format: Type.Literal(1),
  id: Id,
  version: Version,
  /** Leistungsschlüssel of the LeiKa; null as long as nobody has entered it with a source. */
  leistungsschluessel: Type.Union([Type.Null(), Type.String({ pattern: '^\\d{14}$' })]),
  regime: Type.Union([Type.Literal('ao-kag'), Type.Literal('vwvfg'), Type.Literal('sgb-x')]),
  secrecy: Type.Union([Type.Literal('ordinary'), Type.Literal('tax'), Type.Literal('social')]),
  usualAuthority: Type.Union([Type.Literal('municipality'), Type.Literal('district'), Type.Literal('land')]),
  loginLevel: Type.Union([Type.Literal('none'), Type.Literal('basic'), Type.Literal('substantial'), Type.Literal('high')]),
  /** Where an action asks for more than filling in does: sending only. */
  actionLevels: Type.Optional(Type.Object({ send: Type.Union([Type.Literal('basic'), Type.Literal('substantial'), Type.Literal('high')]) }, strict)),
  languages: Type.Array(Type.String({ pattern: '^[a-z]{2}(-[a-z]+)?$' }), { minItems: 1, maxItems: 30 }),
  legalBasis: Type.Array(Type.Object({ name: Text, note: Type.Optional(Text), source: Text }, strict)),
  /** How long drafts are kept, and, where a law says it for everybody, the closed cases; an authority may enter its own period for them. */
  retention: Type.Object({
    draftDays: Type.Integer({ minimum: 1, maximum: 365 }), source: Text,
    cases: Type.Optional(Type.Object({ count: Type.Integer({ minimum: 1, maximum: 1_200 }), unit: Type.Union([Type.Literal('months'), Type.Literal('years')]), begins: Type.Union([Type.Literal('closing'), Type.Literal('year-end')]), source: Text }, strict)),
  }, strict),
  /** Fields whose answers may be stored readable and searchable. Empty keeps every answer sealed. */
  clearFields: Type.Array(DottedId),
  /** Sections of the start page in their order; the texts are `start.<id>.title` and `start.<id>.text`. */
  startPage: Type.Array(Type.Object({ id: Id, when: Type.Optional(RuleName) }, strict)),
  /** How far the words of a language were checked by a person; a language that is not named counts as checked. */
  translations: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z]{2}(-[a-z]+)?$' }), Type.Union([Type.Literal('checked'), Type.Literal('unchecked')]), strict)),
  /**
   * What must be done or decided by when; the words are `service.deadline.<id>`. `count` is null where nobody has entered it. For the authority the period begins when the application arrived,
   * or with `begins: complete` when nothing is missing; `effect: deemed-approval` where the service's law lets the permit count as given afterwards (§ 42a VwVfG).
   */
  deadlines: Type.Optional(Type.Array(Type.Object({
    id: Id, of: Type.Union([Type.Literal('applicant'), Type.Literal('authority')]), count: Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 1_000 })]),
    unit: Type.Union([Type.Literal('days'), Type.Literal('workdays'), Type.Literal('weeks'), Type.Literal('months')]), source: Text,
    begins: Type.Optional(Type.Union([Type.Literal('received'), Type.Literal('complete')])), effect: Type.Optional(Type.Literal('deemed-approval')),
  }, strict), { maxItems: 20 })),
  /** What it costs: in cents, or a value of the overlay where the authority decides; null where it is unknown. The words are `service.fee.<id>`. */
  fees: Type.Optional(Type.Array(Type.Object({ id: Id, cents: Type.Union([Type.Null(), Type.Integer({ minimum: 0 })]), parameter: Type.Optional(DottedId), source: Text }, strict), { maxItems: 20 })),
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

/** A page of questions. */
export type QuestionPage = { readonly id: string; readonly when?: string; readonly fields: readonly string[]; readonly repeat?: never; readonly pages?: never };

/** A page that lists the rows of a group; its inner pages are asked for each row. */
export type ListPage = { readonly id: string; readonly when?: string; readonly repeat: string; readonly pages: readonly QuestionPage[]; readonly fields?: never };

const FieldIds = Type.Array(DottedId, { minItems: 1, maxItems: 60 });

/** One of the two kinds; which keys belong together, `checkServicePackage` says in words. */
const Page = Type.Unsafe<QuestionPage | ListPage>(Type.Object({
  id: Id,
  when: Type.Optional(RuleName),
  fields: Type.Optional(FieldIds),
  repeat: Type.Optional(RuleName),
  pages: Type.Optional(Type.Array(Type.Object({ id: Id, when: Type.Optional(RuleName), fields: FieldIds }, strict), { minItems: 1, maxItems: 30 })),
}, strict));

/** More rows than anybody fills in by hand, and few enough to compute with at every save. */
export const MAX_ROWS = 200;

export const FlowPart = Type.Object({
  /** What is asked several times, such as the members of a household. The ids of its fields begin with its own; `namedBy` are the fields whose answers name a row. */
  groups: Type.Optional(Type.Array(Type.Object({
    id: RuleName, min: Type.Integer({ minimum: 0, maximum: MAX_ROWS }), max: Type.Integer({ minimum: 1, maximum: MAX_ROWS }), namedBy: Type.Optional(Type.Array(DottedId, { minItems: 1, maxItems: 4 })),
  }, strict), { minItems: 1, maxItems: 20 })),
  /** In the order in which they are asked; a condition may only look at earlier pages. */
  pages: Type.Array(Page, { minItems: 1, maxItems: 200 }),
  /** Fields of the check page, such as the statement of truth. */
  declaration: Type.Array(DottedId, { maxItems: 10 }),
}, strict);

export const RulesPart = Type.Object({
  rules: Type.Record(RuleName, AnExpression, strict),
  /** Rules whose values are shown to the applicant and sent along, in this order. */
  results: Type.Array(RuleName),
  /** What must not be false when a page is saved; the text is `check.<id>`, shown at `field`. For all rows together `field` is the id of the group. */
  checks: Type.Array(Type.Object({ id: Id, field: Type.String({ pattern: '^[a-z][a-zA-Z0-9]*(\\.[a-z][a-zA-Z0-9]*)*$', maxLength: 80 }), must: AnExpression }, strict)),
  /** What is worth a second look before sending: shown while `when` is true and never in the way. The text is `hint.<id>`, with a link to the page of `field`. */
  hints: Type.Optional(Type.Array(Type.Object({ id: Id, when: AnExpression, field: DottedId }, strict), { minItems: 1, maxItems: 100 })),
}, strict);

export const EVIDENCE_TYPES = ['pdf', 'jpeg', 'png', 'webp'] as const;

/** What a document is looked through for. Whatever comes out is a hint for people, never a reason to refuse. */
export const EvidenceCheck = Type.Union([
  /** One of these words stands in documents of this kind. */
  Type.Object({ kind: Type.Literal('kind'), words: Type.Array(Type.String({ minLength: 3, maxLength: 80 }), { minItems: 1, maxItems: 40 }) }, strict),
  /** The answers that together are a person's name stand in it; umlauts and order are forgiven. */
  Type.Object({ kind: Type.Literal('name'), fields: Type.Array(DottedId, { minItems: 1, maxItems: 4 }) }, strict),
  /** The amount of money of an answer or a rule stands in it. */
  Type.Object({ kind: Type.Literal('amount'), field: DottedId }, strict),
  Type.Object({ kind: Type.Literal('amount'), rule: RuleName }, strict),
  /** It names a day or month that is no older than so many months on the day it is handed in. */
  Type.Object({ kind: Type.Literal('period'), months: Type.Integer({ minimum: 1, maximum: 240 }) }, strict),
  /** It names the day of an answer. */
  Type.Object({ kind: Type.Literal('period'), field: DottedId }, strict),
]);

/** A document that proves answers. `requiredWhen` or `optionalWhen` must be there; everything else has a default. */
export const EvidenceEntry = Type.Object({
  id: Id,
  requiredWhen: Type.Optional(RuleName),
  /** When it helps without being demanded. */
  optionalWhen: Type.Optional(RuleName),
  /** Once for each row of this group; the conditions may then look at the row. */
  per: Type.Optional(Id),
  /** Default: all of them. */
  accepts: Type.Optional(Type.Array(Type.Enum(EVIDENCE_TYPES), { minItems: 1, maxItems: EVIDENCE_TYPES.length })),
  /** Largest file in MB; default 10. */
  maxMB: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** Default 5. */
  maxFiles: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** It counts if it is no older than so many months. */
  validMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 240 })),
  /** Days after sending by which it should be there; nobody is told a day where this is absent. */
  dueDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  /** Text key that names the register from which the authority could get it instead. */
  replaces: Type.Optional(Type.String({ pattern: '^[a-z][a-zA-Z0-9.-]{0,79}$' })),
  /** The authority has it or gets it itself if the applicant asks for that. */
  fromOffice: Type.Optional(Type.Boolean()),
  checks: Type.Optional(Type.Array(EvidenceCheck, { maxItems: 20 })),
}, strict);

export const EvidencePart = Type.Object({
  evidence: Type.Array(EvidenceEntry, { maxItems: 100 }),
}, strict);

export const PARAMETER_TYPES = ['money', 'integer', 'boolean', 'choice', 'date', 'text', 'email', 'tel'] as const;

/**
 * What a Land or district may do about a value: nothing, propose one that authorities below inherit until they set their own, or also bind them to it. Without it a value with a statute
 * as its source is nothing for parents, and any other is a proposal.
 */
const ParentsRight = Type.Union([Type.Literal('none'), Type.Literal('proposes'), Type.Literal('binds')]);

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
    parents: Type.Optional(ParentsRight),
    /** The value differs between the municipalities of an authority: it is entered for each with its source, and unknown where nobody has. */
    perPlace: Type.Optional(Type.Boolean()),
  }, strict)),
  /** Places in the texts where the authority may add words of its own. */
  inserts: Type.Array(Type.Object({ id: Id, maxLength: Type.Integer({ minimum: 1, maximum: 5_000 }), parents: Type.Optional(ParentsRight) }, strict)),
  /** Questions that an authority may leave out. They must not be required. */
  questions: Type.Optional(Type.Array(Type.Object({ field: DottedId, parents: Type.Optional(ParentsRight) }, strict), { minItems: 1, maxItems: 200 })),
  /** Limits of evidence that an authority may make tighter: each names the tightest that is allowed; the loosest is what evidence.yaml says. */
  evidence: Type.Optional(Type.Array(Type.Object({
    id: Id, maxMB: Type.Optional(Type.Integer({ minimum: 1 })), maxFiles: Type.Optional(Type.Integer({ minimum: 1 })), validMonths: Type.Optional(Type.Integer({ minimum: 1 })), parents: Type.Optional(ParentsRight),
  }, strict), { minItems: 1, maxItems: 200 })),
  /** Systems that an authority may have its applications delivered to. */
  deliveryTargets: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }), { minItems: 1, maxItems: 20, uniqueItems: true })),
  /** Whether an authority may colour the band above its pages; everything else keeps the semantic colours of KERN. */
  branding: Type.Optional(Type.Boolean()),
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
    /** A credential for the applicant's wallet: its type, the field or `reference` that is printed on it, and its claims by the fields they come from. */
    credential: Type.Optional(Type.Object({ type: Id, number: Type.Union([Type.Literal('reference'), DottedId]), claims: Type.Record(Type.String({ pattern: '^[a-z][a-z_]{0,40}$' }), Type.Union([Type.Literal('reference'), DottedId])) }, strict)),
    /** A credential that no longer counts: its type, and the field that says its number. */
    withdraws: Type.Optional(Type.Object({ type: Id, number: DottedId }, strict)),
    /** Text keys of the notice in their order. */
    blocks: Type.Array(Type.String()),
    /** The decision refuses what was applied for. `reasons` are ids of which the caseworker chooses one for the figures; their names are `case.reason.<id>`. */
    refusal: Type.Optional(Type.Object({ reasons: Type.Array(Id, { maxItems: 20, uniqueItems: true }) }, strict)),
    /** The law leaves no discretion here: what the rules propose may be confirmed for many cases at once, by two people where `fourEyes` says so. `source` is the norm, `note` how it applies. */
    bound: Type.Optional(Type.Object({ source: Type.String({ minLength: 1, maxLength: 200 }), note: Type.String({ minLength: 1, maxLength: 400 }), fourEyes: Type.Boolean(), enteredBy: Type.String({ minLength: 1, maxLength: 200 }), enteredOn: Day }, strict)),
  }, strict)),
  remedies: Type.Array(RemedyEntry),
}, strict);

/** What may be taken from elsewhere, with consent. `attributes` says which answer an attribute of the source becomes; `consent` is a text key. */
export const PrefillPart = Type.Object({
  sources: Type.Array(Type.Object({ id: Id, attributes: Type.Record(Type.String({ minLength: 1, maxLength: 120 }), DottedId), consent: Type.String({ minLength: 1, maxLength: 120 }) }, strict), { minItems: 1, maxItems: 10 }),
}, strict);

/** From which services an application of this one may start, and which answers it takes along. `of` may name the service itself. */
export const FollowUpPart = Type.Object({ of: Type.Union([Id, Type.Array(Id, { minItems: 1, maxItems: 10 })]), fields: Type.Union([Type.Literal('all'), Type.Array(DottedId, { minItems: 1, maxItems: 1_000 })]) }, strict);

/** How open drafts of earlier versions come over to this one, by their version. Without an entry they go on with their own version. */
export const MigrationsPart = Type.Object({
  migrations: Type.Record(Version, Type.Object({
    /** New id by old id; a field of a group stays in its group. */
    rename: Type.Optional(Type.Record(DottedId, DottedId, strict)),
    /** Answers that nobody wants any more. */
    remove: Type.Optional(Type.Array(DottedId, { maxItems: 1_000 })),
  }, strict), strict),
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
  /** By parameter that differs between municipalities, then their key (AGS): the value with the statute it rests on. */
  places: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String({ pattern: '^\\d{8}$' }), Type.Object({ value: Answer, source: OverlaySourceSchema }, strict)))),
  /** By field: false leaves the question out. */
  questions: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
  /** By evidence: limits that are tighter than the package's. */
  evidence: Type.Optional(Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer({ minimum: 1, maximum: 10_000 })))),
  delivery: Type.Optional(Type.Object({ target: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) }, strict)),
  /** Colour of the band above the pages of the application. */
  branding: Type.Optional(Type.Object({ accent: Type.String({ pattern: '^#[0-9a-f]{6}$' }) }, strict)),
  /** By path of the value (`parameters/contact.office`): from whom it was inherited. What is missing here the authority set itself. */
  inherited: Type.Optional(Type.Record(Type.String(), Type.Object({
    level: Type.Union([Type.Literal('land'), Type.Literal('district')]),
    area: Type.Object({ key: Type.String(), name: Type.String() }, strict),
    /** The parent overlay by its hash. */
    from: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    enteredBy: Type.String({ minLength: 1, maxLength: 200 }),
    enteredOn: Day,
    binding: Type.Boolean(),
  }, strict))),
}, strict);

export const SamplePart = Type.Object({
  name: Text,
  today: Day,
  overlay: Id,
  answers: Type.Record(Type.String(), Answer),
  /** By group, the answers of each row. */
  rows: Type.Optional(Type.Record(RuleName, Type.Array(Type.Record(Type.String(), Answer), { maxItems: MAX_ROWS }), strict)),
  expect: Type.Object({
    path: Type.Array(Id),
    /** Results by rule; null where the value must be unknown. */
    values: Type.Record(Type.String(), Type.Union([Answer, Type.Null()])),
    complete: Type.Boolean(),
    /** Fields; one of a row with the number of the row: `member[2].birthDate`. */
    missing: Type.Array(FieldInRow),
    later: Type.Array(Id),
    /** Answers that must not leave the form because their page is not asked. */
    pruned: Type.Array(FieldInRow),
    /** By group, the inner pages that each row is asked. */
    rowPaths: Type.Optional(Type.Record(RuleName, Type.Array(Type.Array(Id)), strict)),
  }, strict),
}, strict);

/** A service described once for all authorities: immutable, known by the hash of its canonical form. */
export const ServicePackageSchema = Type.Object({
  service: ServicePart,
  fields: Type.Array(FieldPart, { minItems: 1, maxItems: 1_000 }),
  flow: FlowPart,
  rules: RulesPart,
  tables: Type.Optional(TablePart),
  evidence: EvidencePart,
  overlay: OverlayPart,
  case: CasePart,
  /** By language, then key. */
  texts: Type.Record(Type.String(), Type.Record(Type.String(), Type.String())),
  samples: Type.Array(SamplePart),
  sampleOverlays: Type.Record(Id, OverlaySchema, strict),
  prefill: Type.Optional(PrefillPart),
  followUp: Type.Optional(FollowUpPart),
  migrations: Type.Optional(MigrationsPart),
}, strict);

export type ServicePackage = Type.Static<typeof ServicePackageSchema>;
export type Field = Type.Static<typeof FieldPart>;
export type Parameter = ServicePackage['overlay']['parameters'][number];
export type EvidenceEntry = Type.Static<typeof EvidenceEntry>;
export type EvidenceCheck = Type.Static<typeof EvidenceCheck>;
export type Sample = Type.Static<typeof SamplePart>;
export type Overlay = Type.Static<typeof OverlaySchema>;
/** A value of one municipality. */
export type PlaceValue = NonNullable<Overlay['places']>[string][string];
export type OverlaySource = Type.Static<typeof OverlaySourceSchema>;
export type Remedy = Type.Static<typeof RemedyEntry>;
export type Group = NonNullable<ServicePackage['flow']['groups']>[number];
export type Migration = Type.Static<typeof MigrationsPart>['migrations'][string];
