import { Type, type Static } from 'typebox';
import type { Refusal } from '@allmende/uploads';
import { EVIDENCE_TYPES, OverlaySchema } from './service-package.ts';

const strict = { additionalProperties: false } as const;
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Answer = Type.Union([Type.String(), Type.Integer(), Type.Boolean()]);

/** A service package as it was used; `content` is the canonical JSON that `hash` names. */
export const PackageRecord = Type.Object({ hash: Hash, content: Type.String() }, strict);

/** Local values of the authority by hash. */
export const OverlayRecord = Type.Object({ hash: Hash, savedAt: Instant, content: OverlaySchema }, strict);

/** A service of the authority; `package` and `overlay` are null while it is switched off. */
export const ServiceRecord = Type.Object({
  service: Type.String(), editedOverlay: Hash, package: Type.Union([Hash, Type.Null()]), overlay: Type.Union([Hash, Type.Null()]), activatedAt: Type.Union([Instant, Type.Null()]),
}, strict);

const EvidenceRecord = Type.Object({
  id: Uuid, evidence: Type.String(), row: Type.Optional(Type.String()), state: Type.Enum(['received', 'clean', 'refused', 'later', 'office'] as const), name: Type.String(), kind: Type.Optional(Type.Enum(EVIDENCE_TYPES)),
  refusal: Type.Optional(Type.Unsafe<Refusal>(Type.String())), isLate: Type.Boolean(), receivedAt: Instant, reading: Type.Optional(Type.Object({ text: Type.String(), by: Type.Union([Type.Literal('text-layer'), Type.Literal('recognition'), Type.Literal('nothing')]) }, strict)),
  file: Type.Union([Type.String({ description: 'Path below files/; one that ends in .quarantine was not checked for viruses' }), Type.Null()]),
}, strict);

export type ArchivedEvidence = Static<typeof EvidenceRecord>;

const ReplyRecord = Type.Object({
  id: Uuid, kind: Type.Enum(['received', 'question', 'fee', 'decision', 'note'] as const), at: Instant, fileNumber: Type.Optional(Type.String()), text: Type.Optional(Type.String()), due: Type.Optional(Type.String()), missing: Type.Optional(Type.Array(Type.String())),
  fee: Type.Optional(Type.Object({ amountCents: Type.Integer(), purpose: Type.Optional(Type.String()), payee: Type.Optional(Type.String()), iban: Type.Optional(Type.String()) }, strict)),
}, strict);

/** An application in clear. `secretHash` (base64) keeps the applicant's access code valid without naming it. */
export const ApplicationRecord = Type.Object({
  id: Uuid, reference: Type.String(), secretHash: Type.String(), service: Type.String(), package: Hash, overlay: Hash, placeArs: Type.String(), submittedAt: Instant, state: Type.String(), stateSince: Instant,
  language: Type.String(), sentOn: Type.String({ format: 'date' }), answers: Type.Record(Type.String(), Answer), rows: Type.Optional(Type.Record(Type.String(), Type.Array(Type.Record(Type.String(), Answer)), { description: 'By group, the answers of each row' })), results: Type.Record(Type.String(), Answer),
  completeness: Type.Object({
    complete: Type.Boolean(), required: Type.Integer(), answered: Type.Integer(), missing: Type.Array(Type.Object({ page: Type.String(), field: Type.String(), row: Type.Optional(Type.Integer()) })), unsettled: Type.Array(Type.String()), later: Type.Array(Type.String()),
  }),
  receipt: Type.Union([Type.String({ description: 'Path of the PDF below files/' }), Type.Null()]),
  /** Absent where none was asked for or brought. */
  evidence: Type.Optional(Type.Array(EvidenceRecord)),
  /** Absent when it was never taken back. */
  withdrawnAt: Type.Optional(Instant),
  /** Each state that was reported; absent where none was noted. */
  steps: Type.Optional(Type.Array(Type.Object({ state: Type.String(), at: Instant }, strict))),
  /** What the specialist system has said to the applicant; absent where it said nothing. */
  replies: Type.Optional(Type.Array(ReplyRecord)),
}, strict);

/** Everything that an authority gets back, without the files. */
export type ArchivedServices = {
  readonly packages: Static<typeof PackageRecord>[];
  readonly overlays: Static<typeof OverlayRecord>[];
  readonly services: Static<typeof ServiceRecord>[];
  readonly applications: Static<typeof ApplicationRecord>[];
};

/** Where a document lies in an archive. */
export function evidencePath(reference: string, evidence: string, isQuarantined: boolean): string {
  return `files/evidence/${reference}/${evidence}${isQuarantined ? '.quarantine' : ''}`;
}

/** Where the receipt of an application lies in an archive. */
export function receiptPath(reference: string): string {
  return `files/receipts/${reference}.pdf`;
}
