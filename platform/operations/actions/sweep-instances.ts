import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { getInstanceRow, lockInstance } from '../data/instance.ts';
import { saveRuntimeLook, selectScratchIds, selectSwept, trySweepLock, wakeInstances } from '../data/sweep.ts';
import type { Health } from '../domain/app-module.ts';
import { findDrift, findStrays, type SweptInstance } from '../domain/find-drift.ts';
import { RECONCILE } from '../domain/reconcile-ticket.ts';
import type { Observation, Runtime } from '../domain/runtime.ts';
import type { Workshop } from './reconcile.ts';

/**
 * Lets the reconciler look at all instances that need it, over all authorities. Where a runtime can look at everything at once, only what has drifted or has something to do is woken; else
 * every instance that is due. What runs for no instance is ended. Only one sweep runs at a time, over all processes. Returns how many will be looked at.
 */
export async function sweepInstances(house: House, workshop: Workshop): Promise<number> {
  const strays: { readonly runtime: Runtime; readonly tenant: string; readonly id: string; readonly generation: number }[] = [];
  const woken = await house.database.acrossTenants('operations/sweep', async (tx) => {
    if (!(await trySweepLock(tx))) return 0;
    // Looked at before the database is read: what is seen belongs to an instance that was written before, or to none.
    const [runtimes, apps] = await Promise.all([lookAtRuntimes(house, workshop), lookAtApps(house, workshop)]);
    const now = house.clock.now();
    const instances = await selectSwept(tx, now);
    const drifted = findDrift(instances, { runtimes, apps });
    await wakeInstances(tx, RECONCILE, drifted);
    const scratch = new Set(await selectScratchIds(tx));
    for (const runtime of workshop.runtimes.values()) {
      const seen = runtimes.get(runtime.name);
      const found = seen ? findStrays(instances, seen, scratch) : [];
      for (const { tenant, ...stray } of found) if (tenant !== undefined) strays.push({ runtime, tenant, ...stray });
      if (!seen || found.some(({ tenant }) => tenant === undefined)) await endOrphans(house, runtime, instances, scratch);
      if (seen) await saveRuntimeLook(tx, PLATFORM_TENANT, runtime.name, now, seen.size);
    }
    return drifted.length;
  });
  for (const stray of strays) await dropStray(house, stray);
  return woken;
}

async function lookAtRuntimes(house: House, workshop: Workshop): Promise<Map<string, ReadonlyMap<string, Observation>>> {
  const looks = await Promise.all([...workshop.runtimes.values()].map(async (runtime) => {
    try {
      const seen = await runtime.observeAll?.(house);
      return seen ? [[runtime.name, seen] as const] : [];
    } catch (error) {
      house.log.warn({ runtime: runtime.name, err: error }, 'a runtime could not be looked at as a whole');
      return [];
    }
  }));
  return new Map(looks.flat());
}

async function lookAtApps(house: House, workshop: Workshop): Promise<Map<string, ReadonlyMap<string, Health>>> {
  const looks = await Promise.all((workshop.apps ?? []).map(async (app) => {
    try {
      const health = await app.healthOfAll?.(house);
      return health ? [[app.app, health] as const] : [];
    } catch (error) {
      house.log.warn({ app: app.app, err: error }, 'the state of an app could not be looked at for all authorities');
      return [];
    }
  }));
  return new Map(looks.flat());
}

async function endOrphans(house: House, runtime: Runtime, instances: readonly SweptInstance[], scratch: ReadonlySet<string>): Promise<void> {
  try {
    const kept = new Set([...instances.filter((one) => one.runtime === runtime.name).map((one) => one.id), ...scratch]);
    const ended = await runtime.endOrphans?.(house, kept);
    if (ended && ended.length > 0) house.log.warn({ runtime: runtime.name, ended }, 'what ran for no instance was ended');
  } catch (error) {
    house.log.warn({ runtime: runtime.name, err: error }, 'what runs for no instance could not be ended');
  }
}

// A generation that nothing names any more was left by a call that a killed worker had sent off. Looked up once more under the lock that every pass holds.
async function dropStray(house: House, stray: { readonly runtime: Runtime; readonly tenant: string; readonly id: string; readonly generation: number }): Promise<void> {
  const ctx = contextFor(house, systemActor('operations'), tenantId(stray.tenant));
  await ctx.database.inTenant(ctx.tenant, async (lock) => {
    if (!(await lockInstance(lock, stray.id))) return;
    const instance = await getInstanceRow(lock, stray.id);
    const named = [instance.generation, instance.candidate?.generation, instance.candidate?.previous.generation];
    if (instance.deletedAt || named.includes(stray.generation)) return;
    await stray.runtime.dropGeneration?.(ctx, { ...instance, generation: stray.generation });
    house.log.warn({ instance: instance.id, generation: stray.generation }, 'a generation that nothing names was dropped');
  });
}
