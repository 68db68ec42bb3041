import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';

/** One version of the statutes of the association behind the platform. */
export type Statutes = {
  /** Name of the version: `Fassung vom 1. Januar 2026`. */
  readonly version: string;
  /** Name of the association whose statutes these are; contracts name it as a party. */
  readonly organisation: string;
  /** Day on which they were resolved. */
  readonly dated: PlainDate;
  readonly validFrom: PlainDate;
  /** Last day; null until a later version or an end is entered. */
  readonly validUntil: PlainDate | null;
  /** Shown wherever they are used, such as `Beispielwerte`; null for statutes in force. */
  readonly label: string | null;
  readonly source: string;
  readonly enteredBy: string;
};

/** The version in force on a day: the youngest that began, unless it has ended. */
export function statutesOn<Version extends Pick<Statutes, 'validFrom' | 'validUntil'>>(all: readonly Version[], on: PlainDate): Version | undefined {
  const begun = all.filter((one) => one.validFrom <= on).toSorted((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
  return begun === undefined || (begun.validUntil !== null && begun.validUntil < on) ? undefined : begun;
}

/** Checks a new version; throws InvalidInput. */
export function checkStatutes(input: Omit<Statutes, 'enteredBy'>): void {
  const problems: FieldProblem[] = [];
  const text = (name: 'version' | 'organisation' | 'source', what: string) => {
    if (input[name].trim().length < 2 || input[name].length > 300) problems.push({ pointer: `/${name}`, code: 'length', message: `Bitte geben Sie ${what} an (2 bis 300 Zeichen).` });
  };
  text('version', 'den Namen der Fassung');
  text('organisation', 'den Namen der Trägerin');
  text('source', 'die Quelle');
  if ((input.label ?? '').length > 60) problems.push({ pointer: '/label', code: 'length', message: 'Der Hinweis darf höchstens 60 Zeichen haben.' });
  if (input.validUntil !== null && input.validUntil < input.validFrom) problems.push({ pointer: '/validUntil', code: 'order', message: 'Der letzte Tag liegt vor dem ersten.' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
