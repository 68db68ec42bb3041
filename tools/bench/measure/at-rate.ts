import { setTimeout as sleep } from 'node:timers/promises';
import { percentilesOf } from './load.ts';

/** How a stretch of requests went; times count from the moment at which each was due. */
export type Pace = { readonly done: number; readonly perSecond: number; readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number };

/** Begins so many requests a second, whether the earlier ones are answered or not, and waits for all. Rejects with the first that does. */
export async function atRate(rate: { readonly perSecond: number; readonly seconds: number }, request: (index: number) => Promise<void>): Promise<Pace> {
  const times: number[] = [];
  const all: Promise<void>[] = [];
  const started = performance.now();
  for (let index = 0; index < rate.seconds * rate.perSecond; index += 1) {
    const due = started + (index * 1000) / rate.perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    all.push(request(index).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(all);
  return { done: times.length, perSecond: (1000 * times.length) / (performance.now() - started), ...percentilesOf(times) };
}
