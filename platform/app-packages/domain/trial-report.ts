import type { TrialCheck } from './trial-check.ts';

/** The levels that a trial can prove, each with all below it. Eight, long-term care by its makers, is nothing that a program can try. */
export const TRIAL_LEVELS = [
  { level: 1, name: 'Startet, antwortet und nimmt Daten an' },
  { level: 2, name: 'Startet auch mit anderen Einstellungen' },
  { level: 3, name: 'Lässt sich aktualisieren' },
  { level: 4, name: 'Sicherung lässt sich zurückspielen, Daten gleich' },
  { level: 5, name: 'Paket ohne Beanstandung' },
  { level: 6, name: 'Daten ziehen in eine andere Instanz um' },
  { level: 7, name: 'Datenrückgabe lesbar, nach dem Entfernen bleibt nichts' },
] as const;

export type TrialLevel = (typeof TRIAL_LEVELS)[number]['level'];

/** One thing that was tried. `skipped`: there was nothing to try, which speaks against nothing. */
export type TrialStep = { readonly level: TrialLevel; readonly name: string; readonly outcome: 'passed' | 'failed' | 'skipped'; readonly seconds: number; readonly detail?: string };

/** What a trial of a package has shown. */
export type TrialReport = {
  readonly app: string;
  readonly version: string;
  /** Digest of the package that was tried. */
  readonly digest: string;
  readonly updatedFrom: string | undefined;
  readonly level: 0 | TrialLevel;
  readonly steps: readonly TrialStep[];
  /** What was tried on a whole platform with two authorities; missing where only the levels were tried. No level hangs on it. */
  readonly checks?: readonly TrialCheck[];
  /** From an empty place to verified data. */
  readonly recoverySeconds: number | undefined;
  /** ISO 8601 in UTC. */
  readonly testedAt: string;
};

/** The highest level whose steps, and those of all levels below, were taken without a failure. */
export function trialLevel(steps: readonly TrialStep[]): 0 | TrialLevel {
  let reached: 0 | TrialLevel = 0;
  for (const { level } of TRIAL_LEVELS) {
    const own = steps.filter((step) => step.level === level);
    if (own.length === 0 || own.some(({ outcome }) => outcome === 'failed')) return reached;
    reached = level;
  }
  return reached;
}

/** Whether a package has shown all that a trial can show. */
export function passedTrial(report: Pick<TrialReport, 'level'>): boolean {
  return report.level === TRIAL_LEVELS.at(-1)?.level;
}
