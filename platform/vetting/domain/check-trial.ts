import type { TRIAL_LEVELS, TrialReport } from '@allmende/app-packages';
import type { CheckResult, Finding } from './evidence.ts';

/** The level of a trial from which a package has been installed, updated, saved and restored with the same data. */
export const TRIAL_LEVEL_NEEDED = 4;

/** Whether a trial has shown that a package installs, updates, saves and restores. `levels` are all that a trial has. */
export function checkTrial(report: TrialReport, levels: typeof TRIAL_LEVELS): CheckResult {
  const missing = levels.filter(({ level }) => level > report.level && level <= TRIAL_LEVEL_NEEDED);
  const findings = missing.map(({ level, name }): Finding => {
    const failed = report.steps.filter((step) => step.level === level && step.outcome === 'failed').map((step) => `${step.name}: ${(step.detail ?? '').split('\n')[0] ?? ''}`.slice(0, 300));
    return { message: `Nicht gezeigt: ${name}.`, fix: failed.length === 0 ? 'Beheben Sie zuerst, was davor steht.' : failed.join(' '), where: `Erprobung, Stufe ${level}` };
  });
  return {
    outcome: missing.length === 0 ? 'passed' : 'failed', findings,
    facts: { app: report.app, version: report.version, digest: report.digest, trialLevel: report.level, testedAt: report.testedAt, ...(report.updatedFrom === undefined ? {} : { updatedFrom: report.updatedFrom }), ...(report.recoverySeconds === undefined ? {} : { recoverySeconds: report.recoverySeconds }) },
  };
}
