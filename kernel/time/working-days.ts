import { addDays, daysBetween, weekday, type PlainDate } from './plain-date.ts';

/** Says whether a day is a holiday; Saturdays and Sundays are known here. */
export type IsHoliday = (day: PlainDate) => boolean;

/** Whether a day is neither Saturday nor Sunday nor a holiday (§ 193 BGB). */
export function isWorkingDay(day: PlainDate, isHoliday: IsHoliday): boolean {
  return weekday(day) < 6 && !isHoliday(day);
}

/** The day itself if people work on it, otherwise the next one on which they do (§ 193 BGB). */
export function nextWorkingDay(day: PlainDate, isHoliday: IsHoliday): PlainDate {
  let next = day;
  while (!isWorkingDay(next, isHoliday)) next = addDays(next, 1);
  return next;
}

/** The day that is so many working days later, the given day not counted. */
export function addWorkingDays(day: PlainDate, count: number, isHoliday: IsHoliday): PlainDate {
  let last = day;
  for (let left = count; left > 0; left -= 1) last = nextWorkingDay(addDays(last, 1), isHoliday);
  return last;
}

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier, 0 on the same day. `holidays` gives those of a year, each once. Whole weeks are not walked through: years
 * cost no more than days.
 */
export function workingDaysBetween(from: PlainDate, to: PlainDate, holidays: (year: number) => readonly PlainDate[]): number {
  if (to < from) return -workingDaysBetween(to, from, holidays);
  const days = daysBetween(from, to);
  let count = 5 * Math.floor(days / 7);
  for (let left = days % 7; left > 0; left -= 1) if (weekday(addDays(to, 1 - left)) < 6) count += 1;
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) count -= holidays(year).filter((day) => day > from && day <= to && weekday(day) < 6).length;
  return count;
}
