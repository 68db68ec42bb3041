import type { House } from '@allmende/house';
import { addTraffic, selectTraffic, type TrafficRow } from '../data/traffic.ts';
import { countRequest, noTraffic, type Counted, type Traffic } from '../domain/traffic.ts';

/** Counts requests in memory and writes them down. */
export type TrafficCounter = {
  count(instance: string, one: Counted): void;
  /** Writes what was counted since the last time. What cannot be written stays and is written with the next. */
  write(): Promise<void>;
};

const MINUTE_MS = 60_000;

/** A counter for one gateway process; `tenantOf` says whose an instance is. */
export function createTrafficCounter(house: Pick<House, 'database' | 'clock'>, options: { readonly process: string; readonly tenantOf: (instance: string) => string | undefined }): TrafficCounter {
  let minutes = new Map<number, Map<string, Traffic>>();
  const minuteNow = () => Math.floor(house.clock.now().getTime() / MINUTE_MS) * MINUTE_MS;
  return {
    count: (instance, one) => {
      const minute = minuteNow();
      const of = minutes.get(minute) ?? new Map<string, Traffic>();
      minutes.set(minute, of);
      const traffic = of.get(instance) ?? noTraffic();
      of.set(instance, traffic);
      countRequest(traffic, one);
    },
    write: async () => {
      const taken = minutes;
      minutes = new Map();
      for (const [minute, of] of taken) {
        const counted = [...of].flatMap(([instance, traffic]) => { const tenant = options.tenantOf(instance); return tenant === undefined ? [] : [{ tenant, instance, traffic }]; });
        try {
          if (counted.length > 0) await house.database.acrossTenants('gateway/add-traffic', (tx) => addTraffic(tx, { minute: new Date(minute), process: options.process, counted }));
          taken.delete(minute);
        } catch (error) {
          // An hour of what could not be written is enough to remember.
          for (const [kept, lost] of taken) if (minuteNow() - kept < 60 * MINUTE_MS && !minutes.has(kept)) minutes.set(kept, lost);
          throw error;
        }
      }
    },
  };
}

/** For monitoring: requests, errors and latency of all instances between two moments, minute by minute; `latency` counts per class of `LATENCY_BOUNDS_MS`. */
export async function readTraffic(house: Pick<House, 'database'>, input: { readonly from: Date; readonly to: Date; readonly instance?: string }): Promise<TrafficRow[]> {
  return house.database.acrossTenants('gateway/read-traffic', (tx) => selectTraffic(tx, input));
}
