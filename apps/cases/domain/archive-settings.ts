import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Text = Type.String();

/**
 * The version of what cases write into an archive. 1: cases with history, evidence and notice. 2: also requests to applicants and other offices, what the figures count, batches for the post, text blocks, periods of retention and
 * the ids of deleted cases. 3: also work on many cases at once and what other authorities ask for. A newer version reads every older one.
 */
export const CASES_ARCHIVE_VERSION = 3;

/** Says in which version the rest is written; absent in archives of version 1. */
export const LayoutRecord = Type.Object({ version: Type.Integer({ minimum: 1 }) }, strict);

/** A text block of the authority, as domain/text-block.ts has it. */
export const TextBlockRecord = Type.Object({ id: Uuid, service: Text, title: Text, body: Text, version: Type.Integer({ minimum: 1 }), changedAt: Instant, changedBy: Text }, strict);

/** Notices that were printed together; each notice names its batch. */
export const PrintBatchRecord = Type.Object({
  id: Uuid, madeAt: Instant, madeBy: Type.Object({ accountId: Uuid, name: Text }, strict), postedOn: Type.Union([Type.String({ format: 'date' }), Type.Null()]), postedAt: Type.Union([Instant, Type.Null()]),
}, strict);

/** How long the authority keeps the closed cases of a service, with where that stands. */
export const RetentionRecord = Type.Object({
  service: Text, count: Type.Integer({ minimum: 1, maximum: 1200 }), unit: Type.Enum(['months', 'years'] as const), begins: Type.Enum(['closing', 'year-end'] as const), deletion: Type.Enum(['automatic', 'one-person', 'two-people'] as const), source: Text, enteredBy: Text, enteredAt: Instant,
}, strict);

/** A case that was deleted, by its ids alone: what comes late for it opens nothing. */
export const DeletedCaseRecord = Type.Object({ application: Uuid, case: Uuid, deletedAt: Instant }, strict);

const Person = Type.Union([Type.Object({ accountId: Uuid, name: Text }, strict), Type.Null()]);
const MaybeInstant = Type.Union([Instant, Type.Null()]);

/** Work on many cases at once, as domain/bulk-run.ts has it, with its cases in the order of choosing; a case may be deleted since. Absent in archives before version 3. */
export const BulkRunRecord = Type.Object({
  id: Uuid, kind: Type.Enum(['assign', 'request', 'decide'] as const), state: Type.Enum(['waiting', 'running', 'done', 'refused'] as const), assignTo: Person, decision: Type.Union([Text, Type.Null()]), authorityName: Text,
  startedBy: Type.Object({ accountId: Uuid, name: Text }, strict), startedAt: Instant, confirmedBy: Person, confirmedAt: MaybeInstant, finishedAt: MaybeInstant,
  items: Type.Array(Type.Object({ case: Uuid, reference: Text, service: Text, version: Type.Integer({ minimum: 0 }), outcome: Type.Enum(['open', 'done', 'unchanged'] as const), reason: Type.Union([Text, Type.Null()]) }, strict)),
}, strict);

/** What another authority asks this one for: that it was asked, and by when. Contents and statements belong to the authority whose case it is. Absent in archives before version 3. */
export const StatementRequestRecord = Type.Object({
  id: Uuid, fromTenant: Uuid, fromName: Text, reference: Text, serviceName: Type.Object({ de: Text, en: Text }, strict), dueOn: Type.String({ format: 'date' }), askedAt: Instant, state: Type.Enum(['asked', 'answered', 'withdrawn'] as const),
}, strict);

export type ArchivedRunsAndRequests = { readonly runs: readonly Static<typeof BulkRunRecord>[]; readonly requests: readonly Static<typeof StatementRequestRecord>[] };

export type ArchivedSettings = {
  readonly textBlocks: readonly Static<typeof TextBlockRecord>[];
  readonly batches: readonly Static<typeof PrintBatchRecord>[];
  readonly retention: readonly Static<typeof RetentionRecord>[];
  readonly deleted: readonly Static<typeof DeletedCaseRecord>[];
};
