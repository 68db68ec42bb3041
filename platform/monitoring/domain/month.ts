import { addDays, addMonths, berlinMidnight, daysBetween, parsePlainDate, type PlainDate } from '@allmende/time';
import type { DayPeriod } from './recent-days.ts';

/** A calendar month by its first day. */
export type Month = PlainDate;

/** `2026-11` as a month; undefined for anything else. */
export function parseMonth(text: string): Month | undefined {
  return /^\d{4}-\d{2}$/u.test(text) ? parsePlainDate(`${text}-01`) : undefined;
}

/** `2026-11`. */
export function monthText(month: Month): string {
  return month.slice(0, 7);
}

/** The month in which a day lies, moved by some months. */
export function monthOf(day: PlainDate, moved = 0): Month {
  return addMonths(`${day.slice(0, 7)}-01` as PlainDate, moved);
}

/** The days of a month with their first and last minute in Europe/Berlin: a month in which clocks change is an hour longer or shorter. */
export function daysOfMonth(month: Month): DayPeriod[] {
  const count = daysBetween(month, addMonths(month, 1));
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(month, index);
    return { day, from: berlinMidnight(day), until: berlinMidnight(addDays(day, 1)) };
  });
}

/** From the first to the last minute. */
export function periodOfMonth(month: Month): { from: Date; until: Date } {
  return { from: berlinMidnight(month), until: berlinMidnight(addMonths(month, 1)) };
}

/** `November 2026`. */
export function monthName(month: Month, locale: 'de' | 'en' = 'de'): string {
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}T00:00:00Z`));
}
