import type { ActionContext } from '@allmende/house';
import { countConditionsByApp } from '../data/span.ts';
import { countMinutesOf } from '../domain/availability.ts';
import type { MonitoringPorts } from '../domain/ports.ts';
import { recentDays } from '../domain/recent-days.ts';
import { STALE_MINUTES, type ServiceStatus } from '../domain/service-status.ts';
import { STATUS_DAYS } from './describe-services.ts';
import { loadWatch, type Watch } from './load-watch.ts';

/** What everybody may see of the platform as a whole. */
export type PlatformStatus = {
  /** The platform itself: minutes in which it looked, and minutes of which nothing is known. */
  readonly platform: ServiceStatus;
  /** At how many authorities a public service works and at how many it does not. */
  readonly services: readonly { readonly app: string; readonly name: ServiceStatus['name']; readonly running: number; readonly disturbed: number }[];
  readonly watch: Watch;
  readonly at: Date;
};

const AHEAD_MS = 30 * 86_400_000;
const KEEP_MS = 5000;
let kept: { readonly until: number; readonly counts: Awaited<ReturnType<typeof countConditionsByApp>> } | undefined;

/** How the platform is and was, for everybody. Numbers over all authorities are counted at most every five seconds in a process. */
export async function describePlatform(ctx: Pick<ActionContext, 'database' | 'clock'>, ports: Pick<MonitoringPorts, 'publicNames'>): Promise<PlatformStatus> {
  const at = ctx.clock.now();
  const days = recentDays(ctx.clock.today(), at, STATUS_DAYS);
  const from = days[0]?.from ?? at;
  const watch = await loadWatch(ctx, { from, until: at, ahead: new Date(at.getTime() + AHEAD_MS) });
  if (kept === undefined || kept.until <= ctx.clock.elapsedMs()) {
    kept = { counts: await ctx.database.acrossTenants('monitoring/public-status', countConditionsByApp), until: ctx.clock.elapsedMs() + KEEP_MS };
  }
  const { counts } = kept;
  // Before the first look there was nothing to look at.
  const first = watch.watched[0]?.firstMinute ?? at;
  const minutes = countMinutesOf(days, { spans: [{ since: first, until: undefined, condition: 'running' }], watched: watch.watched, maintenance: [], life: { from: first, until: undefined } });
  const isFresh = watch.lastLook !== undefined && at.getTime() - watch.lastLook.getTime() <= STALE_MINUTES * 60_000;
  return {
    platform: { name: { de: 'Plattform', en: 'Platform' }, app: 'platform', authority: '', state: isFresh ? 'running' : 'unknown', since: undefined, days: days.flatMap(({ day }, index) => { const found = minutes[index]; return found ? [{ day, minutes: found }] : []; }) },
    services: Object.entries(ports.publicNames).map(([app, name]) => ({ app, name, running: counts.get(app)?.running ?? 0, disturbed: counts.get(app)?.disturbed ?? 0 })).filter((one) => one.running + one.disturbed > 0),
    watch, at,
  };
}
