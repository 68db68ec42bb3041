/** How an instance is for those who use it: it runs, it does not although it should, or nobody wants it to. */
export type Condition = 'running' | 'disturbed' | 'off';

/** A time in one condition; `until` is undefined while it lasts. */
export type Span = { readonly since: Date; readonly until: Date | undefined; readonly condition: Condition };

/** What the platform knows of an instance at a look. */
export type SeenState = { readonly wanted: 'running' | 'suspended' | 'removed'; readonly observed: string; readonly runningAt: Date | undefined };

/** Before an instance was first in use, and while its authority does not want it, it is off. Everything else that does not run is disturbed, also a restart. */
export function conditionOf(seen: SeenState): Condition {
  if (seen.wanted !== 'running') return 'off';
  if (seen.observed === 'running') return 'running';
  return seen.runningAt === undefined ? 'off' : 'disturbed';
}

/** When a condition began: when the state was first seen, if that lies after the condition before; otherwise now. */
export function sinceWhen(input: { readonly observedSince: Date; readonly before: Span | undefined; readonly now: Date }): Date {
  const { observedSince, before, now } = input;
  if (observedSince > now) return now;
  return before === undefined || observedSince > before.since ? observedSince : now;
}
