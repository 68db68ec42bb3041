import { setTimeout as sleep } from 'node:timers/promises';
import { RuntimeUnable } from '../../domain/errors.ts';

const STEP_MS = 300;

/** Asks again and again until there is an answer. Throws RuntimeUnable with `otherwise` when there is none in time. */
export async function waitUntil<Found>(ask: () => Promise<Found | undefined>, patienceMs: number, otherwise: string): Promise<Found> {
  for (const end = performance.now() + patienceMs; ; await sleep(STEP_MS)) {
    const found = await ask();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new RuntimeUnable(otherwise);
  }
}
