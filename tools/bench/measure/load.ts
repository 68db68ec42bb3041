import autocannon from 'autocannon';

/** What a load run showed. Latencies in milliseconds, from the request to the whole answer. */
export type LoadResult = { readonly perSecond: number; readonly answered: number; readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number };

/** How to load. */
export type Load = {
  readonly url: string;
  readonly seconds: number;
  /** At once; default 32. */
  readonly connections?: number;
  /** Requests per second over all connections; default: as many as are answered. */
  readonly rate?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  /** What each connection asks for in turn, instead of one address for all. */
  readonly each?: readonly { readonly path: string; readonly headers?: Readonly<Record<string, string>> }[];
};

/** Loads one address and measures. Rejects when an answer is missing or is not a 2xx: errors are quick and would flatter the figure. */
export async function load(options: Load): Promise<LoadResult> {
  const latencies: number[] = [];
  const running = autocannon({
    url: options.url,
    duration: options.seconds,
    connections: options.connections ?? 32,
    method: options.method ?? 'GET',
    ...(options.rate === undefined ? {} : { overallRate: options.rate }),
    ...(options.headers === undefined ? {} : { headers: { ...options.headers } }),
    ...(options.body === undefined ? {} : { body: options.body }),
    ...(options.each === undefined ? {} : { requests: options.each.map(({ path, headers }) => ({ path, headers: { ...options.headers, ...headers } })) }),
  });
  running.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  const result = await running;
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} requests to ${options.url} failed (${result.non2xx} not 2xx, ${result.errors} errors, ${result.timeouts} timeouts).`);
  return { perSecond: latencies.length / result.duration, answered: latencies.length, ...percentilesOf(latencies) };
}

/** The middle of several measurements of the same thing. Throws when there is none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.floor((sorted.length - 1) / 2)];
  if (value === undefined) throw new RangeError('there is nothing to measure');
  return value;
}

/** The values below which half, 95 and 99 of a hundred lie. Throws when there is none. */
export function percentilesOf(values: readonly number[]): { p50Ms: number; p95Ms: number; p99Ms: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    if (value === undefined) throw new RangeError('there is nothing to measure');
    return value;
  };
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}
