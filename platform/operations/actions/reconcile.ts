import { systemActor } from '@allmende/access';
import { withManagedNeeds } from '@allmende/app-packages';
import { tenantId, type TenantTx } from '@allmende/database';
import { DomainError, NotFound } from '@allmende/errors';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { getInstanceForUpdate, getInstanceRow, lockInstance, saveInstance, savePlace } from '../data/instance.ts';
import { closeInterruptedSteps, endStep, insertStep } from '../data/step.ts';
import type { AppModule } from '../domain/app-module.ts';
import type { Instance } from '../domain/instance.ts';
import { NoPlaceForApp, UnknownApp } from '../domain/errors.ts';
import { placeInstance, UNPLACED } from '../domain/place-instance.ts';
import { DEFAULT_READY_MS } from '../domain/next-passage-step.ts';
import { nextStep } from '../domain/next-step.ts';
import { failInstance, observeInstance } from '../domain/observe-instance.ts';
import { afterFailure, isPassing } from '../domain/passage.ts';
import { readyMs, type Releases } from '../domain/releases.ts';
import type { Observation, Runtime } from '../domain/runtime.ts';
import type { StepName } from '../domain/step.ts';
import { endInstanceIn } from './end-instance.ts';
import { recordObservation } from './record-observation.ts';
import { besideOf } from './take-passage-step.ts';
import { takeStep } from './take-step.ts';
import { wake } from './wake.ts';

const MOST_STEPS = 16;
const BUSY_MS = 1000;
/** For what was changed in a copy; our own choice. */
const COPY_GRACE_DAYS = 1;

/** What the reconciler works with: where instances run, what their packages say, the apps of the house. */
export type Workshop = {
  readonly runtimes: ReadonlyMap<string, Runtime>;
  readonly releases?: Releases | undefined;
  readonly apps?: readonly AppModule[];
  /** Instances that a pass of this process is looking at right now: what a runtime reports of them is its own doing. */
  readonly inHand: Set<string>;
  /** Whether `keepLooking` sweeps in this process, so that no job has to. */
  isKeptInSight?: boolean;
};

/** What a pass came to: `busy` when another pass runs, `waiting` when it will look again soon, `settled` when all is as wanted. */
export type Pass = 'busy' | 'waiting' | 'settled';

/**
 * Brings one instance nearer to what is wanted: looks, takes the next step, looks again. Only one pass per instance runs at a time, over all processes; one that is killed leaves
 * nothing that the next does not find. A failure is written down and tried again with growing pauses, for ever.
 */
export async function reconcile(house: House, workshop: Workshop, input: { readonly tenant: string; readonly instance: string }): Promise<Pass> {
  const ctx = contextFor(house, systemActor('operations'), tenantId(input.tenant));
  return ctx.database.inTenant(ctx.tenant, async (lock) => {
    if (!(await lockInstance(lock, input.instance))) {
      await wake(lock, { tenant: input.tenant, id: input.instance }, new Date(ctx.clock.now().getTime() + BUSY_MS));
      return 'busy';
    }
    workshop.inHand.add(input.instance);
    try {
      return await pass(ctx, workshop, input.instance);
    } catch (error) {
      if (error instanceof NotFound) return 'settled';
      throw error;
    } finally {
      workshop.inHand.delete(input.instance);
    }
  });
}

async function pass(ctx: ActionContext, { runtimes, releases }: Workshop, id: string): Promise<Pass> {
  const inTenant = <Result>(work: (tx: TenantTx) => Promise<Result>) => ctx.database.inTenant(ctx.tenant, work);
  await inTenant(async (tx) => {
    await closeInterruptedSteps(tx, id, ctx.clock.now());
    const { copyOf, endsAt, wanted } = await getInstanceRow(tx, id);
    if (copyOf !== undefined && endsAt && endsAt <= ctx.clock.now() && wanted !== 'removed') await endInstanceIn(ctx, tx, { instance: id, graceDays: COPY_GRACE_DAYS });
  });
  let last: StepName | undefined;
  for (let taken = 0; taken <= MOST_STEPS; taken += 1) {
    const instance = await inTenant((tx) => getInstanceRow(tx, id));
    if (instance.deletedAt) return 'settled';
    if (instance.runtime === UNPLACED) {
      const place = placeInstance(instance.app, runtimes, await releases?.newestVersion?.(instance.app));
      if (!place) return fail(ctx, id, new NoPlaceForApp(instance.title));
      await inTenant((tx) => savePlace(tx, id, place));
      continue;
    }
    const runtime = runtimes.get(instance.runtime);
    if (!runtime) return fail(ctx, id, new UnknownApp(instance.runtime));
    const seen = await look(ctx, runtime, instance);
    if (seen instanceof Error) return fail(ctx, id, seen);
    const beside = await lookBeside(ctx, runtime, releases, instance);
    const begun = await inTenant(async (tx): Promise<Begun> => {
      const fresh = await getInstanceForUpdate(tx, id);
      if (fresh.candidate?.passage !== instance.candidate?.passage) return { kind: 'look-again' };
      const step = nextStep(fresh, seen, ctx.clock.now(), beside?.seen, beside?.readyMs);
      if (step === undefined) return { kind: 'settled' };
      if (step === last || taken === MOST_STEPS) return { kind: 'failed', error: new StepWithoutEffect(step), step };
      if (step === 'restart' && fresh.observed !== 'failing' && !fresh.candidate) return { kind: 'failed', error: new StepWithoutEffect(step), step };
      if (last === undefined && fresh.failures > 0 && ctx.clock.now() < fresh.nextLookAt) {
        await wake(tx, fresh, fresh.nextLookAt);
        return { kind: 'too-early' };
      }
      if (step === 'remove' && !fresh.removingSince) await saveInstance(tx, { ...fresh, removingSince: ctx.clock.now() });
      return { kind: 'begun', step, stepId: await insertStep(tx, id, step, ctx.clock.now()) };
    });
    if (begun.kind === 'settled') return settle(ctx, id, seen);
    if (begun.kind === 'look-again') continue;
    if (begun.kind === 'too-early') return 'waiting';
    if (begun.kind === 'failed') return fail(ctx, id, begun.error, seen, begun.step);
    const { step, stepId } = begun;
    try {
      await takeStep(ctx, runtime, releases, id, step);
    } catch (error) {
      await inTenant((tx) => endStep(tx, stepId, { at: ctx.clock.now(), outcome: 'failed', detail: wordsOf(error) }));
      return fail(ctx, id, error, undefined, step);
    }
    await inTenant((tx) => endStep(tx, stepId, { at: ctx.clock.now(), outcome: 'done' }));
    last = step === 'archive' ? undefined : step;
  }
  return 'waiting';
}

