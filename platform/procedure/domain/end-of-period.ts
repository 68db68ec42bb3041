import { addWorkingDays, formatDate, nextWorkingDay, periodEnd, type Period, type PlainDate } from '@allmende/time';
import type { CountedDay } from './counted-day.ts';
import type { HolidayCalendar } from './holiday-calendar.ts';

/** A period of a law: calendar days, weeks, months, years, or working days. */
export type LegalPeriod = Period | { readonly count: number; readonly unit: 'workdays' };

/** The law by which an authority works. */
export type Regime = 'ao-kag' | 'vwvfg' | 'sgb-x';

/** Which paragraphs count periods in which regime; all lead to §§ 187 to 193 BGB. */
export const COUNTING_NORMS: Readonly<Record<Regime, string>> = {
  'ao-kag': '§ 108 AO, §§ 187, 188 BGB', vwvfg: '§ 31 VwVfG, §§ 187 bis 193 BGB', 'sgb-x': '§ 26 SGB X, §§ 187 bis 193 BGB',
};

/**
 * The last day of a period after an event. An end on a Saturday, Sunday or holiday moves on to the next working day (§ 31 Abs. 3 VwVfG, § 26 Abs. 3 SGB X, § 108 Abs. 3 AO). The event may
 * itself be uncertain; whatever is unknown makes the end uncertain, never wrong.
 */
export function endOfPeriod(event: Pick<CountedDay, 'earliest' | 'latest' | 'doubts'>, period: LegalPeriod, calendar: HolidayCalendar, norm: string): CountedDay {
  return { ...moved(event, (day, isHoliday) => (period.unit === 'workdays' ? addWorkingDays(day, period.count, isHoliday) : nextWorkingDay(periodEnd(day, period), isHoliday)), calendar), norm };
}

/** Counts twice, once with and once without the holidays that are unknown, and says which of them made a difference. Years without a table are counted without holidays, and said. */
export function moved(event: Pick<CountedDay, 'earliest' | 'latest' | 'doubts'>, count: (day: PlainDate, isHoliday: (day: PlainDate) => boolean) => PlainDate, calendar: HolidayCalendar): Omit<CountedDay, 'norm'> {
  const met = new Set<string>();
  const blank = new Set<string>();
  const earliest = count(event.earliest, (day) => calendar.on(day).holds === 'yes');
  const latest = count(event.latest, (day) => {
    const { holds, name } = calendar.on(day);
    if (holds !== 'unknown') return holds === 'yes';
    if (name === undefined) blank.add(`Für ${day.slice(0, 4)} sind keine Feiertage eingetragen.`);
    else met.add(`Ob der ${formatDate(day)} (${name}) dort ein Feiertag ist, ist nicht eingetragen.`);
    return name !== undefined;
  });
  return { earliest, latest, doubts: [...new Set([...(earliest === latest ? [] : [...event.doubts, ...met]), ...blank])] };
}

/** A day that is known. */
export function certain(day: PlainDate): Pick<CountedDay, 'earliest' | 'latest' | 'doubts'> {
  return { earliest: day, latest: day, doubts: [] };
}
