import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from '@allmende/house';
import { lookAtPresentation, type BrowserKey, type Standing } from './look-at-presentation.ts';

const EVERY_MS = 1000;

/** Tells each time a request stands otherwise, until it no longer waits or nobody listens. */
export async function* watchPresentation(house: Pick<House, 'database' | 'keys' | 'clock'>, key: BrowserKey, signal: AbortSignal): AsyncGenerator<Standing['state']> {
  let last: Standing['state'] = 'waiting';
  while (!signal.aborted) {
    const { state } = await lookAtPresentation(house, key);
    if (state !== last) yield state;
    last = state;
    if (state !== 'waiting') return;
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
