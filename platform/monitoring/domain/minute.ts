export const MINUTE_MS = 60_000;

/** The beginning of the minute in which an instant lies. */
export function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
}
