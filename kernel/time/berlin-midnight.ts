import type { PlainDate } from './plain-date.ts';

const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The instant at which a day begins in Europe/Berlin; a day has 23, 24 or 25 hours. */
export function berlinMidnight(day: PlainDate): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  // Midnight there is one or two hours before midnight in UTC; what the clock shows at the guess says which.
  const guess = utc - 3_600_000;
  return new Date(guess - (shown(guess) - utc));
}

/** What the clocks in Berlin show at an instant, written as if it were UTC. */
function shown(ms: number): number {
  const found = Object.fromEntries(parts.formatToParts(ms).map((part) => [part.type, part.value]));
  return Date.parse(`${found['year']}-${found['month']}-${found['day']}T${found['hour']}:${found['minute']}:${found['second']}Z`);
}
