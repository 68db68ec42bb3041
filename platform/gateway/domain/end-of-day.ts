import { addDays, berlinDate, type PlainDate } from '@allmende/time';

/** The first instant after a day in Europe/Berlin, so that a grant until that day holds to its end. */
export function endOfDay(day: PlainDate): Date {
  const next = addDays(day, 1);
  const summer = new Date(`${next}T00:00:00+02:00`);
  return berlinDate(summer) === next ? summer : new Date(`${next}T00:00:00+01:00`);
}
