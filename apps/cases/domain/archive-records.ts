import { Type, type Static } from 'typebox';
import type { CaseContent } from './case-content.ts';
import type { EvidenceContent } from './case-evidence.ts';
import type { NoticeContent, NoticeService } from './notice.ts';

const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Day = Type.String({ format: 'date' });
const Text = Type.String();
const Amount = Type.Union([Type.Integer(), Type.Null()]);
const Words = Type.Record(Text, Text);
const Row = Type.Object({ label: Text, value: Type.Optional(Text) });
const Summary = Type.Object({ pages: Type.Array(Type.Object({ title: Text, rows: Type.Array(Row) })), results: Type.Array(Row) });

const ContentRecord = Type.Unsafe<CaseContent>(Type.Object({
  submission: Uuid, reference: Text, service: Type.Object({ id: Text, version: Text, packageHash: Text, overlayHash: Text, name: Words, regime: Text, secrecy: Text }), placeArs: Text, placeName: Text, submittedAt: Instant, language: Text,
  answers: Type.Record(Text, Type.Union([Text, Type.Number(), Type.Boolean()])), rows: Type.Optional(Type.Record(Text, Type.Array(Type.Record(Text, Type.Union([Text, Type.Number(), Type.Boolean()]))))), summary: Type.Record(Text, Summary), recipient: Type.Array(Text), clearName: Type.Optional(Text), missingEvidence: Type.Array(Words),
  completeness: Type.Optional(Type.Object({ score: Type.Integer(), required: Type.Integer(), there: Type.Integer(), evidence: Type.Array(Type.Object({ label: Words, isRequired: Type.Boolean(), status: Text, due: Type.Optional(Text), key: Type.Optional(Text), hint: Type.Optional(Words) })) })),
  decisions: Type.Array(Type.Object({
    id: Text, label: Words, setsAmount: Type.Boolean(), amountCents: Type.Optional(Type.Integer()), setsFirstAmount: Type.Boolean(), firstAmountCents: Type.Optional(Type.Integer()), startsOn: Type.Optional(Text), blocks: Type.Array(Text),
  })),
  remedy: Type.Optional(Type.Object({ kind: Text, text: Text, source: Text, example: Type.Boolean() })), facts: Type.Record(Text, Type.Union([Text, Type.Number()])),
  office: Type.Object({ name: Type.Optional(Text), address: Type.Optional(Text), telephone: Type.Optional(Text), email: Type.Optional(Text) }), hasExampleValues: Type.Boolean(), firstDueDays: Type.Optional(Type.Integer()),
}));

const WrittenRecord = Type.Unsafe<NoticeContent>(Type.Object({
  decision: Text, decisionName: Text, amountCents: Amount, firstAmountCents: Amount, startsOn: Type.Union([Day, Type.Null()]), dueOn: Type.Union([Day, Type.Null()]), subject: Text, paragraphs: Type.Array(Text), remedy: Text,
  recipient: Type.Array(Text), signatory: Text, serviceStatement: Type.Optional(Text), remedyKind: Type.Optional(Text), sender: Type.Object({ name: Text, unit: Type.Union([Text, Type.Null()]), addressLines: Type.Array(Text), contactLines: Type.Array(Text) }), reference: Text, issuedOn: Day, isExample: Type.Boolean(),
}));

const EvidenceRecord = Type.Unsafe<EvidenceContent & { readonly id: string; readonly file: string | null }>(Type.Object({
  id: Uuid, label: Words, state: Text, name: Text, contentType: Type.Optional(Text), isLate: Type.Boolean(), receivedAt: Instant, hints: Type.Array(Type.Object({ text: Words, outcome: Text })), file: Type.Union([Text, Type.Null()]),
}));

const Counted = { earliest: Day, latest: Day, doubts: Type.Array(Text), norm: Text };
const ServiceRecord = Type.Unsafe<NoticeService>(Type.Object({
  route: Type.Union([Type.Literal('post'), Type.Literal('formal'), Type.Literal('mailbox')]), ground: Type.Union([Type.Literal('no-electronic-route'), Type.Literal('proof-wanted'), Type.Literal('mailbox-not-excluded')]), statement: Text,
  served: Type.Optional(Type.Object({ on: Type.Object({ ...Counted, source: Text }, strict), remedyEnds: Type.Object(Counted, strict) }, strict)),
  objection: Type.Optional(Type.Object({ receivedOn: Day, inTime: Type.Union([Type.Literal('in-time'), Type.Literal('late'), Type.Literal('doubt'), Type.Literal('unknown')]) }, strict)),
}, strict));

