import { parsePlainDate, plainDate, type PlainDate } from '@allmende/time';
import { readTable } from './read-table.ts';

/** Whether a day is a holiday. Unknown is what nobody has entered; it is never taken for `no`. */
export type Holds = 'yes' | 'no' | 'unknown';

/** When a holiday is: a month and day, a distance from Easter Sunday in days, or the day of repentance. */
export type HolidayDay = { readonly kind: 'fixed'; readonly monthDay: string } | { readonly kind: 'easter'; readonly offset: number } | { readonly kind: 'repentance' };

export type HolidayRule = {
  readonly id: string;
  readonly name: string;
  readonly day: HolidayDay;
  /** Keys of the Länder, two digits; `all` for every one. */
  readonly lands: readonly string[] | 'all';
  /** For a holiday that depends on the municipality: what holds in those that are not named. */
  readonly elsewhere: Holds | undefined;
  readonly from: PlainDate | undefined;
  readonly until: PlainDate | undefined;
  /** Paragraph where it is not the one of the Land's act. */
  readonly norm: string | undefined;
};

/** What holds in one district (5 digits) or municipality (8 digits). */
export type LocalHoliday = { readonly holiday: string; readonly key: string; readonly holds: Holds };

export type HolidayTable = { readonly rules: readonly HolidayRule[]; readonly local: readonly LocalHoliday[]; /** Paragraph by Land. */ readonly norms: ReadonlyMap<string, string> };

/** The years that the table covers. */
export const FIRST_DAY_KNOWN = plainDate('2018-01-01');
export const LAST_DAY_KNOWN = plainDate('2035-12-31');

/** Reads the three tables of `standards/holidays`. Throws TypeError with file and line. */
export function readHolidayTable(texts: { readonly acts: string; readonly holidays: string; readonly municipalities: string }): HolidayTable {
  return {
    norms: new Map(readTable('acts.tsv', texts.acts).map(({ cell }) => [cell('land'), cell('norm')])),
    rules: readTable('holidays.tsv', texts.holidays).map(({ line, cell }) => ({
      id: cell('id'), name: cell('name'), day: dayOf(cell('day'), line), lands: cell('lands') === 'all' ? 'all' : cell('lands').split(' '), elsewhere: cell('elsewhere') === '' ? undefined : holdsOf(cell('elsewhere'), `holidays.tsv:${line}`),
      from: validity(cell('from'), line), until: validity(cell('until'), line), norm: cell('norm') === '' ? undefined : cell('norm'),
    })),
    local: readTable('municipalities.tsv', texts.municipalities).map(({ line, cell }) => ({ holiday: cell('holiday'), key: cell('key'), holds: holdsOf(cell('holds'), `municipalities.tsv:${line}`) })),
  };
}

function dayOf(text: string, line: number): HolidayDay {
  if (text === 'repentance') return { kind: 'repentance' };
  const offset = /^easter([+-]\d{1,2})$/u.exec(text)?.[1];
  if (offset !== undefined) return { kind: 'easter', offset: Number(offset) };
  if (parsePlainDate(`2026-${text}`) === undefined) throw new TypeError(`holidays.tsv:${line}: ${text} is no day of a holiday`);
  return { kind: 'fixed', monthDay: text };
}

function holdsOf(text: string, where: string): Holds {
  if (text === 'yes' || text === 'no' || text === 'unknown') return text;
  throw new TypeError(`${where}: ${text} is neither yes nor no nor unknown`);
}

function validity(text: string, line: number): PlainDate | undefined {
  if (text === '') return undefined;
  const day = parsePlainDate(text);
  if (day === undefined) throw new TypeError(`holidays.tsv:${line}: ${text} is no day`);
  return day;
}
