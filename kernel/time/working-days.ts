import { addDays, weekday, type PlainDate } from './plain-date.ts';

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

/** Working days after `from` up to and including `to`; negative when `to` is earlier, 0 on the same day. Meant for months, not for centuries. */
export function workingDaysBetween(from: PlainDate, to: PlainDate, isHoliday: IsHoliday): number {
  if (to < from) return -workingDaysBetween(to, from, isHoliday);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, isHoliday)) count += 1;
  return count;
}
