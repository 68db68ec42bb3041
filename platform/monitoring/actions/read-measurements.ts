import { oldestWaitingEntry } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import type { House } from '@allmende/house';
import { listDeadLetters } from '@allmende/jobs';
import { certificateEnd } from '../clients/certificate-end.ts';
import { diskShare } from '../clients/disk-share.ts';
import { platformBackup } from '../clients/platform-backup.ts';
import { selectRecent } from '../data/figure.ts';
import { selectMaintenance } from '../data/notice.ts';
import { selectDisturbed } from '../data/span.ts';
import { selectTheseWatched, type WatchedInstance } from '../data/watched.ts';
import { ALERT_RULES, type Measure } from '../domain/alert-rules.ts';
import type { Measurement } from '../domain/decide-alerts.ts';
import { latencyAt } from '../domain/latency.ts';
import { MINUTE_MS } from '../domain/minute.ts';
import { isInWindow } from '../domain/notice.ts';
import type { MonitoringPorts } from '../domain/ports.ts';

/** Traffic of so many minutes is looked at together, and only when there were so many requests. */
const TRAFFIC_MINUTES = 15;
const LEAST_REQUESTS = 20;
const HOUR_MS = 3_600_000;

/** Only what may be wrong is looked up by name: most of thousands of instances are well. */
type Find = (instances: readonly string[]) => Promise<ReadonlyMap<string, WatchedInstance>>;
type Reader = () => Promise<Measurement[]>;

/** Reads what the rules look at. A reader that fails leaves its measures out of `read`. */
export async function readMeasurements(house: House, ports: MonitoringPorts): Promise<{ readonly measurements: readonly Measurement[]; readonly read: ReadonlySet<Measure> }> {
  const now = house.clock.now();
  const find: Find = async (instances) => (instances.length === 0 ? new Map() : house.database.acrossTenants('monitoring/read-watched', (tx) => selectTheseWatched(tx, instances)));
  const measurements: Measurement[] = [];
  const read = new Set<Measure>();
  const readers: readonly (readonly [readonly Measure[], Reader | undefined])[] = [
    [['disturbed-minutes'], () => disturbedOnes(house, find, now)],
    [['error-share', 'latency-p95-ms', 'storage-share'], () => recentFigures(house, ports, find, now)],
    [['backup-age-hours'], ports.backups && (() => backupAges(house, ports, find, now))],
    [['failed-drills'], ports.drills && (() => failedDrills(house, ports, find, now))],
    [['certificate-hours-left', 'certificate-failures'], () => certificates(house, ports, now)],
    [['platform-backup-behind-minutes', 'platform-backup-age-hours'], () => platformBackupAge(house, now)],
    [['stuck-jobs'], async () => platform('stuck-jobs', (await house.database.acrossTenants('monitoring/read-stuck-jobs', listDeadLetters)).length)],
    [['audit-waiting-minutes'], async () => { const oldest = await oldestWaitingEntry(house); return platform('audit-waiting-minutes', oldest === undefined ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / MINUTE_MS)); }],
    [['failed-parcels', 'failed-trials'], ports.deliveries && (async () => ((await ports.deliveries?.(house)) ?? []).map(({ tenant, kind, count }) => ({ measure: kind, tenant, subject: '-', label: '', value: count })))],
    [['disk-share'], async () => platform('disk-share', await diskShare(house.config.dataDir))],
  ];
  for (const [measures, reader] of readers) {
    if (reader === undefined) continue;
    try {
      measurements.push(...(await reader()));
      for (const measure of measures) read.add(measure);
    } catch (error) {
      house.log.warn({ measures, err: error }, 'what alerts look at could not be read');
    }
  }
  return { measurements, read };
}

function platform(measure: Measure, value: number): Measurement[] {
  return [{ measure, tenant: PLATFORM_TENANT, subject: '-', label: '', value }];
}

// During announced maintenance nobody is woken.
async function disturbedOnes(house: House, find: Find, now: Date): Promise<Measurement[]> {
  const windows = await house.database.inTenant(PLATFORM_TENANT, (tx) => selectMaintenance(tx, now, new Date(now.getTime() + MINUTE_MS)));
  const disturbed = await house.database.acrossTenants('monitoring/read-disturbed', selectDisturbed);
  const known = await find(disturbed.map((one) => one.instance));
  return disturbed.flatMap(({ tenant, instance, span }) => {
    const one = known.get(instance);
    if (one === undefined || isInWindow(windows, { tenant, app: one.app, at: now })) return [];
    return [{ measure: 'disturbed-minutes' as const, tenant, subject: instance, label: one.title, value: (now.getTime() - span.since.getTime()) / MINUTE_MS }];
  });
}

