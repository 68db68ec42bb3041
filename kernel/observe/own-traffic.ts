/** Upper bounds of the classes of latency, in milliseconds; the same as everywhere in the house. */
const BOUNDS_MS = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000];
const MINUTE_MS = 60_000;

/** Requests for the pages of one authority in one minute. */
export type OwnTraffic = { readonly tenant: string; readonly minute: Date; requests: number; clientErrors: number; serverErrors: number; milliseconds: number; readonly latency: number[] };

/** Counts requests per authority in memory until somebody takes them away. */
export type OwnTrafficCounter = {
  count(tenant: string, at: Date, status: number, milliseconds: number): void;
  /** What was counted, and begins anew. */
  take(): readonly OwnTraffic[];
};

/** A counter for one process. */
export function createOwnTrafficCounter(): OwnTrafficCounter {
  let counted = new Map<string, OwnTraffic>();
  return {
    count: (tenant, at, status, milliseconds) => {
      const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
      const key = `${tenant} ${minute}`;
      const one = counted.get(key) ?? { tenant, minute: new Date(minute), requests: 0, clientErrors: 0, serverErrors: 0, milliseconds: 0, latency: Array.from({ length: BOUNDS_MS.length + 1 }, () => 0) };
      counted.set(key, one);
      one.requests += 1;
      if (status >= 500) one.serverErrors += 1;
      else if (status >= 400) one.clientErrors += 1;
      one.milliseconds += milliseconds;
      const found = BOUNDS_MS.findIndex((bound) => milliseconds <= bound);
      const index = found === -1 ? BOUNDS_MS.length : found;
      one.latency[index] = (one.latency[index] ?? 0) + 1;
    },
    take: () => {
      const taken = [...counted.values()];
      counted = new Map();
      return taken;
    },
  };
}
