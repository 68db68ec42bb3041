import { systemActor } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { enqueue, TAKES_LONG } from '@allmende/jobs';
import { Type } from 'typebox';
import { newestArchive } from '../data/archive.ts';
import { getInstanceRow, lockInstance, selectToBackUp } from '../data/instance.ts';
import { endStep, insertStep } from '../data/step.ts';
import { NIGHTLY_DAYS } from '../domain/archive-record.ts';
import type { Instance } from '../domain/instance.ts';
import type { Releases } from '../domain/releases.ts';
import { makeArchive } from './make-archive.ts';
import type { Workshop } from './reconcile.ts';

const NIGHT_MS = 3 * 3_600_000;
/** A backup of the same night is enough, also when the job runs twice. */
const FRESH_MS = 18 * 3_600_000;

/** The job that saves one instance; made by `createOperations`. */
export const BACK_UP = { name: 'operations/back-up', payload: Type.Object({ tenant: Type.String(), instance: Type.String() }), maxAttempts: 6, priority: TAKES_LONG } as const;

/** Asks for a backup of every app in containers, spread over three hours. Apps of our own are saved with the platform itself. Returns how many. */
export async function backUpInstances(house: House): Promise<number> {
  const now = house.clock.now();
  return house.database.acrossTenants('operations/back-up', async (tx) => {
    const places = await selectToBackUp(tx, new Date(now.getTime() - FRESH_MS));
    for (const [index, place] of places.entries()) {
      await enqueue(tx, BACK_UP, { tenant: place.tenant, instance: place.id }, { key: `${BACK_UP.name}:${place.id}`, runAt: new Date(now.getTime() + (index / places.length) * NIGHT_MS) });
    }
    return places.length;
  });
}

/** Saves one instance, if that was not done this night. Throws while somebody else works at it: the job is then tried again. */
export async function backUpInstance(house: House, workshop: Workshop, input: { readonly tenant: string; readonly instance: string }): Promise<void> {
  const ctx = contextFor(house, systemActor('operations'), tenantId(input.tenant));
  await ctx.database.inTenant(ctx.tenant, async (lock) => {
    if (!(await lockInstance(lock, input.instance))) throw new Error('somebody works at this instance; the backup is tried again');
    const instance = await getInstanceRow(lock, input.instance);
    const runtime = workshop.runtimes.get(instance.runtime);
    if (!runtime || instance.wanted === 'removed' || instance.candidate) return;
    const last = await newestArchive(lock, instance.id, ['nightly']);
    if (last && ctx.clock.now().getTime() - last.madeAt.getTime() < FRESH_MS) return;
    const step = await ctx.database.inTenant(ctx.tenant, (tx) => insertStep(tx, instance.id, 'back-up', ctx.clock.now()));
    try {
      await makeArchive(ctx, runtime, instance, { reason: 'nightly', keepDays: await keepDays(workshop.releases, instance) });
      await ctx.database.inTenant(ctx.tenant, (tx) => endStep(tx, step, { at: ctx.clock.now(), outcome: 'done' }));
    } catch (error) {
      await ctx.database.inTenant(ctx.tenant, (tx) => endStep(tx, step, { at: ctx.clock.now(), outcome: 'failed', detail: 'Die nächtliche Sicherung ist fehlgeschlagen und wird wiederholt.' }));
      throw error;
    }
  });
}

async function keepDays(releases: Releases | undefined, instance: Instance): Promise<number> {
  if (!releases || instance.packageVersion === undefined) return NIGHTLY_DAYS;
  const { plans } = await releases.get(instance.app, instance.packageVersion);
  return plans.find((plan) => plan.plan === instance.plan)?.keepBackupsDays ?? NIGHTLY_DAYS;
}
