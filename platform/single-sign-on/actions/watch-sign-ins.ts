import type { House } from '@allmende/house';
import { endDeparted } from './end-departed.ts';

/** Looks every second whether the ground of a sign-in at an app is gone, until disposed. Several processes may look at once. */
export function watchSignIns(house: Pick<House, 'database' | 'clock' | 'config' | 'log'>, options: { readonly everyMs?: number } = {}): AsyncDisposable {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = endDeparted(house).catch((error: unknown) => house.log.warn({ err: error }, 'the sign-ins at apps could not be looked at')).finally(() => { busy = false; });
  }, options.everyMs ?? 1000);
  return { [Symbol.asyncDispose]: async () => { clearInterval(timer); await running; } };
}