const NullableText = Type.Union([Text, Type.Null()]);
const CountedRecord = Type.Object({ nameDe: NullableText, nameEn: NullableText, refusal: NullableText, refusalDe: NullableText, refusalEn: NullableText }, strict);

/** An office that was asked: `isOwn` for one in the same authority, whose id a second installation need not share. */
const ParticipationRecord = Type.Object({
  id: Uuid, office: Type.Object({ authority: Uuid, name: Text, isOwn: Type.Boolean() }, strict), dueOn: Day, askedAt: Instant, askedBy: Uuid, state: Type.Enum(['asked', 'answered', 'withdrawn'] as const), answeredAt: Type.Union([Instant, Type.Null()]),
  question: Text, askedByName: Text, parts: Type.Array(Text), statement: Type.Optional(Text), answeredByName: Type.Optional(Text),
}, strict);

/** What the applicant was asked for. */
const RequestRecord = Type.Object({ id: Uuid, dueOn: Day, askedAt: Instant, text: Text, missing: Type.Array(Text) }, strict);

const State = Type.Union([Type.Literal('new'), Type.Literal('in-progress'), Type.Literal('waiting'), Type.Literal('decided'), Type.Literal('closed')]);
const Kind = Type.Union([Type.Literal('opened'), Type.Literal('assigned'), Type.Literal('released'), Type.Literal('decided'), Type.Literal('posted'), Type.Literal('closed'), Type.Literal('evidence'), Type.Literal('objected'), Type.Literal('posting-undone'), Type.Literal('office-asked'), Type.Literal('statement'), Type.Literal('request-withdrawn'), Type.Literal('deletion-asked'), Type.Literal('deletion-stopped'), Type.Literal('requested'), Type.Literal('withdrawn'), Type.Literal('message'), Type.Literal('seen')]);

/** A case in clear, as an authority gets it back. Amounts in cents; `file` is the path of the PDF in the archive. */
export const CaseRecord = Type.Object({
  id: Uuid, state: State, flags: Type.Array(Text), applicantName: Type.Union([Text, Type.Null()]), receivedAt: Instant, dueOn: Type.Union([Day, Type.Null()]),
  assignee: Type.Union([Type.Object({ accountId: Uuid, name: Text }, strict), Type.Null()]), decidedAt: Type.Union([Instant, Type.Null()]), closedAt: Type.Union([Instant, Type.Null()]), version: Type.Integer({ minimum: 1 }),
  /** Absent in archives from before periods were counted. */
  keptUntil: Type.Optional(Type.Union([Day, Type.Null()])),
  /** From here to `requests`: absent in archives of version 1. */
  newsAt: Type.Optional(Type.Union([Instant, Type.Null()])), completeOnArrival: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  deletionAsked: Type.Optional(Type.Union([Type.Object({ accountId: Uuid, name: Text, at: Instant }, strict), Type.Null()])),
  participations: Type.Optional(Type.Array(ParticipationRecord)), requests: Type.Optional(Type.Array(RequestRecord)),
  content: ContentRecord,
  actions: Type.Array(Type.Object({ id: Uuid, kind: Kind, at: Instant, accountId: Type.Union([Uuid, Type.Null()]), actor: Text, note: Type.Union([Text, Type.Null()]) }, strict)),
  /** Absent in archives from before there was any. */
  evidence: Type.Optional(Type.Array(EvidenceRecord)),
  notice: Type.Union([Type.Null(), Type.Object({
    id: Uuid, issuedAt: Instant, issuedBy: Uuid, postedOn: Type.Union([Day, Type.Null()]), service: ServiceRecord, written: WrittenRecord,
    file: Type.Union([Text, Type.Null()]),
    /** The batch that it was printed with, and what the figures count; absent in archives of version 1. */
    batch: Type.Optional(Type.Union([Uuid, Type.Null()])), counted: Type.Optional(CountedRecord),
  }, strict)]),
}, strict);

export type ArchivedCase = Static<typeof CaseRecord>;

/** Where a document of a case lies in an archive. */
export function evidencePath(reference: string, evidence: string): string {
  return `files/evidence/${reference}/${evidence}`;
}

/** Where the PDF of a notice lies in an archive. */
export function noticePath(reference: string): string {
  return `files/notices/${reference}.pdf`;
}
