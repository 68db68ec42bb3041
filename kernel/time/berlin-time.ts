import { berlinMidnight } from './berlin-midnight.ts';
import type { PlainDate } from './plain-date.ts';

const hourOf = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hourCycle: 'h23', hour: '2-digit' });
const HOUR_MS = 3_600_000;

/** The hour that the clocks in Berlin show at an instant, 0 to 23. */
export function berlinHour(instant: Date): number {
  return Number(hourOf.format(instant));
}

/** The instant at which the clocks in Berlin show a full hour on a day. Of an hour that comes twice the first; for one that is left out in spring the moment at which it would have begun. */
export function berlinTime(day: PlainDate, hour: number): Date {
  const guess = new Date(berlinMidnight(day).getTime() + hour * HOUR_MS);
  const off = berlinHour(guess) - hour;
  const corrected = off === 0 ? guess : new Date(guess.getTime() - off * HOUR_MS);
  return berlinHour(corrected) === hour ? corrected : guess;
}
