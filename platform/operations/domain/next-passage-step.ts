import type { Candidate, Instance } from './instance.ts';
import type { Observation } from './runtime.ts';
import type { StepName } from './step.ts';

/** How long a new version may take to answer when its package does not say. */
export const DEFAULT_READY_MS = 120_000;
/** A new version that fails so soon after its start may still be coming up. */
const FAILING_PATIENCE_MS = 10_000;

/**
 * The next step on the way to another generation: save the old at rest, fill the new from the backup, start it, migrate, verify, switch, drop the old. Anything that fails leads to
 * `return`: the new one is dropped and the old one serves again with all data. Undefined when time has to pass; `serve` when the serving generation needs the ordinary step first.
 */
export function nextPassageStep(instance: Instance, candidate: Candidate, seen: Observation, beside: Observation | undefined, now: Date, readyMs: number): StepName | 'serve' | undefined {
  if (candidate.stage === 'dropping') return servesAsWanted(instance, seen) ? 'drop-old' : 'serve';
  // The old one comes first: if the new one cannot be dropped at once, nobody waits for that.
  if (candidate.stage === 'returning') return candidate.failures === 0 || servesAsWanted(instance, seen) ? 'drop-new' : 'serve';
  if (instance.wanted === 'removed') return 'return';
  // From the backup on nothing may be written into the old generation any more: it would be missing in the new one.
  if (candidate.reason !== 'copy' && !isAtRest(candidate, seen)) return 'suspend';
  if (candidate.stage === 'saving') return 'back-up';
  // A migration that was cut off has left data that nobody knows: they are made anew from the backup.
  if (candidate.stage === 'filling' || candidate.stage === 'migrating') return 'fill';
  return nextTrialStep(candidate, beside ?? { state: 'absent' }, now, readyMs);
}

function nextTrialStep(candidate: Candidate, beside: Observation, now: Date, readyMs: number): StepName | undefined {
  const waited = now.getTime() - candidate.since.getTime();
  if (beside.state !== 'running' && waited > readyMs) return 'return';
  switch (beside.state) {
    case 'absent':
    case 'suspended': return 'start-new';
    case 'failing': return waited > FAILING_PATIENCE_MS ? 'return' : undefined;
    case 'starting': return candidate.stage === 'starting' && candidate.migrates ? 'migrate' : undefined;
    case 'running':
      if (candidate.stage === 'starting' && candidate.migrates) return 'migrate';
      return candidate.stage === 'switching' ? 'switch' : 'verify';
  }
}

function servesAsWanted(instance: Instance, seen: Observation): boolean {
  if (instance.wanted === 'removed') return true;
  return instance.wanted === 'suspended' ? seen.state === 'suspended' || seen.state === 'absent' : seen.state === 'running';
}

function isAtRest(candidate: Candidate, seen: Observation): boolean {
  return seen.state === 'suspended' || seen.state === 'absent' || (seen.state === 'failing' && candidate.failures > 0);
}
