/** Decisions of a service in an authority, and the middle of how long they took. */
export type DecisionTimes = { readonly count: number; readonly medianSeconds: number | undefined };

/** How long it usually takes here. */
export type UsualDays = { /** Whole days, at least one. */ readonly days: number; /** Decisions that this rests on. */ readonly decisions: number };

/** Below this, a middle value says nothing and could tell of one person. */
const FEWEST_DECISIONS = 10;

/** Days back over which decisions count. */
export const DECISIONS_OF_DAYS = 365;

const DAY_SECONDS = 86_400;

/** The middle value in whole days, rounded up so that half of all were really faster; undefined while there are too few decisions. */
export function usualDays({ count, medianSeconds }: DecisionTimes): UsualDays | undefined {
  if (count < FEWEST_DECISIONS || medianSeconds === undefined) return undefined;
  return { days: Math.max(1, Math.ceil(medianSeconds / DAY_SECONDS)), decisions: count };
}
