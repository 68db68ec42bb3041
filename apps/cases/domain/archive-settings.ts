import { Type, type Static } from 'typebox';

const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Text = Type.String();

/**
 * The version of what cases write into an archive. 1: cases with history, evidence and notice. 2: also requests to applicants and other offices, what the figures count, batches for the post, text blocks, periods of retention and
 * the ids of deleted cases. A newer version reads every older one.
 */
export const CASES_ARCHIVE_VERSION = 2;

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

export type ArchivedSettings = {
  readonly textBlocks: readonly Static<typeof TextBlockRecord>[];
  readonly batches: readonly Static<typeof PrintBatchRecord>[];
  readonly retention: readonly Static<typeof RetentionRecord>[];
  readonly deleted: readonly Static<typeof DeletedCaseRecord>[];
};
