import { addDays, addMonths, type PlainDate } from './plain-date.ts';

/** How long a period is. Periods in working days are counted by `addWorkingDays`. */
export type Period = { readonly count: number; readonly unit: 'days' | 'weeks' | 'months' | 'years' };

/**
 * The last day of a period that begins with an event, the day of the event not counted (§ 187 Abs. 1, § 188 BGB): days run off one by one, weeks end on the same day of the week, months and
 * years on the day with the same number, or on the last of a month that has none. Whether a last day moves on because nobody works on it is for the caller (§ 193 BGB).
 */
export function periodEnd(event: PlainDate, { count, unit }: Period): PlainDate {
  switch (unit) {
    case 'days': return addDays(event, count);
    case 'weeks': return addDays(event, 7 * count);
    case 'months': return addMonths(event, count);
    case 'years': return addMonths(event, 12 * count);
  }
}
