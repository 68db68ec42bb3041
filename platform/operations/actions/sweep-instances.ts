import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId, type Tx } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { getInstanceRow, lockInstance } from '../data/instance.ts';
import { findDriftedApps, findDriftedInstances, findStrays, saveRuntimeLook, selectKeptIds, trySweepLock, wakeDueInstances, wakeInstances, type Seen } from '../data/sweep.ts';
import { RECONCILE } from '../domain/reconcile-ticket.ts';
import type { Runtime } from '../domain/runtime.ts';
import type { Workshop } from './reconcile.ts';

/**
 * Lets the reconciler look at all instances that need it, over all authorities. Where a runtime can look at everything at once, only what has drifted or has something to do is woken; else
 * every instance that is due. What runs for no instance is ended. Only one sweep runs at a time, over all processes. Returns how many will be looked at.
 */
export async function sweepInstances(house: House, workshop: Workshop): Promise<number> {
  return house.database.acrossTenants('operations/sweep', async (tx) => {
    if (!(await trySweepLock(tx))) return 0;
    let woken = 0;
    const looked: string[] = [];
    for (const runtime of workshop.runtimes.values()) {
      const found = await sweepRuntime(house, tx, runtime);
      if (found === undefined) continue;
      looked.push(runtime.name);
      woken += found;
    }
    for (const app of workshop.apps ?? []) {
      if (!app.healthOfAll) continue;
      try {
        const health = await app.healthOfAll(house);
        woken += await wakeInstances(tx, RECONCILE, await findDriftedApps(tx, app.app, health, house.clock.now()));
        looked.push(`built-in/${app.app}`);
      } catch (error) {
        house.log.warn({ app: app.app, err: error }, 'the state of an app could not be looked at for all authorities');
      }
    }
    return woken + (await wakeDueInstances(tx, house.clock.now(), RECONCILE, looked));
  });
}

// Looked at before the database is read: what is seen then belongs to an instance that was written before, or to none.
async function sweepRuntime(house: House, tx: Tx, runtime: Runtime): Promise<number | undefined> {
  let seen: Seen[];
  try {
    if (!runtime.observeAll) {
      await endOrphans(house, tx, runtime);
      return undefined;
    }
    seen = [...await runtime.observeAll(house)].map(([key, observation]) => ({ id: key.slice(0, key.lastIndexOf('/')), generation: Number(key.slice(key.lastIndexOf('/') + 1)), state: observation.state, upstream: observation.upstream }));
  } catch (error) {
    house.log.warn({ runtime: runtime.name, err: error }, 'a runtime could not be looked at as a whole');
    return undefined;
  }
  const now = house.clock.now();
  const woken = await wakeInstances(tx, RECONCILE, await findDriftedInstances(tx, runtime.name, seen, now));
  const strays = await findStrays(tx, seen);
  if (strays.some((stray) => stray.tenant === undefined)) await endOrphans(house, tx, runtime);
  for (const stray of strays) if (stray.tenant !== undefined) await dropStray(house, runtime, { tenant: stray.tenant, instance: stray.id, generation: stray.generation });
  await saveRuntimeLook(tx, PLATFORM_TENANT, runtime.name, now, seen.length);
  return woken;
}

async function endOrphans(house: House, tx: Tx, runtime: Runtime): Promise<void> {
  const ended = await runtime.endOrphans?.(house, new Set(await selectKeptIds(tx, runtime.name)));
  if (ended && ended.length > 0) house.log.warn({ runtime: runtime.name, ended }, 'what ran for no instance was ended');
}

// A generation that nothing names any more was left by a call that a killed worker had sent off. Looked up once more under the lock that every pass holds.
async function dropStray(house: House, runtime: Runtime, stray: { readonly tenant: string; readonly instance: string; readonly generation: number }): Promise<void> {
  const ctx = contextFor(house, systemActor('operations'), tenantId(stray.tenant));
  await ctx.database.inTenant(ctx.tenant, async (lock) => {
    if (!(await lockInstance(lock, stray.instance))) return;
    const instance = await getInstanceRow(lock, stray.instance);
    const named = [instance.generation, instance.candidate?.generation, instance.candidate?.previous.generation];
    if (instance.deletedAt || named.includes(stray.generation)) return;
    await runtime.dropGeneration?.(ctx, { ...instance, generation: stray.generation });
    house.log.warn({ instance: instance.id, generation: stray.generation }, 'a generation that nothing names was dropped');
  });
}
