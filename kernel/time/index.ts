export { berlinMidnight } from './berlin-midnight.ts';
export { berlinDate, fixedClock, systemClock, type Clock } from './clock.ts';
export { formatDate, formatDateShort, formatInstant } from './format-date.ts';
export { addDays, addMonths, daysBetween, parsePlainDate, plainDate, weekday, type PlainDate } from './plain-date.ts';
