import type { Instance } from './instance.ts';
import type { Observation } from './runtime.ts';

const LONGEST_PAUSE_MS = 5 * 60_000;
const STEADY_MS = 60_000;
const STARTING_MS = 400;

/** The instance after a look: its state, since when, and the end of the clock when it runs for the first time. */
export function observeInstance(instance: Instance, seen: Observation, now: Date): Instance {
  const same = instance.observed === seen.state;
  return scheduled({
    ...instance,
    observed: seen.state,
    observedSince: same ? instance.observedSince : now,
    lastObservedAt: now,
    detail: seen.detail,
    upstream: seen.upstream,
    runningAt: instance.runningAt ?? (seen.state === 'running' ? now : undefined),
    failures: seen.state === 'failing' || seen.state === 'starting' ? instance.failures : 0,
  }, now);
}

/** The instance after a try that failed. */
export function failInstance(instance: Instance, detail: string, now: Date): Instance {
  return scheduled({
    ...instance, observed: 'failing', observedSince: instance.observed === 'failing' ? instance.observedSince : now, lastObservedAt: now, detail, failures: instance.failures + 1,
  }, now);
}

// Soon while it starts, with growing pauses after failures (1 s up to 5 min), else after a minute.
function scheduled(instance: Instance, now: Date): Instance {
  return { ...instance, nextLookAt: new Date(now.getTime() + pauseMs(instance)) };
}

function pauseMs(instance: Instance): number {
  if (instance.observed === 'starting') return STARTING_MS;
  return instance.failures > 0 ? Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** Math.min(instance.failures - 1, 10)) : STEADY_MS;
}
