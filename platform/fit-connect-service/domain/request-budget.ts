/** How many requests somebody may make in a window. */
export type Budget = { readonly max: number; readonly windowMs: number };

/** Where somebody stands in the window: `remaining` after this request, `resetSeconds` until the next window; `isOver` when this request is one too many. */
export type Standing = { readonly limit: number; readonly remaining: number; readonly resetSeconds: number; readonly isOver: boolean };

/** Counts requests in fixed windows, per process; forgets windows that are over. */
export function createBudgets(elapsedMs: () => number): (key: string, budget: Budget) => Standing {
  const windows = new Map<string, { count: number; until: number }>();
  let nextSweep = 0;
  return (key, { max, windowMs }) => {
    const now = elapsedMs();
    if (now > nextSweep) {
      for (const [old, { until }] of windows) if (until <= now) windows.delete(old);
      nextSweep = now + 60_000;
    }
    let window = windows.get(key);
    if (window === undefined || window.until <= now) windows.set(key, (window = { count: 0, until: now + windowMs }));
    window.count += 1;
    return { limit: max, remaining: Math.max(0, max - window.count), resetSeconds: Math.max(1, Math.ceil((window.until - now) / 1000)), isOver: window.count > max };
  };
}
