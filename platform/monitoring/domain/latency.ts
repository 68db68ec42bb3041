/** Upper bounds of the classes in which latency is counted, in milliseconds; what takes longer falls into one more class. The gateway counts in the same. */
export const LATENCY_BOUNDS_MS = [10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const;

/** The bound that a share of the requests did not pass (0.95 for the p95), in milliseconds; Infinity when it lies in the last class, undefined without requests. */
export function latencyAt(share: number, classes: readonly number[]): number | undefined {
  const all = classes.reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  let counted = 0;
  for (const [index, count] of classes.entries()) {
    counted += count;
    if (counted >= all * share) return LATENCY_BOUNDS_MS[index] ?? Number.POSITIVE_INFINITY;
  }
  return Number.POSITIVE_INFINITY;
}
