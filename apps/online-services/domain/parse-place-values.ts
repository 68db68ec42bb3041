import type { FieldProblem } from '@allmende/errors';
import { isParameterValue } from './overlay.ts';
import { parseField, typedValues, type FormBody, type Readable } from './parse-field.ts';
import type { EnteredBy } from './parse-overlay-input.ts';
import { problemText } from './problem-texts.ts';
import type { OverlaySource, Parameter, PlaceValue } from './service-package.ts';

/** A municipality for which values can be entered. */
export type ValuePlace = { readonly ags: string; readonly name: string; readonly officialName: string };

/** The inputs of the form; the words are those of every service. */
export const PLACE_VALUE_FIELDS = [
  { id: 'rows', type: 'longText', maxLength: 60_000 }, { id: 'source.statute', type: 'text', maxLength: 300 }, { id: 'source.statuteDate', type: 'date' }, { id: 'source.validFrom', type: 'date' }, { id: 'source.example', type: 'confirmation' },
] as const satisfies readonly Readable[];

export type PlaceValuesInput = {
  /** By AGS: the value that was entered, undefined where it shall go. */
  readonly entries: ReadonlyMap<string, PlaceValue | undefined>;
  readonly problems: readonly FieldProblem[];
  readonly typed: Readonly<Record<string, string>>;
};

const MOST_PROBLEMS = 20;
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
const HEADER = /^(?:ags|gemeinde|gemeindeschlüssel|schlüssel|ort|name|municipality|place)$/iu;

/**
 * Reads a table that was pasted or typed: in each line a municipality (its key or its name) and the value, with semicolon, tab or comma between, in any order with the name beside the key; a
 * line that names the columns is passed over. Roman numerals count; a hyphen takes the value away. All lines rest on the statute that is given with them. Municipalities that are not named keep
 * what they have. Messages are German; the pointer is `/<input name>`.
 */
export function parsePlaceValues(parameter: Parameter, places: readonly ValuePlace[], body: FormBody, labels: { readonly parameter: string; readonly of: (part: string) => string }, enteredBy: EnteredBy): PlaceValuesInput {
  const problems: FieldProblem[] = [];
  const typed: Record<string, string> = {};
  const values = PLACE_VALUE_FIELDS.map((field) => {
    Object.assign(typed, typedValues(field, body));
    const result = parseField(field, body);
    if ('problem' in result) problems.push({ pointer: `/${field.id}`, code: result.problem, message: problemText(result.problem, 'de', { label: labels.of(field.id), ...(result.limit === undefined ? {} : { limit: result.limit }) }) });
    return 'value' in result ? result.value : undefined;
  });
  const [rows, statute, statuteDate, validFrom, example] = values;
  const isNamed = (id: string) => problems.some(({ pointer }) => pointer === `/${id}`);
  const demand = (id: string, code: 'required' | 'date-incomplete', value: unknown) => { if (value === undefined && !isNamed(id)) problems.push({ pointer: `/${id}`, code, message: problemText(code, 'de', { label: labels.of(id) }) }); };
  demand('rows', 'required', rows);
  const { lines, problems: wrong } = readLines(parameter, places, rows === undefined ? '' : String(body['rows']), labels.parameter);
  problems.push(...wrong.slice(0, MOST_PROBLEMS));
  const setsAny = [...lines.values()].some((value) => value !== undefined);
  if (setsAny || lines.size === 0) {
    demand('source.statute', 'required', statute);
    demand('source.statuteDate', 'date-incomplete', statuteDate);
    demand('source.validFrom', 'date-incomplete', validFrom);
  }
  if (typeof validFrom === 'string' && validFrom > enteredBy.on) problems.push({ pointer: '/source.validFrom', code: 'not-valid-yet', message: 'Diese Werte gelten noch nicht. Tragen Sie sie ab dem Tag ein, an dem sie gelten.' });
  const source: OverlaySource = { statute: String(statute), statuteDate: String(statuteDate), validFrom: String(validFrom), enteredBy: enteredBy.name, enteredOn: enteredBy.on, example: example === true };
  return { problems, typed, entries: new Map(problems.length > 0 ? [] : [...lines].map(([ags, value]) => [ags, value === undefined ? undefined : { value, source }])) };
}

function readLines(parameter: Parameter, places: readonly ValuePlace[], text: string, label: string): { lines: Map<string, number | undefined>; problems: FieldProblem[] } {
  const lines = new Map<string, number | undefined>();
  const problems: FieldProblem[] = [];
  text.split(/\r?\n/u).forEach((line, index) => {
    const cells = line.split(line.includes(';') ? ';' : line.includes('\t') ? '\t' : ',').map((cell) => cell.trim().replace(/^"(.*)"$/u, '$1').trim()).filter((cell) => cell !== '');
    if (cells.length === 0 || (lines.size === 0 && cells.some((cell) => HEADER.test(cell)))) return;
    const refuse = (message: string) => { problems.push({ pointer: '/rows', code: 'line', message: `Zeile ${index + 1} („${line.replaceAll(/\p{C}+/gu, ' ').trim().slice(0, 80)}“): ${message}` }); };
    const last = cells.at(-1) ?? '';
    const value = readValue(parameter, last);
    const found = findPlace(places, cells.length > 1 ? cells.slice(0, -1) : cells);
    if (cells.length < 2) refuse('Hier fehlt die Gemeinde oder der Wert. Schreiben Sie zum Beispiel „Gemeinde; 3“.');
    else if (found === 'unknown') refuse('Diese Gemeinde gehört nicht zu Ihrer Behörde. Prüfen Sie den Namen, oder nehmen Sie den Gemeindeschlüssel (8 Ziffern).');
    else if (found === 'several') refuse('So heißen mehrere Gemeinden. Nehmen Sie den Gemeindeschlüssel (8 Ziffern).');
    else if (value === 'wrong') refuse(`„${last.slice(0, 20)}“ ist kein Wert für „${label}“.${parameter.min !== undefined && parameter.max !== undefined ? ` Möglich sind ${parameter.min} bis ${parameter.max}.` : ''}`);
    else if (lines.has(found)) refuse('Diese Gemeinde steht schon weiter oben.');
    else lines.set(found, value);
  });
  return { lines, problems };
}

function readValue(parameter: Parameter, text: string): number | undefined | 'wrong' {
  if (/^[-–—]$/u.test(text)) return undefined;
  const roman = ROMAN.indexOf(text.toUpperCase());
  const value = roman >= 0 ? roman + 1 : /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
  return value !== undefined && isParameterValue(parameter, value) ? value : 'wrong';
}

// The key decides; a name only where there is none.
function findPlace(places: readonly ValuePlace[], cells: readonly string[]): string | 'unknown' | 'several' {
  const key = cells.map((cell) => cell.replaceAll(/\s/gu, '')).find((cell) => /^\d{7,8}$/u.test(cell))?.padStart(8, '0');
  if (key !== undefined) return places.some(({ ags }) => ags === key) ? key : 'unknown';
  const names = cells.map(folded);
  const found = places.filter(({ name, officialName }) => names.includes(folded(name)) || names.includes(folded(officialName)));
  return found.length === 1 ? found[0]?.ags ?? 'unknown' : found.length > 1 ? 'several' : 'unknown';
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}
