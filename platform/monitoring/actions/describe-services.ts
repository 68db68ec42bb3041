import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { selectPublicServices } from '../data/public-service.ts';
import { selectSpans } from '../data/span.ts';
import { selectWatchedInstances, type WatchedInstance } from '../data/watched.ts';
import { countMinutesOf, type Observed } from '../domain/availability.ts';
import type { Span } from '../domain/condition.ts';
import { isInWindow, reaches } from '../domain/notice.ts';
import type { MonitoringPorts } from '../domain/ports.ts';
import { recentDays, type DayPeriod } from '../domain/recent-days.ts';
import { stateNow, type ServiceStatus } from '../domain/service-status.ts';
import { loadWatch, type Watch } from './load-watch.ts';

export const STATUS_DAYS = 90;
const AHEAD_DAYS = 30;
const DAY_MS = 86_400_000;

/** What the status page of some authorities shows. */
export type PublicStatus = { readonly services: readonly ServiceStatus[]; readonly watch: Watch; readonly at: Date };

/** How the services of these authorities are and were, for everybody: nothing but names, states and times. */
export async function describeServices(ctx: Pick<ActionContext, 'database' | 'clock'>, ports: Pick<MonitoringPorts, 'publicNames'>, authorities: readonly { readonly tenant: TenantId; readonly name: string }[]): Promise<PublicStatus> {
  const at = ctx.clock.now();
  const days = recentDays(ctx.clock.today(), at, STATUS_DAYS);
  const from = days[0]?.from ?? at;
  const watch = await loadWatch(ctx, { from, until: at, ahead: new Date(at.getTime() + AHEAD_DAYS * DAY_MS) });
  const services: ServiceStatus[] = [];
  for (const authority of authorities) {
    const found = await ctx.database.inTenant(authority.tenant, async (tx) => ({ instances: await selectWatchedInstances(tx), chosen: await selectPublicServices(tx), spans: await selectSpans(tx, from, at) }));
    for (const instance of found.instances) {
      const choice = found.chosen.find((one) => one.instance === instance.instance);
      const name = choice ? { de: choice.de, en: choice.en ?? choice.de } : ports.publicNames[instance.app];
      if (instance.goneAt !== undefined || name === undefined || choice?.shown === false) continue;
      services.push(statusOf({ instance, name, authority: authority.name, spans: found.spans.get(instance.instance) ?? [], watch, days, at }));
    }
  }
  return { services, watch, at };
}

function statusOf(input: { instance: WatchedInstance; name: ServiceStatus['name']; authority: string; spans: readonly Span[]; watch: Watch; days: readonly DayPeriod[]; at: Date }): ServiceStatus {
  const { instance, spans, watch, days, at } = input;
  const open = spans.find((span) => span.until === undefined);
  const observed = observedOf(instance, spans, watch);
  const minutes = countMinutesOf(days, observed);
  return {
    name: input.name, app: instance.app, authority: input.authority, since: open?.since,
    state: stateNow({ open, lastLook: watch.lastLook, isMaintained: isInWindow(watch.maintenance, { tenant: instance.tenant, app: instance.app, at }), now: at }),
    days: days.flatMap(({ day }, index) => { const found = minutes[index]; return found ? [{ day, minutes: found }] : []; }),
  };
}

/** What is known of one instance, ready for counting. */
export function observedOf(instance: Pick<WatchedInstance, 'tenant' | 'app' | 'firstSeenAt' | 'goneAt'>, spans: readonly Span[], watch: Pick<Watch, 'watched' | 'maintenance'>): Observed {
  const begin = spans[0] !== undefined && spans[0].since < instance.firstSeenAt ? spans[0].since : instance.firstSeenAt;
  return { spans, watched: watch.watched, life: { from: begin, until: instance.goneAt }, maintenance: watch.maintenance.filter((one) => one.cancelledAt === undefined && reaches(one, instance)) };
}
