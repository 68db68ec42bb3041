import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';

/** One class of a table of contributions. */
export type ContributionClass = {
  /** Name of the class, which prices refer to: `A`. */
  readonly name: string;
  /** From this number of inhabitants up to the one before the next class. */
  readonly inhabitantsFrom: number;
  /** Yearly contribution of a member; null while nobody has entered it. */
  readonly centsPerYear: Cents | null;
};

/** A table of classes, in force from a day until the next one. */
export type ContributionTable = {
  readonly validFrom: PlainDate;
  readonly classes: readonly ContributionClass[];
  /** Shown beside it, such as `Beispielwerte`; null for a table in force. */
  readonly label: string | null;
  readonly source: string;
  readonly enteredBy: string;
};

/** What a number of inhabitants means for prices on a day. */
export type ContributionAnswer = ContributionClass & { readonly inhabitantsUntil: number | null; readonly validFrom: PlainDate; readonly label: string | null; readonly source: string };

/** The class of a number of inhabitants on a day; undefined when no table is in force or none of its classes fits. */
export function classOn(tables: readonly ContributionTable[], inhabitants: number, on: PlainDate): ContributionAnswer | undefined {
  const table = tables.filter((one) => one.validFrom <= on).toSorted((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
  if (table === undefined) return undefined;
  const rising = table.classes.toSorted((one, other) => one.inhabitantsFrom - other.inhabitantsFrom);
  const index = rising.findLastIndex((one) => one.inhabitantsFrom <= inhabitants);
  const found = rising[index];
  const next = rising[index + 1];
  return found && { ...found, inhabitantsUntil: next === undefined ? null : next.inhabitantsFrom - 1, validFrom: table.validFrom, label: table.label, source: table.source };
}

/** Checks a new table: at least one class, names and bounds once, the first class from 0 so that nobody falls out. Throws InvalidInput. */
export function checkContributionTable(input: Omit<ContributionTable, 'enteredBy'>): void {
  const problems: FieldProblem[] = [];
  if (input.classes.length === 0 || input.classes.length > 30) problems.push({ pointer: '/classes', code: 'count', message: 'Bitte geben Sie 1 bis 30 Klassen an.' });
  const names = new Set<string>();
  const bounds = new Set<number>();
  for (const [index, one] of input.classes.entries()) {
    const at = (code: string, message: string) => problems.push({ pointer: `/classes/${index}`, code, message });
    if (!/^[\p{L}\d][\p{L}\d -]{0,19}$/u.test(one.name)) at('name', 'Der Name einer Klasse hat 1 bis 20 Buchstaben oder Ziffern.');
    if (names.has(one.name)) at('double', 'Diese Klasse steht zweimal da.');
    if (!Number.isSafeInteger(one.inhabitantsFrom) || one.inhabitantsFrom < 0) at('inhabitants', 'Die Zahl der Einwohner ist eine ganze Zahl ab 0.');
    if (bounds.has(one.inhabitantsFrom)) at('double', 'Diese Grenze steht zweimal da.');
    if (one.centsPerYear !== null && one.centsPerYear < 0) at('negative', 'Ein Beitrag ist nicht negativ.');
    names.add(one.name);
    bounds.add(one.inhabitantsFrom);
  }
  if (input.classes.length > 0 && !bounds.has(0)) problems.push({ pointer: '/classes', code: 'gap', message: 'Die erste Klasse beginnt bei 0 Einwohnern, sonst bleiben kleine Behörden ohne Klasse.' });
  if (input.source.trim().length < 2) problems.push({ pointer: '/source', code: 'required', message: 'Bitte geben Sie die Quelle an.' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
