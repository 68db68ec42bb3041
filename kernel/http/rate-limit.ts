import { DomainError } from '@allmende/errors';

/** How often one address may ask for something. */
export type RateLimit = { readonly max: number; readonly windowMs: number };

/** Thrown when somebody asks too often. */
export class TooManyRequests extends DomainError {
  override name = 'TooManyRequests';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super({ kind: 'too-many', code: 'http/too-many-requests', message: `Das war zu oft in kurzer Zeit. Bitte versuchen Sie es in ${retryAfterSeconds} Sekunden noch einmal.` });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Counts per process in fixed windows; forgets addresses after the window. */
export function createRateLimiter(elapsedMs: () => number): (key: string, limit: RateLimit) => void {
  const windows = new Map<string, { count: number; until: number }>();
  let nextSweep = 0;
  return (key, limit) => {
    const now = elapsedMs();
    if (now > nextSweep) {
      for (const [old, window] of windows) if (window.until <= now) windows.delete(old);
      nextSweep = now + 60_000;
    }
    const window = windows.get(key);
    if (!window || window.until <= now) {
      windows.set(key, { count: 1, until: now + limit.windowMs });
      return;
    }
    window.count += 1;
    if (window.count > limit.max) throw new TooManyRequests(Math.max(1, Math.ceil((window.until - now) / 1000)));
  };
}

/** Likewise for whoever wants to answer in its own words: the seconds to wait, undefined when all is well. */
export function secondsToWait(limit: (key: string, limit: RateLimit) => void, key: string, rate: RateLimit): number | undefined {
  try {
    limit(key, rate);
    return undefined;
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
    return error.retryAfterSeconds;
  }
}
