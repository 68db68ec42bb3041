import { createHash } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { renderDocument } from '@allmende/documents';
import { NotFound } from '@allmende/errors';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { addDays } from '@allmende/time';
import { selectFigures } from '../data/figure.ts';
import { claimReport, findPromise, findReport, insertMeter } from '../data/month.ts';
import { selectSpans } from '../data/span.ts';
import { selectWatchedInstances, type WatchedInstance } from '../data/watched.ts';
import { addMinutes, countMinutes, countMinutesOf } from '../domain/availability.ts';
import type { Span } from '../domain/condition.ts';
import { MonthNotReportable } from '../domain/errors.ts';
import { meterHash, type Meter } from '../domain/meter.ts';
import { daysOfMonth, monthOf, monthText, periodOfMonth, type Month } from '../domain/month.ts';
import { reaches } from '../domain/notice.ts';
import { makeReports } from '../domain/permissions.ts';
import type { Drill, MonitoringPorts } from '../domain/ports.ts';
import { reportDocument } from '../domain/report-document.ts';
import type { ReportContent, ReportedInstance } from '../domain/report.ts';
import { observedOf } from './describe-services.ts';
import { loadWatch, type Watch } from './load-watch.ts';

const MOST_DISTURBANCES = 50;

/**
 * Closes a past month of a contract: what it is billed by is written down, and the report is made, each exactly once however often and however many at once this runs. Returns whether anything was made.
 * Throws MonthNotReportable for a month that is not over, NotFound for a contract of which nothing was watched.
 */
export async function closeMonth(ctx: ActionContext, ports: Pick<MonitoringPorts, 'contract' | 'drills'>, input: { readonly contract: string; readonly month: Month }): Promise<boolean> {
  requirePermission(ctx.actor, makeReports, ctx.tenant);
  const { contract, month } = input;
  if (month >= monthOf(ctx.clock.today())) throw new MonthNotReportable('Dieser Monat ist noch nicht vorbei.');
  const period = periodOfMonth(month);
  const watch = await loadWatch(ctx, period);
  const found = await ctx.database.inTenant(ctx.tenant, async (tx) => ({
    there: await findReport(tx, contract, month), instances: (await selectWatchedInstances(tx)).filter((one) => one.contract === contract), spans: await selectSpans(tx, period.from, period.until),
    promised: await findPromise(tx, contract, addDays(monthOf(month, 1), -1)),
  }));
  if (found.there) return false;
  const instances = found.instances.filter((one) => one.firstSeenAt < period.until && (one.goneAt === undefined || one.goneAt >= period.from));
  if (instances.length === 0) throw found.instances.length === 0 ? new NotFound() : new MonthNotReportable('In diesem Monat lief für diesen Vertrag noch nichts oder nichts mehr.');
  const drills = await ports.drills?.(ctx, period);
  const spansOf = (one: WatchedInstance) => found.spans.get(one.instance) ?? [];
  const facts = await ports.contract?.(ctx, contract);
  const content: ReportContent = {
    month, contract: { id: contract, number: facts?.number ?? null, subject: facts?.subject ?? null, customer: facts?.customer ?? null, provider: facts?.provider ?? null },
    instances: instances.map((one) => reported(one, spansOf(one), watch, period, drills)), promised: found.promised ?? null, drillsKnown: drills !== undefined,
    incidents: watch.incidents.filter((one) => one.startedAt < period.until && instances.some((each) => reaches(one, each))).map((one) => ({ from: one.startedAt.toISOString(), until: one.endedAt?.toISOString() ?? null, text: one.updates[0]?.de ?? '' })).toReversed(),
    maintenance: watch.maintenance.filter((one) => one.cancelledAt === undefined && instances.some((each) => reaches(one, each))).map((one) => ({ from: one.from.toISOString(), until: one.until.toISOString(), announcedAt: one.announcedAt.toISOString(), text: one.de })),
  };
  const days = daysOfMonth(month);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const figures = await selectFigures(tx, 'day', period.from, period.until, instances.map((one) => one.instance));
    for (const one of instances) {
      const byDay = countMinutesOf(days, observedOf(one, spansOf(one), watch));
      const measured = figures.get(one.instance) ?? [];
      const highest = (values: (number | undefined)[]) => values.reduce<number | null>((most, value) => (value === undefined ? most : Math.max(most ?? 0, value)), null);
      const sum = (values: (number | undefined)[]) => values.reduce<number | null>((total, value) => (value === undefined ? total : (total ?? 0) + value), null);
      const meter: Meter = {
        authority: ctx.tenant, contract, instance: one.instance, month, app: one.app, plan: one.plan ?? null, daysRunning: byDay.filter((minutes) => minutes.running > 0).length, unknownMinutes: addMinutes(byDay).unknown,
        storagePeakBytes: highest(measured.map((day) => day.storageBytes)), requests: sum(measured.map((day) => day.requests)),
      };
      const [sha256, closedAt] = [meterHash(meter), ctx.clock.now()];
      if (!(await insertMeter(tx, { ...meter, sha256, closedAt }))) continue;
      await record(tx, { actor: ctx.actor, action: 'monitoring/meter-closed', subject: { kind: 'instance', id: one.instance }, facts: { month: monthText(month), sha256, daysRunning: meter.daysRunning }, at: closedAt });
    }
  });
  const bytes = await renderDocument(reportDocument(content, ctx.clock.today()));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const [file, at, dataKey] = [newId(), ctx.clock.now(), await createDataKey(tx, ctx.keys)];
    if (!(await claimReport(tx, { contract, month, file, dataKey: dataKey.id, sha256, sizeBytes: bytes.length, content, madeAt: at }))) return false;
    await putFile(tx, ctx, { id: file, dataKey, name: `betriebsbericht-${monthText(month)}${content.contract.number === null ? '' : `-${content.contract.number}`}.pdf`, contentType: 'application/pdf', bytes });
    await record(tx, { actor: ctx.actor, action: 'monitoring/report-made', subject: { kind: 'contract', id: contract }, facts: { month: monthText(month), sha256, bytes: bytes.length }, at });
    return true;
  });
}

function reported(one: WatchedInstance, spans: readonly Span[], watch: Watch, period: { readonly from: Date; readonly until: Date }, drills: readonly Drill[] | undefined): ReportedInstance {
  const observed = observedOf(one, spans, watch);
  const disturbances = spans.filter((span) => span.condition === 'disturbed').map((span) => {
    const [from, until] = [span.since < period.from ? period.from : span.since, span.until === undefined || span.until > period.until ? period.until : span.until];
    const minutes = countMinutes({ from: new Date(Math.floor(from.getTime() / 60_000) * 60_000), until: new Date(Math.max(Math.ceil(until.getTime() / 60_000) * 60_000, Math.floor(from.getTime() / 60_000) * 60_000 + 60_000)) }, { ...observed, spans: [span] }).disturbed;
    return { from: from.toISOString(), until: span.until === undefined ? null : until.toISOString(), minutes };
  });
  return {
    instance: one.instance, app: one.app, title: one.title, minutes: countMinutes(period, observed), disturbances: disturbances.filter((each) => each.minutes > 0).slice(0, MOST_DISTURBANCES),
    drills: (drills ?? []).filter((drill) => drill.instance === one.instance).map((drill) => ({ at: drill.startedAt.toISOString(), passed: drill.passed ?? null, recoveryMs: drill.recoveryMs ?? null })),
  };
}
