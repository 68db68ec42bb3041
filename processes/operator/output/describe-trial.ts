import { TRIAL_CHECKS, TRIAL_LEVELS, type TrialCheckStep, type TrialReport, type TrialStep } from '@allmende/app-packages';
import { decimal } from './progress.ts';

const MARKS = { passed: '✓', failed: '✗', skipped: '–', untried: '?' } as const;
const CHECK_STATES = { passed: 'bestanden', failed: 'nicht bestanden', untried: 'nicht geprüft' } as const;

/** One step of a trial on a line, with the reason below when it failed. */
export function describeStep(step: TrialStep): string {
  return describe(step);
}

/** Likewise for a step of a check on a platform; what could not be tried says so. */
export function describeCheckStep(step: TrialCheckStep): string {
  return describe(step.outcome === 'untried' ? { ...step, detail: `Nicht geprüft: ${step.detail ?? ''}` } : step);
}

function describe({ outcome, name, seconds, detail }: Pick<TrialStep, 'name' | 'seconds' | 'detail'> & { readonly outcome: keyof typeof MARKS }): string {
  const head = `  ${MARKS[outcome]} ${name} (${decimal(seconds)} s)`;
  return detail === undefined ? head : `${head}\n${detail.split('\n').map((line) => `      ${line}`).join('\n')}`;
}

/** What a trial has shown: a table of levels and the measured time of recovery. */
export function describeTrial(report: TrialReport): string {
  const states = TRIAL_LEVELS.map(({ level, name }) => {
    const own = report.steps.filter((step) => step.level === level);
    const state = own.length === 0 ? 'nicht versucht' : own.some(({ outcome }) => outcome === 'failed') ? 'nicht bestanden' : 'bestanden';
    return `  ${level}  ${name.padEnd(56)}  ${state}`;
  });
  return [
    '', `${report.app} ${report.version}: Stufe ${report.level} von 7`, ...states, `  8  ${'Wird lange gepflegt'.padEnd(56)}  prüft kein Programm`,
    ...(report.checks === undefined ? ['Anmeldung, Abmeldung und Trennung der Behörden: nicht geprüft'] : TRIAL_CHECKS.map(({ check, name }) => `     ${name.padEnd(56)}  ${CHECK_STATES[report.checks?.find((one) => one.check === check)?.outcome ?? 'untried']}`)),
    ...(report.recoverySeconds === undefined ? [] : [`Wiederherstellung von leerem Speicher bis zu geprüften Daten: ${decimal(report.recoverySeconds)} s`]),
    `Prüfsumme ${report.digest}`,
  ].join('\n');
}
