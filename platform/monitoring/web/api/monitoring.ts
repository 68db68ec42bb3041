import { defineApi, type AnyApi } from '@allmende/http';
import { NotFound } from '@allmende/errors';
import { Type } from 'typebox';
import { describeOperation } from '../../actions/describe-operation.ts';
import { describePlatform } from '../../actions/describe-platform.ts';
import { describeServices } from '../../actions/describe-services.ts';
import { acknowledgeAlert } from '../../actions/handle-alert.ts';
import { listAllMeters, listMeters, listReports, readReport } from '../../actions/read-month.ts';
import { searchLogs } from '../../actions/search-logs.ts';
import { announceMaintenance, openIncident, updateIncident } from '../../actions/tell-people.ts';
import type { ClosedMeter } from '../../data/month.ts';
import { monthText, parseMonth } from '../../domain/month.ts';
import type { Incident, Maintenance } from '../../domain/notice.ts';
import { handleAlerts, readLogs, seeAllOperation, seeOperation, tellPeople } from '../../domain/permissions.ts';
import type { MonitoringPorts } from '../../domain/ports.ts';
import type { ServiceStatus } from '../../domain/service-status.ts';
import { authoritiesOf } from '../pages/status.ts';
import { AlertSchema, instant, LogLineSchema, MeterSchema, MonthText, nullable, OperatedSchema, PlatformStatusSchema, ReachBody, ReportSchema, ServiceSchema, ToldBody, uuid } from './monitoring.schema.ts';

const tag = 'monitoring';
const slug = Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' });
const AuthorityParams = Type.Object({ authority: slug });