async function recentFigures(house: House, ports: MonitoringPorts, find: Find, now: Date): Promise<Measurement[]> {
  const recent = await house.database.acrossTenants('monitoring/read-recent-figures', (tx) => selectRecent(tx, new Date(now.getTime() - TRAFFIC_MINUTES * MINUTE_MS)));
  const known = await find(recent.map((one) => one.instance));
  const limits = new Map<string, Promise<number | undefined>>();
  const found: Measurement[] = [];
  for (const one of recent) {
    const instance = known.get(one.instance);
    if (instance === undefined) continue;
    const of = (measure: Measure, value: number) => found.push({ measure, tenant: one.tenant, subject: one.instance, label: instance.title, value });
    if (one.requests >= LEAST_REQUESTS) {
      of('error-share', one.serverErrors / one.requests);
      const latency = latencyAt(0.95, one.latency);
      if (latency !== undefined) of('latency-p95-ms', Math.min(latency, 60_000));
    }
    const { packageVersion: version, app } = instance;
    if (one.storageBytes === undefined || version === undefined || !ports.storageLimit) continue;
    const key = `${app} ${version}`;
    const limit = limits.get(key) ?? ports.storageLimit(house, { app, version });
    limits.set(key, limit);
    const bytes = await limit;
    if (bytes !== undefined && bytes > 0) of('storage-share', one.storageBytes / bytes);
  }
  return found;
}

async function backupAges(house: House, ports: MonitoringPorts, find: Find, now: Date): Promise<Measurement[]> {
  const soonest = Math.min(...ALERT_RULES.flatMap((rule) => (rule.measure === 'backup-age-hours' ? [rule.from ?? 0] : [])));
  const old = (await ports.backups?.(house, new Date(now.getTime() - soonest * HOUR_MS + 1))) ?? [];
  const known = await find(old.map((one) => one.instance));
  return old.flatMap(({ tenant, instance, newestAt }) => {
    const one = known.get(instance);
    return one === undefined ? [] : [{ measure: 'backup-age-hours' as const, tenant, subject: instance, label: one.title, value: (now.getTime() - (newestAt ?? one.firstSeenAt).getTime()) / HOUR_MS }];
  });
}

// The newest drill of an instance counts: one that passes takes the alert back.
async function failedDrills(house: House, ports: MonitoringPorts, find: Find, now: Date): Promise<Measurement[]> {
  const drills = ((await ports.drills?.(house, { from: new Date(now.getTime() - 31 * 24 * HOUR_MS), until: now })) ?? []).filter((one) => one.passed !== undefined);
  const known = await find(drills.map((one) => one.instance));
  const newest = new Map(drills.toSorted((one, other) => one.startedAt.getTime() - other.startedAt.getTime()).map((one) => [one.instance, one]));
  return [...newest.values()].flatMap((one) => {
    const instance = known.get(one.instance);
    return instance === undefined ? [] : [{ measure: 'failed-drills' as const, tenant: one.tenant, subject: one.instance, label: instance.title, value: one.passed ? 0 : 1 }];
  });
}

async function certificates(house: House, ports: MonitoringPorts, now: Date): Promise<Measurement[]> {
  const { tls } = house.config.apps;
  const own = tls ? [{ tenant: PLATFORM_TENANT as string, failures: 0, ...(await certificateEnd(tls.certificateFile)) }] : [];
  const served = [...own, ...((await ports.certificates?.(house)) ?? [])];
  return served.flatMap(({ tenant, host, notAfter, failures }): Measurement[] => {
    const of = { tenant, subject: host, label: host };
    return [...(notAfter ? [{ measure: 'certificate-hours-left' as const, ...of, value: (notAfter.getTime() - now.getTime()) / HOUR_MS }] : []), { measure: 'certificate-failures', ...of, value: failures }];
  });
}

async function platformBackupAge(house: House, now: Date): Promise<Measurement[]> {
  const found = await platformBackup(house.config.dataDir);
  if (!found) return [];
  return [...platform('platform-backup-behind-minutes', (now.getTime() - found.until.getTime()) / MINUTE_MS), ...platform('platform-backup-age-hours', (now.getTime() - found.newestAt.getTime()) / HOUR_MS)];
}
