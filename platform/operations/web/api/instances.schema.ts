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
  parameters: Type.Record(Type.String(), Type.Unknown()),
  stage: Type.Enum(['provisioning', 'running', 'failing', 'suspended', 'terminated', 'data-returned', 'deleted']),
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
  archives: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), reason: Type.Enum(['exit', 'asked']), sizeBytes: Type.Integer(), sha256: Type.String(), madeAt: instant, keepUntil: nullable(instant), fetchedAt: nullable(instant) })),
});

export const EndBody = Type.Object({ graceDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'Days from the return of data to their deletion; 30 unless told' })) }, { additionalProperties: false });
