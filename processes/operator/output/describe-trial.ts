import { TRIAL_LEVELS, type TrialReport, type TrialStep } from '@allmende/app-packages';
import { decimal } from './progress.ts';

const MARKS = { passed: '✓', failed: '✗', skipped: '–' } as const;

/** One step of a trial on a line, with the reason below when it failed. */
export function describeStep({ outcome, name, seconds, detail }: TrialStep): string {
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
    ...(report.recoverySeconds === undefined ? [] : [`Wiederherstellung von leerem Speicher bis zu geprüften Daten: ${decimal(report.recoverySeconds)} s`]),
    `Prüfsumme ${report.digest}`,
  ].join('\n');
}
