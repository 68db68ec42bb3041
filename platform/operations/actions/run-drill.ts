import { setTimeout as sleep } from 'node:timers/promises';
import { requirePermission, systemActor } from '@allmende/access';
import { withManagedNeeds } from '@allmende/app-packages';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { DomainError } from '@allmende/errors';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { enqueue, TAKES_LONG } from '@allmende/jobs';
import { Type } from 'typebox';
import { newestArchive } from '../data/archive.ts';
import { endDrill, insertDrill, selectDrills, selectOpenDrills, selectToDrill } from '../data/drill.ts';
import { getInstanceRow, lockInstance } from '../data/instance.ts';
import { DRILLS_PER_NIGHT, type Drill } from '../domain/drill.ts';
import { CannotGoOn } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import { DEFAULT_READY_MS } from '../domain/next-passage-step.ts';
import { rollOut, seeFleet } from '../domain/permissions.ts';
import { readyMs } from '../domain/releases.ts';
import type { Runtime } from '../domain/runtime.ts';
import { backUpInstance } from './back-up-instances.ts';
import { fill, runOwn } from './take-passage-step.ts';
import type { Workshop } from './reconcile.ts';
import { specOf } from './spec-of.ts';

const LOOK_MS = 100;

/** The job that drills one instance; made by `createOperations`. */
export const DRILL = { name: 'operations/drill', payload: Type.Object({ tenant: Type.String(), instance: Type.String() }), maxAttempts: 1, priority: TAKES_LONG } as const;

/** Starts the drills of the night: a sample, those first whose last drill is longest ago. Returns how many. */
export async function startDrills(house: House): Promise<number> {
  return house.database.acrossTenants('operations/drill', async (tx) => {
    const places = await selectToDrill(tx, DRILLS_PER_NIGHT);
    for (const place of places) await enqueue(tx, DRILL, { tenant: place.tenant, instance: place.id }, { key: `${DRILL.name}:${place.id}` });
    return places.length;
  });
}

/** Has one instance drilled now, for the operator; it shows among the drills when it is done. */
export async function requestDrill(ctx: Pick<ActionContext, 'database' | 'actor' | 'clock'>, input: { readonly tenant: string; readonly instance: string }): Promise<void> {
  requirePermission(ctx.actor, rollOut, PLATFORM_TENANT);
  await ctx.database.inTenant(tenantId(input.tenant), async (tx) => {
    await getInstanceRow(tx, input.instance);
    await enqueue(tx, DRILL, { tenant: input.tenant, instance: input.instance }, { key: `${DRILL.name}:${input.instance}` });
    await record(tx, { actor: ctx.actor, action: 'operations/drill-wanted', subject: { kind: 'instance', id: input.instance }, facts: {}, at: ctx.clock.now() });
  });
}

/** The newest drills of all authorities. */
export async function listDrills(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<readonly Drill[]> {
  requirePermission(ctx.actor, seeFleet, PLATFORM_TENANT);
  return ctx.database.acrossTenants('operations/see-drills', selectDrills);
}

/**
 * Restores the newest backup of an instance into a scratch instance beside it, starts that, has the package verify it, compares every file, and measures how long it took. The instance itself
 * is not touched. What is left of a drill whose worker died is cleared away first.
 */
export async function runDrill(house: House, workshop: Workshop, input: { readonly tenant: string; readonly instance: string }): Promise<void> {
  await clearAbandoned(house, workshop);
  const ctx = contextFor(house, systemActor('operations'), tenantId(input.tenant));
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, input.instance));
  const runtime = workshop.runtimes.get(instance.runtime);
  if (!runtime?.hasGenerations || instance.wanted === 'removed') return;
  const scratchId = newId();
  await ctx.database.inTenant(ctx.tenant, async (lock) => {
    await lockInstance(lock, scratchId);
    const id = newId();
    await ctx.database.inTenant(ctx.tenant, (tx) => insertDrill(tx, { id, instanceId: instance.id, app: instance.app, packageVersion: instance.packageVersion, scratchId, startedAt: ctx.clock.now() }));
    const end = (how: Omit<Parameters<typeof endDrill>[2], 'at'>) => ctx.database.inTenant(ctx.tenant, async (tx) => {
      await endDrill(tx, id, { at: ctx.clock.now(), ...how });
      await record(tx, {
        actor: ctx.actor, action: how.outcome === 'passed' ? 'operations/drill-passed' : 'operations/drill-failed', subject: { kind: 'instance', id: instance.id },
        facts: { app: instance.app, version: instance.packageVersion ?? '', ...(how.recoveryMs === undefined ? {} : { recoveryMs: how.recoveryMs }), ...(how.treeSha256 === undefined ? {} : { treeSha256: how.treeSha256 }) }, at: ctx.clock.now(),
      });
    });
    const scratch = scratchOf(instance, scratchId, instance.packageVersion);
    try {
      const passed = await restoreInto(ctx, workshop, runtime, instance, scratch);
      await runtime.remove(ctx, scratch);
      await end({ outcome: 'passed', ...passed });
    } catch (error) {
      house.log.warn({ instance: instance.id, drill: id, err: error }, 'a restore drill failed');
      await runtime.remove(ctx, scratch);
      await end({ outcome: 'failed', detail: error instanceof DomainError ? error.message : `Unerwarteter Fehler (${error instanceof Error ? error.name : 'unbekannt'}). Einzelheiten stehen im Protokoll des Betriebs.` });
    }
  });
}

