import { systemActor } from '@allmende/access';
import { tenantId, type TenantTx } from '@allmende/database';
import { DomainError, NotFound } from '@allmende/errors';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { getInstanceForUpdate, getInstanceRow, lockInstance, saveInstance } from '../data/instance.ts';
import { closeInterruptedSteps, endStep, insertStep } from '../data/step.ts';
import type { Instance } from '../domain/instance.ts';
import { UnknownApp } from '../domain/errors.ts';
import { nextStep } from '../domain/next-step.ts';
import { failInstance, observeInstance } from '../domain/observe-instance.ts';
import type { Observation, Runtime } from '../domain/runtime.ts';
import type { StepName } from '../domain/step.ts';
import { recordObservation } from './record-observation.ts';
import { takeStep } from './take-step.ts';
import { wake } from './wake.ts';

const MOST_STEPS = 6;
const BUSY_MS = 1000;

/** What a pass came to: `busy` when another pass runs, `waiting` when it will look again soon, `settled` when all is as wanted. */
export type Pass = 'busy' | 'waiting' | 'settled';

/**
 * Brings one instance nearer to what is wanted: looks, takes the next step, looks again. Only one pass per instance runs at a time, over all processes; one that is killed leaves
 * nothing that the next does not find. A failure is written down and tried again with growing pauses, for ever.
 */
export async function reconcile(house: House, runtimes: ReadonlyMap<string, Runtime>, input: { readonly tenant: string; readonly instance: string }): Promise<Pass> {
  const ctx = contextFor(house, systemActor('operations'), tenantId(input.tenant));
  return ctx.database.inTenant(ctx.tenant, async (lock) => {
    if (!(await lockInstance(lock, input.instance))) {
      await wake(lock, { tenant: input.tenant, id: input.instance }, new Date(ctx.clock.now().getTime() + BUSY_MS));
      return 'busy';
    }
    try {
      return await pass(ctx, runtimes, input.instance);
    } catch (error) {
      if (error instanceof NotFound) return 'settled';
      throw error;
    }
  });
}

async function pass(ctx: ActionContext, runtimes: ReadonlyMap<string, Runtime>, id: string): Promise<Pass> {
  const inTenant = <Result>(work: (tx: TenantTx) => Promise<Result>) => ctx.database.inTenant(ctx.tenant, work);
  await inTenant((tx) => closeInterruptedSteps(tx, id, ctx.clock.now()));
  let last: StepName | undefined;
  for (let taken = 0; taken <= MOST_STEPS; taken += 1) {
    const instance = await inTenant((tx) => getInstanceRow(tx, id));
    if (instance.deletedAt) return 'settled';
    const runtime = runtimes.get(instance.runtime);
    if (!runtime) return fail(ctx, id, new UnknownApp(instance.runtime));
    const seen = await look(ctx, runtime, instance);
    if (seen instanceof Error) return fail(ctx, id, seen);
    const begun = await inTenant(async (tx): Promise<Begun> => {
      const fresh = await getInstanceForUpdate(tx, id);
      const step = nextStep(fresh, seen, ctx.clock.now());
      if (step === undefined) return { kind: 'settled' };
      if (step === last || taken === MOST_STEPS) return { kind: 'failed', error: new StepWithoutEffect(step) };
      if (step === 'restart' && fresh.observed !== 'failing') return { kind: 'failed', error: new StepWithoutEffect(step) };
      if (last === undefined && fresh.failures > 0 && ctx.clock.now() < fresh.nextLookAt) {
        await wake(tx, fresh, fresh.nextLookAt);
        return { kind: 'too-early' };
      }
      if (step === 'remove' && !fresh.removingSince) await saveInstance(tx, { ...fresh, removingSince: ctx.clock.now() });
      return { kind: 'begun', step, stepId: await insertStep(tx, id, step, ctx.clock.now()) };
    });
    if (begun.kind === 'settled') return settle(ctx, id, seen);
    if (begun.kind === 'too-early') return 'waiting';
    if (begun.kind === 'failed') return fail(ctx, id, begun.error, seen);
    const { step, stepId } = begun;
    try {
      await takeStep(ctx, runtime, id, step);
    } catch (error) {
      await inTenant((tx) => endStep(tx, stepId, { at: ctx.clock.now(), outcome: 'failed', detail: wordsOf(error) }));
      return fail(ctx, id, error);
    }
    await inTenant((tx) => endStep(tx, stepId, { at: ctx.clock.now(), outcome: 'done' }));
    last = step === 'archive' ? undefined : step;
  }
  return 'waiting';
}

type Begun = { readonly kind: 'settled' } | { readonly kind: 'too-early' } | { readonly kind: 'failed'; readonly error: Error } | { readonly kind: 'begun'; readonly step: StepName; readonly stepId: string };

async function look(ctx: ActionContext, runtime: Runtime, instance: Instance): Promise<Observation | Error> {
  try {
    return await runtime.observe(ctx, instance);
  } catch (error) {
    return error instanceof Error ? error : new Error('the runtime threw something else than an error');
  }
}

async function settle(ctx: ActionContext, id: string, seen: Observation): Promise<Pass> {
  return ctx.database.inTenant(ctx.tenant, async (tx): Promise<Pass> => {
    const before = await getInstanceForUpdate(tx, id);
    const now = ctx.clock.now();
    const after = observeInstance(before, seen, now);
    await saveInstance(tx, after);
    await recordObservation(ctx, tx, before, after);
    if (after.observed !== 'starting') return 'settled';
    await wake(tx, after, after.nextLookAt);
    return 'waiting';
  });
}

async function fail(ctx: ActionContext, id: string, error: unknown, seen?: Observation): Promise<Pass> {
  ctx.log.warn({ instance: id, err: error }, 'an instance is not as wanted and is tried again');
  return ctx.database.inTenant(ctx.tenant, async (tx): Promise<Pass> => {
    const before = await getInstanceForUpdate(tx, id);
    const now = ctx.clock.now();
    const after = failInstance(before, seen?.detail ?? wordsOf(error), now);
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
