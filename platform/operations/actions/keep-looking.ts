import type { House } from '@allmende/house';
import { findPlaces, wakeInstances } from '../data/sweep.ts';
import { RECONCILE } from '../domain/reconcile-ticket.ts';
import type { Workshop } from './reconcile.ts';
import { sweepInstances } from './sweep-instances.ts';

const SWEEP_MS = 8000;
const GATHER_MS = 50;

/** Looks at everything every eight seconds, and at once at what a runtime reports by itself, until disposed. For the worker. */
export function keepLooking(house: House, workshop: Workshop): AsyncDisposable {
  workshop.isKeptInSight = true;
  const stopping = Promise.withResolvers<undefined>();
  let stopped = false;
  const reported = new Set<string>();
  let gathering: NodeJS.Timeout | undefined;
  const tell = async () => {
    gathering = undefined;
    const ids = [...reported];
    reported.clear();
    await house.database.acrossTenants('operations/watch', async (tx) => wakeInstances(tx, RECONCILE, await findPlaces(tx, ids)));
  };
  const changed = (instance: string) => {
    // The pass looks once more before it ends; what comes between that look and its end is found by the next sweep.
    if (workshop.inHand.has(instance)) return;
    reported.add(instance);
    gathering ??= setTimeout(() => { tell().catch((error: unknown) => house.log.warn({ err: error }, 'what a runtime reported could not be looked at; the next sweep finds it')); }, GATHER_MS);
  };
  const watches = [...workshop.runtimes.values()].flatMap((runtime) => (runtime.watch ? [runtime.watch(house, changed)] : []));
  const looking = (async () => {
    while (!stopped) {
      const started = house.clock.elapsedMs();
      await sweepInstances(house, workshop).catch((error: unknown) => house.log.warn({ err: error }, 'a sweep failed and is repeated'));
      await Promise.race([stopping.promise, pause(Math.max(0, SWEEP_MS - (house.clock.elapsedMs() - started)))]);
    }
  })();
  return {
    [Symbol.asyncDispose]: async () => {
      stopped = true;
      workshop.isKeptInSight = false;
      stopping.resolve(undefined);
      clearTimeout(gathering);
      await Promise.all(watches.map((watch) => watch[Symbol.asyncDispose]()));
      await looking;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms).unref(); });
}
