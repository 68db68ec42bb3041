export { berlinMidnight } from './berlin-midnight.ts';
export { berlinHour, berlinTime } from './berlin-time.ts';
export { berlinDate, fixedClock, systemClock, type Clock } from './clock.ts';
export { easterSunday } from './easter-sunday.ts';
export { formatDate, formatDateShort, formatEnd, formatInstant } from './format-date.ts';
export { periodEnd, type Period } from './period-end.ts';
export { addDays, addMonths, daysBetween, parsePlainDate, plainDate, weekday, type PlainDate } from './plain-date.ts';
export { addWorkingDays, isWorkingDay, nextWorkingDay, workingDaysBetween, type IsHoliday } from './working-days.ts';
