import { addDays, addMonths, type PlainDate } from '@allmende/time';

const ZERO = 48;
const HYPHEN = 45;

/** Whether a text is a day of the calendar between the years 1000 and 9999. Says the same as `parsePlainDate`, without building a date. */
export function isDay(text: unknown): text is PlainDate {
  if (typeof text !== 'string' || text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  // What is no digit makes NaN, which fails every comparison.
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= lastDayOf(year, month));
}

/** Whole months from one day to another: 31 January to 28 February is one (§ 188 Abs. 3 BGB). Negative when `to` is earlier. */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  if (to < from) return -monthsBetween(to, from) || 0;
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from);
  const reached = Math.min(dayOf(from), lastDayOf(yearOf(to), monthOf(to)));
  return reached > dayOf(to) ? months - 1 : months;
}

/**
 * Completed years of life on a day; the day of birth counts (§ 187 Abs. 2 Satz 2, § 188 Abs. 2 BGB), so that somebody born on 29 February
 * becomes a year older on 1 March of other years. Undefined before birth.
 */
export function ageOn(birth: PlainDate, on: PlainDate): number | undefined {
  if (on < birth) return undefined;
  const early = monthOf(on) * 100 + dayOf(on) < monthOf(birth) * 100 + dayOf(birth);
  return yearOf(on) - yearOf(birth) - (early ? 1 : 0);
}

/** The day so many days later; undefined outside of the years 1000 to 9999. */
export function movedByDays(date: PlainDate, days: number): PlainDate | undefined {
  if (Math.abs(days) > 3_650_000) return undefined;
  const moved = addDays(date, days);
  return isDay(moved) ? moved : undefined;
}

/** The day so many months later (`addMonths`); undefined outside of the years 1000 to 9999. */
export function movedByMonths(date: PlainDate, months: number): PlainDate | undefined {
  if (Math.abs(months) > 120_000) return undefined;
  const moved = addMonths(date, months);
  return isDay(moved) ? moved : undefined;
}

export function startOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 7)}-01` as PlainDate;
}

export function endOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 7)}-${lastDayOf(yearOf(date), monthOf(date))}` as PlainDate;
}

export function yearOf(date: PlainDate): number {
  return twoDigits(date, 0) * 100 + twoDigits(date, 2);
}

export function monthOf(date: PlainDate): number {
  return twoDigits(date, 5);
}

export function dayOf(date: PlainDate): number {
  return twoDigits(date, 8);
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
