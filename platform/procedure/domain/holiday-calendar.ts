import { addDays, easterSunday, plainDate, weekday, type PlainDate } from '@allmende/time';
import { FIRST_DAY_KNOWN, LAST_DAY_KNOWN, type HolidayRule, type HolidayTable, type Holds } from './holiday-table.ts';

/** Where people do or do not work on a day: a Land, and as far as it is known the municipality (8 digits) or district (5 digits). */
export type Locality = { readonly land: string; readonly key: string | undefined };

export type HolidayOn = { readonly holds: Holds; /** Absent where no holiday comes into question. */ readonly name?: string; /** The paragraph. */ readonly norm?: string };

/** The holidays of one locality. */
export type HolidayCalendar = { readonly locality: Locality; on(day: PlainDate): HolidayOn; /** Those of a year that are certain. */ certainIn(year: number): readonly PlainDate[] };

const NONE: HolidayOn = { holds: 'no' };
const OUT_OF_TABLE: HolidayOn = { holds: 'unknown' };

/** The holidays of a locality by the table, worked out year by year as they are asked for. Outside the years of the table every weekday is unknown. */
export function holidayCalendar(table: HolidayTable, locality: Locality): HolidayCalendar {
  const years = new Map<number, ReadonlyMap<PlainDate, HolidayOn>>();
  const certain = new Map<number, readonly PlainDate[]>();
  const ofYear = (year: number) => {
    const known = years.get(year) ?? holidaysOfYear(table, locality, year);
    years.set(year, known);
    return known;
  };
  return {
    locality,
    on: (day) => {
      if (day < FIRST_DAY_KNOWN || day > LAST_DAY_KNOWN) return weekday(day) === 7 ? NONE : OUT_OF_TABLE;
      return ofYear(Number(day.slice(0, 4))).get(day) ?? NONE;
    },
    certainIn: (year) => {
      if (year < Number(FIRST_DAY_KNOWN.slice(0, 4)) || year > Number(LAST_DAY_KNOWN.slice(0, 4))) return [];
      const known = certain.get(year) ?? [...ofYear(year)].filter(([, { holds }]) => holds === 'yes').map(([day]) => day);
      certain.set(year, known);
      return known;
    },
  };
}

/** All holidays of a year in a locality, those that may be holidays included. */
export function holidaysOfYear(table: HolidayTable, locality: Locality, year: number): ReadonlyMap<PlainDate, HolidayOn> {
  const found = new Map<PlainDate, HolidayOn>();
  for (const rule of table.rules) {
    if (rule.lands !== 'all' && !rule.lands.includes(locality.land)) continue;
    const day = dayInYear(rule, year);
    if ((rule.from !== undefined && day < rule.from) || (rule.until !== undefined && day > rule.until)) continue;
    const holds = rule.elsewhere === undefined ? 'yes' : localHolds(table, rule.id, rule.elsewhere, locality.key);
    if (holds === 'no' || found.get(day)?.holds === 'yes') continue;
    const norm = rule.norm ?? table.norms.get(locality.land);
    found.set(day, { holds, name: rule.name, ...(norm === undefined ? {} : { norm }) });
  }
  return found;
}

function dayInYear({ day }: HolidayRule, year: number): PlainDate {
  switch (day.kind) {
    case 'fixed': return plainDate(`${year}-${day.monthDay}`);
    case 'easter': return addDays(easterSunday(year), day.offset);
    case 'repentance': {
      const before = addDays(plainDate(`${year}-11-23`), -1);
      return addDays(before, -((weekday(before) + 4) % 7));
    }
  }
}

function localHolds(table: HolidayTable, holiday: string, elsewhere: Holds, key: string | undefined): Holds {
  const entries = table.local.filter((entry) => entry.holiday === holiday);
  if (key === undefined) return entries.every(({ holds }) => holds === elsewhere) ? elsewhere : 'unknown';
  const [nearest] = entries.filter((entry) => key.startsWith(entry.key)).toSorted((one, other) => other.key.length - one.key.length);
  const holds = nearest?.holds ?? elsewhere;
  // Of a district it is known only where no municipality in it differs.
  return entries.some((entry) => entry.key.length > key.length && entry.key.startsWith(key) && entry.holds !== holds) ? 'unknown' : holds;
}
