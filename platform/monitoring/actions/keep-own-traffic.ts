import type { House } from '@allmende/house';
import { addTraffic } from '../data/figure.ts';
import { ownPagesOf } from '../domain/figure.ts';

const EVERY_MS = 60_000;

/** Writes down once a minute what a web process counted of the requests for authorities' pages, until disposed. What cannot be written is lost: these are figures, and a minute without one is shown as such. */
export function keepOwnTraffic(house: House): AsyncDisposable {
  const write = async () => {
    const counted = house.metrics.ownTraffic.take();
    if (counted.length === 0) return;
    await house.database.acrossTenants('monitoring/own-traffic', (tx) => addTraffic(tx, counted.map((one) => ({ ...one, instance: ownPagesOf(one.tenant), unreachable: 0, bytesIn: 0, bytesOut: 0 }))))
      .catch((error: unknown) => house.log.warn({ err: error }, 'the requests of a minute could not be written down'));
  };
  const timer = setInterval(() => { void write(); }, EVERY_MS);
  timer.unref();
  return { [Symbol.asyncDispose]: async () => { clearInterval(timer); await write(); } };
}
