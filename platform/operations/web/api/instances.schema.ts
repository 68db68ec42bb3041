import { Type } from 'typebox';

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
const instant = Type.String({ format: 'date-time' });

export const InstanceSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  app: Type.String(),
  title: Type.String(),
  contract: Type.String({ format: 'uuid' }),
  agreement: Type.String({ format: 'uuid', description: 'Processing agreement, Art. 28 GDPR' }),
  runtime: Type.String(),
  version: nullable(Type.String({ description: 'Version of the released package that serves' })),
  channel: Type.Enum(['stable', 'preview', 'by-hand'], { description: 'Which approved versions it gets by itself' }),
  copyOf: nullable(Type.String({ format: 'uuid', description: 'For a copy made to look something up: the instance whose data it got' })),
  endsAt: nullable(instant),
  passage: nullable(Type.Object({ reason: Type.Enum(['update', 'restore', 'copy']), version: Type.String(), stage: Type.Enum(['saving', 'filling', 'starting', 'migrating', 'verifying', 'switching', 'dropping', 'returning']), since: instant, detail: nullable(Type.String()) }, { description: 'The way to another version or older data that is under way' })),
  parameters: Type.Record(Type.String(), Type.Unknown()),
  stage: Type.Enum(['provisioning', 'running', 'updating', 'restoring', 'failing', 'suspended', 'terminated', 'data-returned', 'deleted']),
  wanted: Type.Enum(['running', 'suspended', 'removed']),
  observed: Type.Enum(['absent', 'starting', 'running', 'suspended', 'failing', 'removed']),
  observedSince: instant,
  lastObservedAt: nullable(instant),
  detail: nullable(Type.String({ description: 'What the last look said, in German' })),
  approvedAt: instant,
  runningAt: nullable(instant),
  endedAt: nullable(instant),
  deleteAfter: nullable(instant),
  dataReturnedAt: nullable(instant),
  deletedAt: nullable(instant),
});

export const InstanceDetailSchema = Type.Object({
  instance: InstanceSchema,
  steps: Type.Array(Type.Object({ step: Type.String(), startedAt: instant, endedAt: nullable(instant), outcome: nullable(Type.Enum(['done', 'failed', 'interrupted'])), detail: nullable(Type.String()) })),
  archives: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), reason: Type.Enum(['exit', 'asked', 'nightly', 'before-update', 'before-restore']), sizeBytes: Type.Integer(), sha256: Type.String(), treeSha256: Type.String(), files: Type.Integer(), version: nullable(Type.String()), provenAt: nullable(instant), madeAt: instant, keepUntil: nullable(instant), fetchedAt: nullable(instant) })),
});

export const EndBody = Type.Object({ graceDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'Days from the return of data to their deletion; 30 unless told' })) }, { additionalProperties: false });

export const RolloutSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  app: Type.String(),
  version: Type.String(),
  state: Type.Enum(['running', 'halted', 'done', 'aborted']),
  stages: Type.Array(Type.String({ description: 'A number of instances or a part: `1`, `10%`' })),
  stage: Type.Integer({ description: 'Index of the stage that runs' }),
  stageSince: instant,
  pauseMinutes: Type.Integer(),
  mostFailures: Type.Integer({ description: 'With more it halts by itself' }),
  startedAt: instant,
  endedAt: nullable(instant),
  detail: nullable(Type.String({ description: 'Why it halted, in German' })),
  counts: Type.Optional(Type.Object({ waiting: Type.Integer(), updating: Type.Integer(), done: Type.Integer(), failed: Type.Integer(), skipped: Type.Integer() })),
});

export const RolloutBody = Type.Object({
  app: Type.String({ maxLength: 40 }),
  version: Type.String({ maxLength: 40 }),
  stages: Type.Optional(Type.Array(Type.String({ maxLength: 6 }), { minItems: 1, maxItems: 10 })),
  pauseMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 20_160 })),
  mostFailures: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
}, { additionalProperties: false });

export const DrillSchema = Type.Object({
  id: Type.String({ format: 'uuid' }),
  authority: Type.String({ format: 'uuid' }),
  instance: Type.String({ format: 'uuid' }),
  app: Type.String(),
  version: nullable(Type.String()),
  startedAt: instant,
  endedAt: nullable(instant),
  outcome: nullable(Type.Enum(['passed', 'failed'])),
  detail: nullable(Type.String()),
  files: nullable(Type.Integer()),
  bytes: nullable(Type.Integer()),
  treeSha256: nullable(Type.String()),
  recoveryMs: nullable(Type.Integer({ description: 'From the backup at hand to the app that runs with equal data' })),
});

export const DeletionSchema = Type.Object({ proof: Type.Record(Type.String(), Type.Unknown()), sha256: Type.String({ description: 'Over the proof as canonical JSON (RFC 8785)' }) });
