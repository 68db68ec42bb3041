import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { Act } from './order.ts';

/** The check that a clearance rests on, made outside the platform. */
export type ClearanceCheck = {
  /** The office or body that checked, such as the audit office; no person. */
  readonly checkedBy: string;
  readonly checkedOn: PlainDate;
  /** Where the check lies: file number or note. */
  readonly reference: string;
};

/** That an authority has cleared a version of an app for its own use. */
export type Clearance = ClearanceCheck & { readonly id: string; readonly app: string; /** As the app was called that day. */ readonly title: string; readonly version: string; readonly cleared: Act };

/** An app that runs for an authority, with the newest clearance of exactly this version; null while nobody has cleared it. */
export type AppInUse = { readonly app: string; readonly title: string; readonly version: string; readonly clearance: Clearance | null };

/** Checks what was stated; throws InvalidInput. */
export function checkClearance(input: ClearanceCheck, today: PlainDate): ClearanceCheck {
  const problems: FieldProblem[] = [];
  const text = (name: 'checkedBy' | 'reference', what: string) => {
    if (input[name].trim().length < 2 || input[name].length > 150) problems.push({ pointer: `/${name}`, code: 'length', message: `Bitte nennen Sie ${what} (2 bis 150 Zeichen).` });
  };
  text('checkedBy', 'die Stelle, die fachlich geprüft hat');
  text('reference', 'wo die Prüfung liegt, zum Beispiel das Aktenzeichen');
  if (input.checkedOn > today) problems.push({ pointer: '/checkedOn', code: 'future', message: 'Der Tag der Prüfung liegt in der Zukunft.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { checkedBy: input.checkedBy.trim(), checkedOn: input.checkedOn, reference: input.reference.trim() };
}

/** Apps in use, each once for each version that runs, by name; clearances of other versions do not count. */
export function appsInUse(running: readonly { readonly app: string; readonly title: string; readonly version: string }[], clearances: readonly Clearance[]): readonly AppInUse[] {
  const once = new Map(running.map((one) => [`${one.app} ${one.version}`, one]));
  return [...once.values()].toSorted((one, other) => one.title.localeCompare(other.title, 'de') || one.version.localeCompare(other.version))
    .map(({ app, title, version }) => ({ app, title, version, clearance: clearances.filter((one) => one.app === app && one.version === version).toSorted((one, other) => other.cleared.at.getTime() - one.cleared.at.getTime())[0] ?? null }));
}