async function restoreInto(ctx: ActionContext, workshop: Workshop, runtime: Runtime, instance: Instance, scratch: Instance): Promise<{ files: number; bytes: number; treeSha256: string; recoveryMs: number }> {
  const find = () => ctx.database.inTenant(ctx.tenant, (tx) => newestArchive(tx, instance.id, ['nightly', 'asked', 'before-update', 'before-restore']));
  let archive = await find();
  if (!archive || archive.packageVersion !== instance.packageVersion) {
    await backUpInstance(ctx, workshop, { tenant: ctx.tenant, instance: instance.id });
    archive = await find();
  }
  if (!archive) throw new CannotGoOn('Es gibt keine Sicherung, und es ließ sich keine erstellen.');
  const began = ctx.clock.elapsedMs();
  const release = instance.packageVersion === undefined ? undefined : await workshop.releases?.get(instance.app, instance.packageVersion);
  await fill(ctx, runtime, scratch, archive.id);
  await runtime.apply(ctx, scratch, { ...await specOf(ctx, scratch, 'running'), changed: () => undefined });
  const limit = performance.now() + (release ? readyMs(withManagedNeeds(release)) : DEFAULT_READY_MS);
  while ((await runtime.observe(ctx, scratch)).state !== 'running') {
    if (performance.now() > limit) throw new CannotGoOn('Die Anwendung hat mit den zurückgespielten Daten nicht rechtzeitig geantwortet.');
    await sleep(LOOK_MS);
  }
  await runOwn(ctx, runtime, scratch, 'verify');
  return { files: archive.files, bytes: archive.sizeBytes, treeSha256: archive.treeSha256, recoveryMs: Math.round(ctx.clock.elapsedMs() - began) };
}

// It has the secrets of the instance, as its data may be sealed with them, and an id that no instance has.
function scratchOf(instance: Instance, id: string, version: string | undefined): Instance {
  return { ...instance, id, copyOf: instance.copyOf ?? instance.id, packageVersion: version, generation: 1, candidate: undefined, runningAt: undefined, upstream: undefined };
}

async function clearAbandoned(house: House, workshop: Workshop): Promise<void> {
  for (const drill of await house.database.acrossTenants('operations/drill', selectOpenDrills)) {
    const ctx = contextFor(house, systemActor('operations'), tenantId(drill.tenant));
    await ctx.database.inTenant(ctx.tenant, async (lock) => {
      // Whoever runs it holds its lock as long as the process lives.
      if (!(await lockInstance(lock, drill.scratchId))) return;
      const instance = await getInstanceRow(lock, drill.instanceId);
      await workshop.runtimes.get(instance.runtime)?.remove(ctx, scratchOf(instance, drill.scratchId, drill.packageVersion));
      await ctx.database.inTenant(ctx.tenant, (tx) => endDrill(tx, drill.id, { at: ctx.clock.now(), outcome: 'failed', detail: 'Die Übung wurde unterbrochen.' }));
    });
  }
}
