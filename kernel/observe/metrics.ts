import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { createOwnTrafficCounter, type OwnTrafficCounter } from './own-traffic.ts';

/** The figures of a process, as OpenMetrics. */
export type Metrics = {
  /** Seconds per request by area, method and status. */
  readonly requests: Histogram<'area' | 'method' | 'status'>;
  readonly jobs: Counter<'job' | 'outcome'>;
  readonly waiting: Gauge<'what'>;
  /** Requests for the pages of each authority, until they are taken away and kept. */
  readonly ownTraffic: OwnTrafficCounter;
  text(): Promise<string>;
  readonly contentType: string;
};

/** Creates the figures of one process. */
export function createMetrics(options: { readonly runtime: boolean } = { runtime: true }): Metrics {
  const registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry as unknown as Registry];
  if (options.runtime) collectDefaultMetrics({ register: registers[0] as Registry });
  return {
    requests: new Histogram({ name: 'allmende_request_seconds', help: 'Seconds per request', labelNames: ['area', 'method', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5], registers }),
    jobs: new Counter({ name: 'allmende_jobs', help: 'Jobs that ended, by outcome', labelNames: ['job', 'outcome'], registers }),
    waiting: new Gauge({ name: 'allmende_waiting', help: 'Things that wait for the platform', labelNames: ['what'], registers }),
    ownTraffic: createOwnTrafficCounter(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
