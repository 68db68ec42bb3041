import { addMonths, plainDate, type PlainDate } from '@allmende/time';

/** A quarter of a year, `2026-4`. */
export type Quarter = string;

/** The quarter in which a day lies. */
export function quarterOf(day: PlainDate): Quarter {
  return `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** Its first day, and the first day of the next. */
export function daysOf(quarter: Quarter): { readonly from: PlainDate; readonly before: PlainDate } {
  const from = plainDate(`${quarter.slice(0, 4)}-${String(Number(quarter.slice(5)) * 3 - 2).padStart(2, '0')}-01`);
  return { from, before: addMonths(from, 3) };
}

/** The quarter of a day and so many before it, oldest first. */
export function quartersUpTo(day: PlainDate, before: number): Quarter[] {
  const { from } = daysOf(quarterOf(day));
  return Array.from({ length: before + 1 }, (_, index) => quarterOf(addMonths(from, 3 * (index - before))));
}
