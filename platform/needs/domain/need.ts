import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import { NeedNotOpen } from './errors.ts';

export type NeedState = 'open' | 'ordered' | 'withdrawn';

/** What an authority looks for. */
export type Need = {
  readonly id: string;
  /** What for: `Hundesteuer online anmelden`. Seen in the own authority only. */
  readonly title: string;
  readonly details: string;
  /** Category of publiccode.yml, or one of our own list. */
  readonly category: string;
  /** Null while unknown. */
  readonly casesPerYear: number | null;
  readonly wantedBy: PlainDate | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly state: NeedState;
};

/** What somebody says about a need. */
export type NeedInput = Pick<Need, 'title' | 'details' | 'category' | 'casesPerYear' | 'wantedBy'>;

/** Checks what was said, given which categories there are; throws InvalidInput. */
export function checkNeed(input: NeedInput, isCategory: (value: string) => boolean): void {
  const problems: FieldProblem[] = [];
  const title = input.title.trim().length;
  if (title < 3 || title > 150) problems.push({ pointer: '/title', code: 'length', message: 'Bitte sagen Sie in 3 bis 150 Zeichen, wofür Sie etwas brauchen.' });
  if (input.details.length > 2000) problems.push({ pointer: '/details', code: 'length', message: 'Die Beschreibung darf höchstens 2.000 Zeichen haben.' });
  if (!isCategory(input.category)) problems.push({ pointer: '/category', code: 'unknown', message: 'Bitte wählen Sie ein Themengebiet aus der Liste.' });
  if (input.casesPerYear !== null && (!Number.isSafeInteger(input.casesPerYear) || input.casesPerYear < 0 || input.casesPerYear > 100_000_000)) {
    problems.push({ pointer: '/casesPerYear', code: 'number', message: 'Bitte geben Sie die Fälle im Jahr als ganze Zahl an, oder lassen Sie das Feld leer.' });
  }
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** Returns when something can still happen to the need; throws NeedNotOpen. */
export function requireOpen(need: Pick<Need, 'state'>): void {
  if (need.state !== 'open') throw new NeedNotOpen(need.state);
}
