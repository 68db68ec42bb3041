import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { parsePlainDate, type PlainDate } from '@allmende/time';
import { UnreadableStandard } from './errors.ts';

/** Numbers of procurement law that grounds for award rest on, with what each counts. */
export const PARAMETER_NAMES = ['direct-order-threshold', 'estimate-months', 'framework-longest-months'] as const;
export type ParameterName = (typeof PARAMETER_NAMES)[number];

/** A threshold or period of procurement law from a day on, with its norm and source. Amounts are cents without VAT, periods months. */
export type AwardParameter = {
  readonly name: ParameterName;
  /** Two digits of the Land for a threshold; empty for what applies everywhere. */
  readonly land: string;
  readonly validFrom: PlainDate;
  readonly validUntil: PlainDate | null;
  readonly value: number;
  readonly basis: string;
  readonly source: string;
  readonly enteredBy: string;
};

/** The parameter in force on a day; undefined where nobody has entered one, and then nothing is guessed. */
export function parameterOn(all: readonly AwardParameter[], name: ParameterName, land: string, on: PlainDate): AwardParameter | undefined {
  const begun = all.filter((one) => one.name === name && one.land === land && one.validFrom <= on).toSorted((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
  return begun === undefined || (begun.validUntil !== null && begun.validUntil < on) ? undefined : begun;
}

/** Checks what was typed; throws InvalidInput. */
export function checkParameter(input: Omit<AwardParameter, 'enteredBy'>): void {
  const problems: FieldProblem[] = [];
  const isThreshold = input.name === 'direct-order-threshold';
  if (!PARAMETER_NAMES.includes(input.name)) problems.push({ pointer: '/name', code: 'required', message: 'Bitte wählen Sie, was Sie eintragen.' });
  if (isThreshold && !/^(0[1-9]|1[0-6])$/u.test(input.land)) problems.push({ pointer: '/land', code: 'required', message: 'Bitte wählen Sie das Land, für das die Wertgrenze gilt.' });
  if (!isThreshold && input.land !== '') problems.push({ pointer: '/land', code: 'unknown', message: 'Diese Frist gilt in allen Ländern. Bitte wählen Sie kein Land.' });
  const most = isThreshold ? 10_000_000_000 : 600;
  if (!Number.isInteger(input.value) || input.value < 1 || input.value > most) {
    problems.push({ pointer: '/value', code: 'absurd', message: isThreshold ? 'Bitte geben Sie einen Betrag über 0 bis 100 Millionen Euro an.' : 'Bitte geben Sie eine ganze Zahl von 1 bis 600 Monaten an.' });
  }
  if (input.basis.trim().length < 3 || input.basis.length > 200) problems.push({ pointer: '/basis', code: 'length', message: 'Bitte nennen Sie die Vorschrift (3 bis 200 Zeichen).' });
  if (input.source.trim().length < 3 || input.source.length > 300) problems.push({ pointer: '/source', code: 'length', message: 'Bitte nennen Sie, wo Sie das gelesen haben (3 bis 300 Zeichen).' });
  if (input.validUntil !== null && input.validUntil < input.validFrom) problems.push({ pointer: '/validUntil', code: 'order', message: 'Der letzte Tag liegt vor dem ersten.' });
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** Reads the shipped table; throws UnreadableStandard with the line. */
export function readAwardParameters(text: string): readonly AwardParameter[] {
  return text.split('\n').flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return [];
    const fail = (reason: string): never => { throw new UnreadableStandard('award-parameters.csv', index + 1, reason); };
    const cells = line.split(';');
    const [name = '', land = '', validFrom = '', value = '', basis = '', source = '', enteredBy = ''] = cells;
    if (cells.length !== 7) fail(`${cells.length} statt 7 Spalten`);
    const known = PARAMETER_NAMES.find((one) => one === name) ?? fail(`„${name}“ ist keine Angabe`);
    if (!/^\d{1,12}$/u.test(value)) fail(`„${value}“ ist keine Zahl`);
    return [{ name: known, land, validFrom: parsePlainDate(validFrom) ?? fail(`„${validFrom}“ ist kein Tag`), validUntil: null, value: Number(value), basis, source, enteredBy }];
  });
}
