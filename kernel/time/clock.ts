import type { PlainDate } from './plain-date.ts';

/** Where the house gets the time from; the only place that may ask the machine. */
export type Clock = {
  /** This instant. */
  now(): Date;
  /** Today in Europe/Berlin. */
  today(): PlainDate;
  /** Milliseconds that never go backwards, for measuring only. */
  elapsedMs(): number;
};

const berlinDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', year: 'numeric', month: '2-digit', day: '2-digit' });

const MINUTE_MS = 60_000;
let last: { readonly minute: number; readonly day: PlainDate } | undefined;

/** The calendar day that an instant has in Europe/Berlin. */
export function berlinDate(instant: Date): PlainDate {
  // Days begin with a full minute, and the same minute is asked for again and again.
  const minute = Math.floor(instant.getTime() / MINUTE_MS);
  if (last?.minute !== minute) last = { minute, day: berlinDay.format(instant) as PlainDate };
  return last.day;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  today: () => berlinDate(new Date()),
  elapsedMs: () => performance.now(),
};

/** A clock that stands still until it is moved, for tests. */
export function fixedClock(start: string): Clock & { set(instant: string): void; advanceMs(ms: number): void } {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    today: () => berlinDate(now),
    elapsedMs: () => now.getTime(),
    set: (instant) => { now = new Date(instant); },
    advanceMs: (ms) => { now = new Date(now.getTime() + ms); },
  };
}
