/** Upper bounds of the classes of latency, in milliseconds; what takes longer falls into one more class. */
export const LATENCY_BOUNDS_MS = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;

/** What was counted for one instance. */
export type Traffic = {
  requests: number;
  /** Answers 400 to 499. */
  clientErrors: number;
  /** Answers from 500 on, also those of the gateway. */
  serverErrors: number;
  /** Requests that found the instance not answering; part of `serverErrors`. */
  unreachable: number;
  bytesIn: number;
  bytesOut: number;
  /** Sum over all requests. */
  milliseconds: number;
  /** Requests per class of latency: one number per bound and one for the rest. */
  readonly latency: number[];
};

/** One finished request. */
export type Counted = { readonly status: number; readonly milliseconds: number; readonly bytesIn: number; readonly bytesOut: number; readonly isUnreachable: boolean };

/** Nothing yet. */
export function noTraffic(): Traffic {
  return { requests: 0, clientErrors: 0, serverErrors: 0, unreachable: 0, bytesIn: 0, bytesOut: 0, milliseconds: 0, latency: Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, () => 0) };
}

/** Adds a request. */
export function countRequest(traffic: Traffic, one: Counted): void {
  traffic.requests += 1;
  if (one.status >= 500) traffic.serverErrors += 1;
  else if (one.status >= 400) traffic.clientErrors += 1;
  if (one.isUnreachable) traffic.unreachable += 1;
  traffic.bytesIn += one.bytesIn;
  traffic.bytesOut += one.bytesOut;
  traffic.milliseconds += Math.round(one.milliseconds);
  const found = LATENCY_BOUNDS_MS.findIndex((bound) => one.milliseconds <= bound);
  const index = found === -1 ? LATENCY_BOUNDS_MS.length : found;
  traffic.latency[index] = (traffic.latency[index] ?? 0) + 1;
}
