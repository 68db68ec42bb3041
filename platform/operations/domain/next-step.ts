import type { Instance } from './instance.ts';
import { DEFAULT_READY_MS, nextPassageStep } from './next-passage-step.ts';
import type { Observation } from './runtime.ts';
import type { StepName } from './step.ts';

/** How long a start may take before it counts as failed. */
export const START_LIMIT_MS = 120_000;

/** After so many failures an ended app that cannot be stopped properly is exported as it is. */
const STOP_TRIES = 3;

/**
 * Compares what is wanted with what is seen and names the one step to take; undefined when all is as wanted or time has to pass. Data are never deleted before their
 * archive exists and the time for fetching it is over. `beside` is the look at the candidate, `readyMs` how long its package gives a start.
 */
export function nextStep(instance: Instance, seen: Observation, now: Date, beside?: Observation, readyMs: number = DEFAULT_READY_MS): StepName | undefined {
  if (instance.deletedAt) return undefined;
  if (instance.removingSince) return 'remove';
  if (instance.candidate) {
    const step = nextPassageStep(instance, instance.candidate, seen, beside, now, readyMs);
    return step === 'serve' ? nextServingStep(instance, seen, now) : step;
  }
  if (instance.wanted === 'removed') return nextStepOfEnd(instance, seen, now);
  if (instance.archiveWantedAt && (seen.state === 'running' || seen.state === 'suspended')) return 'archive';
  return nextServingStep(instance, seen, now);
}

function nextServingStep(instance: Instance, seen: Observation, now: Date): StepName | undefined {
  if (instance.wanted === 'suspended') return seen.state === 'suspended' || seen.state === 'absent' ? undefined : 'suspend';
  switch (seen.state) {
    case 'running': return undefined;
    case 'absent': return 'start';
    case 'suspended': return 'resume';
    case 'failing': return 'restart';
    case 'starting': return instance.observed === 'starting' && now.getTime() - instance.observedSince.getTime() > START_LIMIT_MS ? 'restart' : undefined;
  }
}

function nextStepOfEnd(instance: Instance, seen: Observation, now: Date): StepName | undefined {
  const atRest = seen.state === 'suspended' || seen.state === 'absent' || (seen.state === 'failing' && instance.failures >= STOP_TRIES);
  if (!atRest) return 'suspend';
  if (!instance.dataReturnedAt) return 'return-data';
  return instance.deleteAfter && now >= instance.deleteAfter ? 'remove' : undefined;
}
