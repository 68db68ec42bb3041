/** How finely a figure was measured. Days are those of Europe/Berlin. */
export type Grain = 'minute' | 'hour' | 'day';

/** What an instance used and served in a time; undefined where nothing was measured. Memory and storage are the highest of the time. */
export type Figure = {
  readonly at: Date;
  readonly cpuSeconds: number | undefined;
  readonly memoryBytes: number | undefined;
  readonly storageBytes: number | undefined;
  readonly requests: number | undefined;
  readonly clientErrors: number | undefined;
  readonly serverErrors: number | undefined;
  readonly milliseconds: number | undefined;
  readonly latency: readonly number[] | undefined;
};

/** How long figures are kept, in days: our own choice, enough for a fault of last week, a quarter and the bills of three years. */
export const KEEP_DAYS: Readonly<Record<Grain, number>> = { minute: 7, hour: 100, day: 1100 };

/** The place of figures of an authority's own pages, which no single instance serves. */
export function ownPagesOf(tenant: string): string {
  return tenant;
}
