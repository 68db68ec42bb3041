import type { House } from '@allmende/house';
import { listObserved, type ObservedInstance } from '@allmende/operations';
import { saveTraffic, saveUsage, type Measured } from '../data/figure.ts';
import { minuteOf, MINUTE_MS } from '../domain/minute.ts';
import type { MonitoringPorts } from '../domain/ports.ts';

const AT_ONCE = 4;
const ALL_MS = 45_000;
const ONE_MS = 10_000;
/** Processes write what they counted some seconds after the minute is over; so long it is read again. */
const TRAFFIC_MINUTES = 10;

/** Asks the runtimes what their instances use and takes over what the gateway counted. Stops after 45 s; whoever was left out comes first the next time. Returns how many instances were measured. */
export async function measureInstances(house: House, ports: Pick<MonitoringPorts, 'usage' | 'measuredRuntimes' | 'traffic'>): Promise<number> {
  const now = house.clock.now();
  const minute = minuteOf(now);
  const measured = ports.usage === undefined ? [] : await measureAll(house, ports.usage, await asked(house, ports, minute));
  const traffic = await ports.traffic?.(house, { from: new Date(minute.getTime() - TRAFFIC_MINUTES * MINUTE_MS), until: minute });
  await house.database.acrossTenants('monitoring/save-figures', async (tx) => {
    await saveUsage(tx, minute, measured);
    if (traffic) await saveTraffic(tx, traffic);
  });
  return measured.length;
}

// Beginning at another one each minute, so that a slow runtime does not always leave the same ones out.
async function asked(house: House, ports: Pick<MonitoringPorts, 'measuredRuntimes'>, minute: Date): Promise<readonly ObservedInstance[]> {
  const runtimes = ports.measuredRuntimes ?? [];
  const found = runtimes.length === 0 ? [] : await listObserved(house, { runningIn: runtimes });
  const start = found.length === 0 ? 0 : (minute.getTime() / MINUTE_MS * 97) % found.length;
  return [...found.slice(start), ...found.slice(0, start)];
}

async function measureAll(house: House, usage: NonNullable<MonitoringPorts['usage']>, instances: readonly ObservedInstance[]): Promise<Measured[]> {
  const started = house.clock.elapsedMs();
  const waiting = [...instances];
  const measured: Measured[] = [];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined && house.clock.elapsedMs() - started < ALL_MS; one = waiting.shift()) {
      try {
        const used = await within(ONE_MS, usage(house, { tenant: one.tenant, instance: one.instance }));
        if (used) measured.push({ tenant: one.tenant, instance: one.instance, cpuSeconds: used.cpuSeconds, memoryBytes: used.memoryBytes, storageBytes: used.storageBytes });
      } catch (error) {
        house.log.warn({ instance: one.instance, err: error }, 'an instance could not be measured');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return measured;
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