/** The room as operations of the API. */
export function monitoringApi(ports: MonitoringPorts): readonly AnyApi[] {
  return [
    defineApi({
      method: 'GET', path: '/status', tag, operationId: 'getPlatformStatus', access: 'anyone', summary: 'Whether the platform works', response: PlatformStatusSchema,
      async handle({ ctx }) {
        const found = await describePlatform(ctx, ports);
        return { at: found.at.toISOString(), platform: serviceJson(found.platform), services: found.services.map((one) => ({ ...one })), incidents: found.watch.incidents.filter((one) => one.authorities.length === 0).map(incidentJson), maintenance: found.watch.maintenance.filter((one) => one.authorities.length === 0 && !one.cancelledAt).map(maintenanceJson) };
      },
    }),
    defineApi({
      method: 'GET', path: '/places/:place/status', tag, operationId: 'getPlaceStatus', access: 'anyone', summary: 'Whether the online services of a place work', params: Type.Object({ place: slug }), response: Type.Object({ at: instant, services: Type.Array(ServiceSchema) }),
      async handle({ ctx, place }) {
        const { authorities } = await authoritiesOf(ctx, { kind: 'place', place });
        const found = await describeServices(ctx, ports, authorities);
        return { at: found.at.toISOString(), services: found.services.map(serviceJson) };
      },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/monitoring', tag, operationId: 'getOperation', access: seeOperation, summary: 'How the apps of the authority run', params: AuthorityParams, response: Type.Object({ at: instant, lastLook: nullable(instant), instances: Type.Array(OperatedSchema), alerts: Type.Array(AlertSchema) }),
      async handle({ ctx }) {
        const found = await describeOperation(ctx);
        return {
          at: found.at.toISOString(), lastLook: found.lastLook?.toISOString() ?? null,
          instances: found.instances.map((one) => ({
            instance: one.instance.instance, app: one.instance.app, title: one.instance.title, contract: one.instance.contract, state: one.state, since: one.since?.toISOString() ?? null, provenPpm: one.availability?.provenPpm ?? null, possiblePpm: one.availability?.possiblePpm ?? null,
            days: one.days.map(({ day, minutes }) => ({ day, minutes: { ...minutes } })),
          })),
          alerts: found.alerts.map((one) => ({ id: one.id, rule: one.rule, subject: one.subject, label: one.label, severity: one.severity, value: one.value ?? null, since: one.since.toISOString(), firedAt: one.firedAt.toISOString(), resolvedAt: one.resolvedAt?.toISOString() ?? null, acknowledgedAt: one.acknowledgedAt?.toISOString() ?? null })),
        };
      },
    }),
    defineApi({
      method: 'POST', path: '/authorities/:authority/monitoring/alerts/:alert/acknowledgement', tag, operationId: 'acknowledgeAlert', access: handleAlerts, summary: 'Say that somebody looks after an alert', params: Type.Object({ authority: slug, alert: uuid }),
      body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }), status: 204,
      async handle({ ctx, params, body }) { await acknowledgeAlert(ctx, { alert: params.alert, ...(body.note === undefined ? {} : { note: body.note }) }); return undefined; },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/monitoring/instances/:instance/logs', tag, operationId: 'searchLogs', access: readLogs, summary: 'What an app writes, the newest first; may hold personal data', params: Type.Object({ authority: slug, instance: uuid }), rateLimit: { max: 30, windowMs: 60_000 },
      query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), component: Type.Optional(Type.String({ maxLength: 80 })), since: Type.Optional(Type.String({ format: 'date-time' })) }), response: Type.Object({ lines: Type.Array(LogLineSchema), more: Type.Boolean() }),
      async handle({ ctx, params, query }) {
        const since = query.since === undefined ? undefined : new Date(query.since);
        const found = await searchLogs(ctx, ports, { instance: params.instance, ...(query.q ? { text: query.q } : {}), ...(query.component ? { component: query.component } : {}), ...(since && !Number.isNaN(since.getTime()) ? { since } : {}) });
        return { lines: found.lines.map((one) => ({ at: one.at.toISOString(), component: one.component, text: one.text })), more: found.isCut };
      },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/monitoring/reports', tag, operationId: 'listReports', access: seeOperation, summary: 'Monthly reports on contracts', params: AuthorityParams, response: Type.Object({ reports: Type.Array(ReportSchema) }),
      handle: async ({ ctx }) => ({
        reports: (await listReports(ctx)).map((one) => ({ contract: one.contract, month: monthText(one.month), sha256: one.sha256, madeAt: one.madeAt.toISOString(), instances: one.content.instances.map((each) => ({ instance: each.instance, app: each.app, minutes: { ...each.minutes } })) })),
      }),
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/monitoring/reports/:contract/:month', tag, operationId: 'readReport', access: seeOperation, summary: 'A monthly report as PDF/UA', params: Type.Object({ authority: slug, contract: uuid, month: MonthText }), file: 'application/pdf',
      async handle({ ctx, params }) { return readReport(ctx, { contract: params.contract, month: monthFrom(params.month) }); },
    }),
    defineApi({
      method: 'GET', path: '/authorities/:authority/monitoring/meters/:month', tag, operationId: 'listMeters', access: seeOperation, summary: 'What the authority is billed by for a month', params: Type.Object({ authority: slug, month: MonthText }), response: Type.Object({ meters: Type.Array(MeterSchema) }),
      handle: async ({ ctx, params }) => ({ meters: (await listMeters(ctx, { month: monthFrom(params.month) })).map(meterJson) }),
    }),
    defineApi({
      method: 'GET', path: '/monitoring/meters/:month', tag, operationId: 'listAllMeters', access: seeAllOperation, summary: 'What all authorities are billed by for a month', params: Type.Object({ month: MonthText }), response: Type.Object({ meters: Type.Array(MeterSchema) }),
      handle: async ({ ctx, params }) => ({ meters: (await listAllMeters(ctx, { month: monthFrom(params.month) })).map(meterJson) }),
    }),
    defineApi({
      method: 'POST', path: '/monitoring/incidents', tag, operationId: 'openIncident', access: tellPeople, summary: 'Tell people of a disturbance', status: 201, body: Type.Object({ impact: Type.Enum(['disturbed', 'slow', 'notice']), ...ReachBody, ...ToldBody }, { additionalProperties: false }), response: Type.Object({ id: uuid }),
      handle: async ({ ctx, body }) => ({ id: await openIncident(ctx, { impact: body.impact as Incident['impact'], apps: body.apps ?? [], authorities: body.authorities ?? [], de: body.de, en: body.en }) }),
    }),
    defineApi({
      method: 'POST', path: '/monitoring/incidents/:incident/updates', tag, operationId: 'updateIncident', access: tellPeople, summary: 'Say how a disturbance goes on, or that it is over', status: 204, params: Type.Object({ incident: uuid }), body: Type.Object({ stage: Type.Enum(['looking', 'found', 'watching', 'ended']), ...ToldBody }, { additionalProperties: false }),
      async handle({ ctx, params, body }) { await updateIncident(ctx, { incident: params.incident, stage: body.stage as 'looking', de: body.de, en: body.en }); return undefined; },
    }),
    defineApi({
      method: 'POST', path: '/monitoring/maintenance', tag, operationId: 'announceMaintenance', access: tellPeople, summary: 'Announce work ahead', status: 201, body: Type.Object({ from: instant, until: instant, ...ReachBody, ...ToldBody }, { additionalProperties: false }), response: Type.Object({ id: uuid }),
      handle: async ({ ctx, body }) => ({ id: await announceMaintenance(ctx, { from: timeFrom(body.from), until: timeFrom(body.until), apps: body.apps ?? [], authorities: body.authorities ?? [], de: body.de, en: body.en }) }),
    }),
  ];
}

function timeFrom(text: string): Date | undefined {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function monthFrom(text: string) {
  const month = parseMonth(text);
  if (month === undefined) throw new NotFound();
  return month;
}

function serviceJson(one: ServiceStatus) {
  return { name: { ...one.name }, authority: one.authority, state: one.state, since: one.since?.toISOString() ?? null, days: one.days.map(({ day, minutes }) => ({ day, minutes: { ...minutes } })) };
}

function incidentJson(one: Incident) {
  return { id: one.id, impact: one.impact, startedAt: one.startedAt.toISOString(), endedAt: one.endedAt?.toISOString() ?? null, updates: one.updates.map((update) => ({ at: update.at.toISOString(), stage: update.stage, de: update.de, en: update.en ?? null })) };
}

function maintenanceJson(one: Maintenance) {
  return { id: one.id, from: one.from.toISOString(), until: one.until.toISOString(), announcedAt: one.announcedAt.toISOString(), de: one.de, en: one.en ?? null };
}

function meterJson({ closedAt, ...one }: ClosedMeter) {
  return { ...one, month: monthText(one.month), closedAt: closedAt.toISOString() };
}
