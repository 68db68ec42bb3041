import { addDays, berlinMidnight, type PlainDate } from '@allmende/time';
import type { Period } from './availability.ts';
import { minuteOf } from './minute.ts';

/** A day of Europe/Berlin and its minutes. */
export type DayPeriod = Period & { readonly day: PlainDate };

/** The last days up to this minute, oldest first; the last one is today as far as it has come. */
export function recentDays(today: PlainDate, now: Date, count: number): DayPeriod[] {
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(today, index + 1 - count);
    const from = berlinMidnight(day);
    const until = index === count - 1 ? minuteOf(now) : berlinMidnight(addDays(day, 1));
    return { day, from, until: until > from ? until : from };
  });
}
