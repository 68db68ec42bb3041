/** What is tried of an app on a whole platform with two authorities, named as the checks of the vetting. */
export const TRIAL_CHECKS = [
  { check: 'single-sign-on', name: 'Anmeldung über die Plattform' },
  { check: 'sign-out', name: 'Abmeldung wirkt überall' },
  { check: 'isolation', name: 'Behörden voneinander getrennt' },
] as const;

export type TrialCheckId = (typeof TRIAL_CHECKS)[number]['check'];

/** One thing that was tried for a check. `untried`: it could not be tried here, so nothing is shown, neither for nor against. */
export type TrialCheckStep = { readonly check: TrialCheckId; readonly name: string; readonly outcome: 'passed' | 'failed' | 'untried'; readonly seconds: number; readonly detail?: string };

/** What a trial has shown for one check. */
export type TrialCheck = { readonly check: TrialCheckId; readonly outcome: TrialCheckStep['outcome']; readonly steps: readonly TrialCheckStep[] };

/** Each check with its steps: failed with one that failed, passed only when every step was taken and passed. */
export function trialChecks(steps: readonly TrialCheckStep[]): readonly TrialCheck[] {
  return TRIAL_CHECKS.map(({ check }) => {
    const own = steps.filter((step) => step.check === check);
    const outcome = own.some((step) => step.outcome === 'failed') ? 'failed' : own.length > 0 && own.every((step) => step.outcome === 'passed') ? 'passed' : 'untried';
    return { check, outcome, steps: own };
  });
}
