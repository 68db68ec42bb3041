import { may, requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import { selectAlerts, selectFiringAlerts, type AlertRecord } from '../data/alert.ts';
import { selectFigures } from '../data/figure.ts';
import { findPromise } from '../data/month.ts';
import { selectPublicServices, type PublicService } from '../data/public-service.ts';
import { countConditions, selectDisturbed, selectSpans } from '../data/span.ts';
import { selectAllWatched, selectWatchedInstances, type WatchedInstance } from '../data/watched.ts';
import { addMinutes, availabilityOf, countMinutesOf, type Minutes } from '../domain/availability.ts';
import type { Condition, Span } from '../domain/condition.ts';
import { ownPagesOf, type Figure } from '../domain/figure.ts';
import { isInWindow, reachesAny, type Incident, type Maintenance } from '../domain/notice.ts';
import { handleAlerts, seeAllOperation, seeOperation } from '../domain/permissions.ts';
import { recentDays, type DayPeriod } from '../domain/recent-days.ts';
import type { Promised } from '../domain/report.ts';
import { stateNow, type ServiceState } from '../domain/service-status.ts';
import { observedOf } from './describe-services.ts';
import { wantsMails } from './handle-alert.ts';
import { loadWatch, type Watch } from './load-watch.ts';

const HOUR_MS = 3_600_000;
const DAYS = 30;
const HOURS = 48;

/** An app of the authority as the overview shows it. */
export type OperatedInstance = { readonly instance: WatchedInstance; readonly state: ServiceState; readonly since: Date | undefined; readonly days: readonly { readonly day: PlainDate; readonly minutes: Minutes }[]; readonly availability: ReturnType<typeof availabilityOf> };

/** What the page "Betrieb" of an authority shows. */
export type Operation = { readonly instances: readonly OperatedInstance[]; readonly alerts: readonly AlertRecord[]; readonly incidents: readonly Incident[]; readonly maintenance: readonly Maintenance[]; readonly lastLook: Date | undefined; readonly at: Date; readonly mayHandle: boolean; readonly wantsMails: boolean };

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** How the authority's apps run. */
export async function describeOperation(ctx: Ctx): Promise<Operation> {
  requirePermission(ctx.actor, seeOperation, ctx.tenant);
  const { at, days, watch } = await lookAt(ctx, DAYS);
  const from = days[0]?.from ?? at;
  const found = await ctx.database.inTenant(ctx.tenant, async (tx) => ({ instances: await selectWatchedInstances(tx), spans: await selectSpans(tx, from, at), alerts: await selectAlerts(tx) }));
  return {
    instances: found.instances.filter((one) => one.goneAt === undefined).map((one) => operated(one, found.spans.get(one.instance) ?? [], watch, days, at)), alerts: found.alerts,
    incidents: watch.incidents.filter((one) => reachesAny(one, [ctx.tenant])), maintenance: watch.maintenance.filter((one) => one.cancelledAt === undefined && one.until > at && reachesAny(one, [ctx.tenant])),
    lastLook: watch.lastLook, at, mayHandle: may(ctx.actor, handleAlerts, ctx.tenant), wantsMails: await wantsMails(ctx),
  };
}

/** What the page of one app shows. Hours are the last 48, oldest first. */
export type InstanceOperation = OperatedInstance & { readonly hours: readonly (Figure | undefined)[]; readonly from: Date; readonly at: Date; readonly alerts: readonly AlertRecord[]; readonly promised: Promised | undefined; readonly shown: PublicService | undefined };

/** How one app runs and ran; throws NotFound. */
export async function describeInstance(ctx: Ctx, input: { readonly instance: string }): Promise<InstanceOperation> {
  requirePermission(ctx.actor, seeOperation, ctx.tenant);
  const { at, days, watch } = await lookAt(ctx, 90);
  const until = new Date(Math.ceil(at.getTime() / HOUR_MS) * HOUR_MS);
  const from = new Date(until.getTime() - HOURS * HOUR_MS);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const instance = (await selectWatchedInstances(tx)).find((one) => one.instance === input.instance);
    if (!instance) throw new NotFound();
    const spans = (await selectSpans(tx, days[0]?.from ?? at, at, [instance.instance])).get(instance.instance) ?? [];
    const figures = (await selectFigures(tx, 'hour', from, until, [instance.instance])).get(instance.instance) ?? [];
    return {
      ...operated(instance, spans, watch, days, at), from, at,
      hours: Array.from({ length: HOURS }, (_, index) => figures.find((one) => one.at.getTime() === from.getTime() + index * HOUR_MS)),
      alerts: (await selectAlerts(tx)).filter((one) => one.subject === instance.instance), promised: await findPromise(tx, instance.contract, ctx.clock.today()), shown: (await selectPublicServices(tx)).find((one) => one.instance === instance.instance),
    };
  });
}

