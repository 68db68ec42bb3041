import { addDays, berlinDate, berlinHour, berlinTime } from '@allmende/time';

/** Hours of the day in Europe/Berlin, 0 to 23. From `from` on no e-mail goes out, from `until` on they do again; equal hours mean always. */
export type QuietHours = { readonly from: number; readonly until: number };

/** Until an authority sets its own. */
export const USUAL_QUIET_HOURS: QuietHours = { from: 20, until: 7 };

/** When an e-mail may go that is ready now: now, or when the quiet hours end. */
export function whenItMayGo(now: Date, quiet: QuietHours): Date {
  const hour = berlinHour(now);
  const isQuiet = quiet.from < quiet.until ? hour >= quiet.from && hour < quiet.until : quiet.from > quiet.until && (hour >= quiet.from || hour < quiet.until);
  if (!isQuiet) return now;
  const today = berlinDate(now);
  return berlinTime(hour < quiet.until ? today : addDays(today, 1), quiet.until);
}
