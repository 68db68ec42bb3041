import type { TRIAL_LEVELS, TrialCheck, TrialReport } from '@allmende/app-packages';
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

/** Whether a trial on a platform with two authorities has shown one of the checks of level 6; undefined when it could not be tried, which is evidence of nothing. */
export function checkOnPlatform(report: TrialReport, check: TrialCheck['check']): CheckResult | undefined {
  const tried = report.checks?.find((one) => one.check === check);
  if (tried === undefined || tried.outcome === 'untried') return undefined;
  // What could not be tried beside a failure is no fault of the supplier; it is told all the same, as it must be tried too.
  const findings = tried.steps.filter(({ outcome }) => outcome !== 'passed').map(({ detail = '', name, outcome }): Finding => ({
    message: `${outcome === 'failed' ? 'Nicht gezeigt' : 'Nicht geprüft'}: ${name}.`, fix: (detail.split('\n')[0] ?? '').slice(0, 300) || 'Beheben Sie zuerst, was davor steht.', where: 'Erprobung auf einer Plattform mit zwei Behörden',
  }));
  const shown = tried.steps.findLast(({ detail, outcome }) => outcome === 'passed' && detail !== undefined)?.detail;
  return {
    outcome: tried.outcome, findings,
    facts: { app: report.app, version: report.version, digest: report.digest, testedAt: report.testedAt, steps: tried.steps.length, ...(tried.check === 'sign-out' && shown !== undefined ? { measured: shown.slice(0, 300) } : {}) },
  };
}
