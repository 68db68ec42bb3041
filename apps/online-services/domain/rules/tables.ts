import Type from 'typebox';
import { parsePlainDate, type PlainDate } from '@allmende/time';
import { parseDecimal, type Decimal } from './decimal.ts';

export const KEY_TYPES = ['integer', 'text', 'boolean'] as const;
export const TABLE_VALUE_TYPES = ['decimal', 'money', 'integer'] as const;

const strict = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1, maxLength: 2_000 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const KeySchema = Type.Union([Type.Integer(), Type.String({ minLength: 1, maxLength: 200 }), Type.Boolean()]);

/** One dated table of a law or statute, read by `lookup(id, date, keys…)`. */
export const TableSchema = Type.Object({
  id: Type.String({ pattern: '^[a-z][a-zA-Z0-9]*$', maxLength: 60 }),
  /** The type of each key, in order. Without any, each period has one row with `keys: []`. */
  keys: Type.Array(Type.Enum(KEY_TYPES), { maxItems: 6 }),
  /** `money` is whole cents, `decimal` a quoted text (`'0.0004797'`), because a number in YAML would be a floating one. */
  value: Type.Enum(TABLE_VALUE_TYPES),
  /** True when combinations of keys are left out on purpose; those are unknown. Otherwise every combination must be there. */
  sparse: Type.Optional(Type.Boolean()),
  source: Text,
  enteredBy: Text,
  enteredOn: Day,
  /** Both days are included; `validTo: null` is open. Days outside of every period are unknown. */
  periods: Type.Array(Type.Object({
    validFrom: Day,
    validTo: Type.Union([Type.Null(), Day]),
    /** Where this period comes from, if not from the source of the table. */
    source: Type.Optional(Text),
    rows: Type.Array(Type.Object({ keys: Type.Array(KeySchema, { maxItems: 6 }), value: Type.Union([Type.Integer(), Type.String({ maxLength: 70 })]) }, strict), { minItems: 1, maxItems: 20_000 }),
  }, strict), { minItems: 1, maxItems: 100 }),
}, strict);

/** The part `tables.yaml` of a package. */
export const TablePart = Type.Object({ tables: Type.Array(TableSchema, { maxItems: 200 }) }, strict);

export type Table = Type.Static<typeof TableSchema>;
export type TableProblem = { readonly pointer: string; readonly message: string };

/**
 * What is wrong with the tables of a package beyond their shape: ids twice, days that do not exist, periods that overlap, keys and values of
 * another type, rows twice, and combinations of keys without a row. `pointer` leads into the part. Empty means they may be compiled.
 */
export function checkTables(tables: readonly Table[]): TableProblem[] {
  return tables.flatMap((table, index) => [
    ...(tables.findIndex(({ id }) => id === table.id) < index ? [{ pointer: `/tables/${index}`, message: `table ${table.id} stands here twice` }] : []),
    ...checkTable(table).map(({ pointer, message }) => ({ pointer: `/tables/${index}${pointer}`, message: `table ${table.id}: ${message}` })),
  ]);
}

function checkTable(table: Table): TableProblem[] {
  const wrongDay = parsePlainDate(table.enteredOn) === undefined ? [{ pointer: '/enteredOn', message: `no such day: ${table.enteredOn}` }] : [];
  const periods = table.periods.flatMap((period, index) => checkPeriod(table, period, index).map(({ pointer, message }) => ({ pointer: `/periods/${index}${pointer}`, message })));
  return [...wrongDay, ...periods];
}

function checkPeriod(table: Table, period: Table['periods'][number], index: number): TableProblem[] {
  const { validFrom, validTo, rows } = period;
  const problems: TableProblem[] = [];
  for (const day of [validFrom, validTo]) if (day !== null && parsePlainDate(day) === undefined) problems.push({ pointer: '', message: `no such day: ${day}` });
  if (validTo !== null && validTo < validFrom) problems.push({ pointer: '', message: `the period ends on ${validTo}, before it begins on ${validFrom}` });
  const other = table.periods.find((each, place) => place < index && overlap(each, period));
  if (other) problems.push({ pointer: '', message: `the period from ${validFrom} overlaps the one from ${other.validFrom}` });

  const seen = new Set<string>();
  rows.forEach((row, place) => {
    const pointer = `/rows/${place}`;
    if (row.keys.length !== table.keys.length || row.keys.some((key, at) => !hasType(key, table.keys[at]))) problems.push({ pointer, message: `needs keys (${table.keys.join(', ')}), not (${row.keys.join(', ')})` });
    if (valueOf(table.value, row.value) === undefined) problems.push({ pointer, message: `${JSON.stringify(row.value)} is no ${table.value}${table.value === 'decimal' ? ': write it as quoted text with a point' : ''}` });
    const name = JSON.stringify(row.keys);
    if (seen.has(name)) problems.push({ pointer, message: `the keys (${row.keys.join(', ')}) have two rows` });
    seen.add(name);
  });
  if (problems.length === 0 && table.sparse !== true) problems.push(...missingRows(table, period, seen));
  return problems;
}

