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
