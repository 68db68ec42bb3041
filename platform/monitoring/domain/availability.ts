import type { Span } from './condition.ts';
import { MINUTE_MS } from './minute.ts';

/** Minutes from `from` (included) to `until` (excluded). */
export type Period = { readonly from: Date; readonly until: Date };

/** A run of minutes in each of which the platform looked, both included. */
export type Watched = { readonly firstMinute: Date; readonly lastMinute: Date };

/**
 * The minutes of a period, each counted once. `disturbed`: observed not running at any moment of it, outside announced maintenance. `maintenance`: the same inside. `off`: not wanted, or not in use yet or any more.
 * `unknown`: nobody looked, or nothing is known of the instance; never counted as good. `running`: all others.
 */
export type Minutes = { readonly total: number; readonly running: number; readonly disturbed: number; readonly maintenance: number; readonly off: number; readonly unknown: number };

/** `life`: minutes before and after it are off, whether anybody looked or not. */
export type Observed = {
  readonly spans: readonly Span[];
  readonly watched: readonly Watched[];
  readonly maintenance: readonly Period[];
  readonly life?: { readonly from: Date; readonly until: Date | undefined };
};

const MARK = { unknown: 0, running: 1, off: 2, disturbed: 3, maintenance: 4 } as const;
const NAMES = ['unknown', 'running', 'off', 'disturbed', 'maintenance'] as const;

/** Counts the minutes of a period; its ends must lie on full minutes. Spans touch a minute when they share any moment with it. */
export function countMinutes(period: Period, observed: Observed): Minutes {
  return tally(markMinutes(period, observed));
}

/** The same for several periods in a row, cut out of one look at the whole. */
export function countMinutesOf(periods: readonly Period[], observed: Observed): Minutes[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const marks = markMinutes({ from: first.from, until: last.until }, observed);
  const at = (instant: Date) => (instant.getTime() - first.from.getTime()) / MINUTE_MS;
  return periods.map((period) => tally(marks.subarray(at(period.from), at(period.until))));
}

function markMinutes(period: Period, observed: Observed): Uint8Array {
  const start = period.from.getTime();
  const marks = new Uint8Array(Math.max(0, (period.until.getTime() - start) / MINUTE_MS));
  const known = new Uint8Array(marks.length);
  // [since, until) touches every minute in which it has a moment; a span of no length touches its minute too.
  const fill = (target: Uint8Array, mark: number, since: number, until: number) => { target.fill(mark, clip(Math.floor((since - start) / MINUTE_MS)), clip(Math.ceil((until - start) / MINUTE_MS))); };
  const clip = (index: number) => Math.min(Math.max(index, 0), marks.length);
  for (const one of observed.watched) fill(known, 1, one.firstMinute.getTime(), one.lastMinute.getTime() + MINUTE_MS);
  // What is worse counts for the whole minute.
  for (const condition of ['off', 'running', 'disturbed'] as const) {
    for (const span of observed.spans) {
      if (span.condition !== condition) continue;
      const since = span.since.getTime();
      fill(marks, MARK[condition], since, Math.max(span.until?.getTime() ?? period.until.getTime(), since + 1));
    }
  }
  const announced = new Uint8Array(marks.length);
  for (const one of observed.maintenance) fill(announced, 1, one.from.getTime(), one.until.getTime());
  for (let index = 0; index < marks.length; index += 1) {
    if (known[index] === 0) marks[index] = MARK.unknown;
    else if (marks[index] === MARK.disturbed && announced[index] === 1) marks[index] = MARK.maintenance;
  }
  if (observed.life) {
    marks.fill(MARK.off, 0, clip(Math.floor((observed.life.from.getTime() - start) / MINUTE_MS)));
    if (observed.life.until) marks.fill(MARK.off, clip(Math.ceil((observed.life.until.getTime() - start) / MINUTE_MS)));
  }
  return marks;
}

function tally(marks: Uint8Array): Minutes {
  const counts = { unknown: 0, running: 0, off: 0, disturbed: 0, maintenance: 0 };
  for (const mark of marks) counts[NAMES[mark] ?? 'unknown'] += 1;
  return { total: marks.length, ...counts };
}

/** The minutes of several instances or times together. */
export function addMinutes(all: readonly Minutes[]): Minutes {
  const sum = (name: keyof Minutes) => all.reduce((total, one) => total + one[name], 0);
  return { total: sum('total'), running: sum('running'), disturbed: sum('disturbed'), maintenance: sum('maintenance'), off: sum('off'), unknown: sum('unknown') };
}

/**
 * Availability in millionths, between what is proven (unknown minutes count as failed) and what is possible (they count as good); undefined when the instance was off all the time.
 * Counted over the minutes in which it was wanted or nothing is known; announced maintenance counts as agreed.
 */
export function availabilityOf(minutes: Minutes): { readonly provenPpm: number; readonly possiblePpm: number } | undefined {
  const wanted = minutes.total - minutes.off;
  if (wanted === 0) return undefined;
  const ppm = (good: number) => Math.floor((good * 1_000_000) / wanted);
  return { provenPpm: ppm(wanted - minutes.disturbed - minutes.unknown), possiblePpm: ppm(wanted - minutes.disturbed) };
}