type Begun = { readonly kind: 'settled' } | { readonly kind: 'look-again' } | { readonly kind: 'too-early' } | { readonly kind: 'failed'; readonly error: Error; readonly step: StepName } | { readonly kind: 'begun'; readonly step: StepName; readonly stepId: string };

async function look(ctx: ActionContext, runtime: Runtime, instance: Instance): Promise<Observation | Error> {
  try {
    return await runtime.observe(ctx, instance);
  } catch (error) {
    return error instanceof Error ? error : new Error('the runtime threw something else than an error');
  }
}

// From `dropping` on the candidate is what serves; before the start there is nothing to see of it.
async function lookBeside(ctx: ActionContext, runtime: Runtime, releases: Releases | undefined, instance: Instance): Promise<{ readonly seen: Observation; readonly readyMs: number } | undefined> {
  const { candidate } = instance;
  if (!candidate || !['starting', 'verifying', 'switching'].includes(candidate.stage)) return undefined;
  const seen = await look(ctx, runtime, besideOf(instance, candidate));
  const release = await releases?.get(instance.app, candidate.packageVersion).catch(() => undefined);
  return { seen: seen instanceof Error ? { state: 'failing' } : seen, readyMs: release ? readyMs(withManagedNeeds(release)) : DEFAULT_READY_MS };
}

async function settle(ctx: ActionContext, id: string, seen: Observation): Promise<Pass> {
  return ctx.database.inTenant(ctx.tenant, async (tx): Promise<Pass> => {
    const before = await getInstanceForUpdate(tx, id);
    const now = ctx.clock.now();
    const after = observeInstance(before, besidePassage(before, seen), now);
    await saveInstance(tx, after);
    await recordObservation(ctx, tx, before, after);
    if (after.observed !== 'starting') return 'settled';
    await wake(tx, after, after.nextLookAt);
    return 'waiting';
  });
}

// While another generation is being made the old one rests on purpose: for people the app is on its way, not suspended.
function besidePassage(instance: Instance, seen: Observation): Observation {
  return isPassing(instance) ? { state: 'starting' } : seen;
}

async function fail(ctx: ActionContext, id: string, error: unknown, seen?: Observation, step?: StepName): Promise<Pass> {
  ctx.log.warn({ instance: id, step, err: error }, 'an instance is not as wanted and is tried again');
  return ctx.database.inTenant(ctx.tenant, async (tx): Promise<Pass> => {
    const before = await getInstanceForUpdate(tx, id);
    const now = ctx.clock.now();
    const failed = failInstance(before, seen?.detail ?? wordsOf(error), now);
    const { candidate } = before;
    const passing = isPassing(before) && step !== undefined;
    const after: Instance = {
      ...failed,
      ...(candidate && step ? { candidate: afterFailure(candidate, step, wordsOf(error), now) } : {}),
      // A failed step of a passage is no disturbance of the app: the way back is being taken.
      ...(passing ? { observed: 'starting', observedSince: before.observed === 'starting' ? before.observedSince : now, failures: 0, nextLookAt: new Date(now.getTime() + ((candidate?.failures ?? 0) > 0 ? 1000 : 0)) } : {}),
    };
    await saveInstance(tx, after);
    await recordObservation(ctx, tx, before, after);
    await wake(tx, after, after.nextLookAt);
    return 'waiting';
  });
}

// The text of a foreign error may hold anything; only refusals that were written for people are shown.
function wordsOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof StepWithoutEffect) return error.message;
  return `Unerwarteter Fehler (${error instanceof Error ? error.name : 'unbekannt'}). Einzelheiten stehen im Protokoll des Betriebs.`;
}

class StepWithoutEffect extends Error {
  override name = 'StepWithoutEffect';

  constructor(step: StepName) {
    super(step === 'restart' ? 'Die Anwendung läuft nicht und wird neu gestartet.' : `Der Schritt „${step}“ hat nicht gewirkt.`);
  }
}
