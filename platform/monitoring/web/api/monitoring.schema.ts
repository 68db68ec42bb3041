import { Type } from 'typebox';

export const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
export const instant = Type.String({ format: 'date-time' });
export const uuid = Type.String({ format: 'uuid' });
export const MonthText = Type.String({ pattern: '^\\d{4}-\\d{2}$', description: 'YYYY-MM' });
const day = Type.String({ format: 'date' });

const MinutesSchema = Type.Object({
  total: Type.Integer(), running: Type.Integer(), disturbed: Type.Integer({ description: 'Observed not running although wanted, outside announced maintenance' }), maintenance: Type.Integer({ description: 'The same inside announced maintenance' }),
  off: Type.Integer({ description: 'Not wanted, or not in use yet or any more' }), unknown: Type.Integer({ description: 'Nobody looked; never counted as good' }),
}, { description: 'Minutes, each counted once' });

const state = Type.Enum(['running', 'disturbed', 'maintenance', 'paused', 'unknown']);
const days = Type.Array(Type.Object({ day, minutes: MinutesSchema }));
const names = Type.Object({ de: Type.String(), en: Type.String() });

export const ServiceSchema = Type.Object({ name: names, authority: Type.String(), state, since: nullable(instant), days });
const IncidentSchema = Type.Object({ id: uuid, impact: Type.Enum(['disturbed', 'slow', 'notice']), startedAt: instant, endedAt: nullable(instant), updates: Type.Array(Type.Object({ at: instant, stage: Type.Enum(['looking', 'found', 'watching', 'ended']), de: Type.String(), en: nullable(Type.String()) })) });
const MaintenanceSchema = Type.Object({ id: uuid, from: instant, until: instant, announcedAt: instant, de: Type.String(), en: nullable(Type.String()) });
export const PlatformStatusSchema = Type.Object({
  at: instant, platform: ServiceSchema, services: Type.Array(Type.Object({ app: Type.String(), name: names, running: Type.Integer(), disturbed: Type.Integer() })), incidents: Type.Array(IncidentSchema), maintenance: Type.Array(MaintenanceSchema),
});
export const OperatedSchema = Type.Object({
  instance: uuid, app: Type.String(), title: Type.String(), contract: uuid, state, since: nullable(instant), provenPpm: nullable(Type.Integer({ description: 'Availability of 30 days in millionths; unknown minutes count as failed' })),
  possiblePpm: nullable(Type.Integer({ description: 'Likewise; unknown minutes count as good' })), days,
});
export const AlertSchema = Type.Object({
  id: uuid, rule: Type.String(), subject: Type.String(), label: Type.String(), severity: Type.Enum(['warning', 'danger']), value: nullable(Type.Number()), since: instant, firedAt: instant, resolvedAt: nullable(instant), acknowledgedAt: nullable(instant),
});
export const LogLineSchema = Type.Object({ at: instant, component: Type.String(), text: Type.String() });
export const ReportSchema = Type.Object({ contract: uuid, month: MonthText, sha256: Type.String(), madeAt: instant, instances: Type.Array(Type.Object({ instance: uuid, app: Type.String(), minutes: MinutesSchema })) });
export const MeterSchema = Type.Object({
  authority: uuid, contract: uuid, instance: uuid, month: MonthText, app: Type.String(), plan: nullable(Type.String()), daysRunning: Type.Integer(), unknownMinutes: Type.Integer(), storagePeakBytes: nullable(Type.Integer()), requests: nullable(Type.Integer()),
  sha256: Type.String({ description: 'Over the other fields but closedAt as canonical JSON (RFC 8785), the month as its first day; stands in the audit log' }), closedAt: instant,
});
export const ReachBody = {
  apps: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }), { maxItems: 100, description: 'None: all' })), authorities: Type.Optional(Type.Array(uuid, { maxItems: 20_000, description: 'None: all' })),
};
export const ToldBody = { de: Type.String({ minLength: 1, maxLength: 1000 }), en: Type.Optional(Type.String({ maxLength: 1000 })) };
