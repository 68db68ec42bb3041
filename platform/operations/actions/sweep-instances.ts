import type { House } from '@allmende/house';
import { selectKeptIds, wakeDueInstances } from '../data/instance.ts';
import { RECONCILE } from '../domain/reconcile-ticket.ts';
import type { Runtime } from '../domain/runtime.ts';

/**
 * Lets the reconciler look at all instances that are due, over all authorities, and ends programs that run for no instance. `everything` looks at all at once, for the start of a
 * worker after which nothing is certain. Returns how many will be looked at.
 */
export async function sweepInstances(house: House, runtimes: ReadonlyMap<string, Runtime>, options: { readonly everything?: boolean } = {}): Promise<number> {
  for (const runtime of runtimes.values()) {
    if (!runtime.endOrphans) continue;
    const kept = new Set(await house.database.acrossTenants('operations/find-orphans', (tx) => selectKeptIds(tx, runtime.name)));
    const ended = await runtime.endOrphans(house, kept);
    if (ended.length > 0) house.log.warn({ runtime: runtime.name, ended }, 'programs without an instance were ended');
  }
  return house.database.acrossTenants('operations/sweep', (tx) => wakeDueInstances(tx, house.clock.now(), RECONCILE, options.everything ?? false));
}