/** Requests for the authority's own pages in the last 48 hours, oldest first. */
export async function ownTraffic(ctx: Ctx): Promise<readonly (Figure | undefined)[]> {
  requirePermission(ctx.actor, seeOperation, ctx.tenant);
  const until = Math.ceil(ctx.clock.now().getTime() / HOUR_MS) * HOUR_MS;
  const figures = (await ctx.database.inTenant(ctx.tenant, (tx) => selectFigures(tx, 'hour', new Date(until - HOURS * HOUR_MS), new Date(until), [ownPagesOf(ctx.tenant)]))).get(ownPagesOf(ctx.tenant)) ?? [];
  return Array.from({ length: HOURS }, (_, index) => figures.find((one) => one.at.getTime() === until - (HOURS - index) * HOUR_MS));
}

/** What the operator sees at one glance. */
export type FleetHealth = {
  readonly counts: Readonly<Record<Condition, number>>; readonly disturbed: readonly { readonly authority: string; readonly title: string; readonly runtime: string; readonly since: Date }[]; readonly alerts: readonly (AlertRecord & { readonly authority: string })[];
  readonly incidents: readonly Incident[]; readonly maintenance: readonly Maintenance[]; readonly lastLook: Date | undefined; readonly at: Date; readonly mayHandle: boolean; readonly wantsMails: boolean; readonly sendsMails: boolean;
};

/** How everything runs for all authorities; nothing of what is in it. */
export async function describeFleet(ctx: Ctx & Pick<ActionContext, 'directory' | 'config'>): Promise<FleetHealth> {
  requirePermission(ctx.actor, seeAllOperation, PLATFORM_TENANT);
  const at = ctx.clock.now();
  const watch = await loadWatch(ctx, { from: new Date(at.getTime() - 30 * 24 * HOUR_MS), until: at, ahead: new Date(at.getTime() + 60 * 24 * HOUR_MS) });
  const found = await ctx.database.acrossTenants('monitoring/see-fleet', async (tx) => {
    const [counts, disturbed, alerts] = [await countConditions(tx), await selectDisturbed(tx), await selectFiringAlerts(tx)];
    return { counts, disturbed, alerts, watched: disturbed.length === 0 ? [] : await selectAllWatched(tx) };
  });
  const known = new Map(found.watched.map((one) => [one.instance, one]));
  const tenants = [...new Set([...found.alerts.map((one) => one.tenant), ...found.disturbed.map((one) => one.tenant)])];
  const names = new Map((await ctx.directory.namesOf(tenants as never)).map((one) => [one.tenant as string, one.name]));
  const nameOf = (tenant: string) => (tenant === PLATFORM_TENANT ? 'Plattform' : names.get(tenant) ?? tenant);
  return {
    counts: found.counts, alerts: found.alerts.map((one) => ({ ...one, authority: nameOf(one.tenant) })), disturbed: found.disturbed.flatMap(({ tenant, instance, span }) => { const one = known.get(instance); return one ? [{ authority: nameOf(tenant), title: one.title, runtime: one.runtime, since: span.since }] : []; }).slice(0, 200),
    incidents: watch.incidents, maintenance: watch.maintenance.filter((one) => one.cancelledAt === undefined && one.until > at), lastLook: watch.lastLook, at, mayHandle: may(ctx.actor, handleAlerts, PLATFORM_TENANT), wantsMails: await wantsMails({ ...ctx, tenant: PLATFORM_TENANT }), sendsMails: ctx.config.mail !== undefined,
  };
}

async function lookAt(ctx: Pick<ActionContext, 'database' | 'clock'>, count: number): Promise<{ at: Date; days: DayPeriod[]; watch: Watch }> {
  const at = ctx.clock.now();
  const days = recentDays(ctx.clock.today(), at, count);
  return { at, days, watch: await loadWatch(ctx, { from: days[0]?.from ?? at, until: at, ahead: new Date(at.getTime() + 60 * 24 * HOUR_MS) }) };
}

function operated(instance: WatchedInstance, spans: readonly Span[], watch: Watch, days: readonly DayPeriod[], at: Date): OperatedInstance {
  const open = spans.find((span) => span.until === undefined);
  const minutes = countMinutesOf(days, observedOf(instance, spans, watch));
  return {
    instance, since: open?.since, state: stateNow({ open, lastLook: watch.lastLook, isMaintained: isInWindow(watch.maintenance, { tenant: instance.tenant, app: instance.app, at }), now: at }),
    days: days.flatMap(({ day }, index) => { const found = minutes[index]; return found ? [{ day, minutes: found }] : []; }), availability: availabilityOf(addMinutes(minutes)),
  };
}
