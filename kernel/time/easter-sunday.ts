import { addDays, plainDate, type PlainDate } from './plain-date.ts';

/** Easter Sunday of a year of the Gregorian calendar (Gauß's formula with the corrections of 1816). The movable holidays hang on it. */
export function easterSunday(year: number): PlainDate {
  const century = Math.floor(year / 100);
  const moon = (15 + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)) % 30;
  const week = (4 + century - Math.floor(century / 4)) % 7;
  const full = (19 * (year % 19) + moon) % 30;
  const sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full + week) % 7;
  const late = (full === 29 && sunday === 6) || (full === 28 && sunday === 6 && (11 * moon + 11) % 30 < 19);
  return addDays(plainDate(`${year}-03-22`), full + sunday - (late ? 7 : 0));
}