function overlap(one: { readonly validFrom: string; readonly validTo: string | null }, other: typeof one): boolean {
  return one.validFrom <= (other.validTo ?? '9999-12-31') && other.validFrom <= (one.validTo ?? '9999-12-31');
}

/** Every combination of the keys that occur, and every whole number between the least and the greatest, must have its row. */
function missingRows(table: Table, period: Table['periods'][number], seen: ReadonlySet<string>): TableProblem[] {
  let combinations = 1;
  const ranges = table.keys.map((type, at) => {
    const range = rangeOf(type, period.rows.map((row) => row.keys[at]!));
    combinations *= range.length;
    return range;
  });
  if (combinations === seen.size) return [];
  const advice = 'Add them, or say `sparse: true` if they are meant to be unknown';
  // Wide ranges are only counted: listing them would take longer than the whole check.
  if (combinations > 200_000) return [{ pointer: '', message: `the period from ${period.validFrom} has ${seen.size} rows of many more combinations of keys. ${advice}` }];
  const all = ranges.reduce<(number | string | boolean)[][]>((lists, range) => lists.flatMap((list) => range.map((key) => [...list, key])), [[]]);
  const missing = all.filter((keys) => !seen.has(JSON.stringify(keys)));
  const named = missing.slice(0, 3).map((keys) => `(${keys.join(', ')})`).join(', ');
  return [{ pointer: '', message: `the period from ${period.validFrom} has no row for ${named}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}. ${advice}` }];
}

function rangeOf(type: (typeof KEY_TYPES)[number] | undefined, keys: readonly (number | string | boolean)[]): (number | string | boolean)[] {
  if (type === 'boolean') return [false, true];
  if (type !== 'integer') return [...new Set(keys)];
  const numbers = keys.map(Number);
  const least = numbers.reduce((one, other) => Math.min(one, other));
  const length = numbers.reduce((one, other) => Math.max(one, other)) - least + 1;
  return length > 200_000 ? Array.from({ length: 200_001 }, () => least) : Array.from({ length }, (_, step) => least + step);
}

function hasType(key: number | string | boolean, type: (typeof KEY_TYPES)[number] | undefined): boolean {
  return type === 'integer' ? Number.isSafeInteger(key) : type === 'text' ? typeof key === 'string' : typeof key === 'boolean';
}

function valueOf(type: (typeof TABLE_VALUE_TYPES)[number], value: number | string): number | Decimal | undefined {
  if (type === 'decimal') return typeof value === 'string' ? parseDecimal(value) : undefined;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** The rows of one period: a map for each key, then the value. */
export type Entries = ReadonlyMap<Key, Entries> | number | Decimal;
type Key = number | string | boolean;
type Branch = Map<Key, Entries>;

/** A table that is ready to be read: the rows of the period in which a day lies, or undefined. */
export type CompiledTable = (date: PlainDate) => Entries | undefined;

/** Prepares a checked table for reading, so that a look-up costs the same in a long table as in a short one. */
export function compileTable(table: Table): CompiledTable {
  const periods = table.periods.map(({ validFrom, validTo, rows }) => ({ validFrom, validTo: validTo ?? '9999-12-31', entries: entriesOf(table, rows) }));
  return (date) => {
    for (const { validFrom, validTo, entries } of periods) if (date >= validFrom && date <= validTo) return entries;
    return undefined;
  };
}

function entriesOf(table: Table, rows: Table['periods'][number]['rows']): Entries | undefined {
  if (table.keys.length === 0) return rows[0] && valueOf(table.value, rows[0].value);
  const entries: Branch = new Map();
  for (const row of rows) {
    const value = valueOf(table.value, row.value);
    if (value === undefined) continue;
    let place = entries;
    for (const key of row.keys.slice(0, -1)) {
      let inner = place.get(key);
      if (!(inner instanceof Map)) place.set(key, (inner = new Map<Key, Entries>()));
      place = inner as Branch;
    }
    place.set(row.keys.at(-1)!, value);
  }
  return entries;
}
