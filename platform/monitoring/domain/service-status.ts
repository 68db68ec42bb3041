import type { DayState } from '@allmende/html';
import type { PlainDate } from '@allmende/time';
import type { Minutes } from './availability.ts';
import type { Span } from './condition.ts';

/** How a service is for people now. `unknown`: nobody has looked for some minutes. */
export type ServiceState = 'running' | 'disturbed' | 'maintenance' | 'paused' | 'unknown';

/** A service on the status page. */
export type ServiceStatus = {
  readonly name: { readonly de: string; readonly en: string };
  readonly app: string;
  /** The authority that is liable for it. */
  readonly authority: string;
  readonly state: ServiceState;
  /** Since when it is in this state, as far as that is known. */
  readonly since: Date | undefined;
  /** The last days, oldest first. */
  readonly days: readonly { readonly day: PlainDate; readonly minutes: Minutes }[];
};

/** Minutes without a look after which nothing is said about now. */
export const STALE_MINUTES = 5;

/** How a service is now, from its open span. */
export function stateNow(input: { readonly open: Span | undefined; readonly lastLook: Date | undefined; readonly isMaintained: boolean; readonly now: Date }): ServiceState {
  const { open, lastLook, isMaintained, now } = input;
  if (open === undefined || lastLook === undefined || now.getTime() - lastLook.getTime() > STALE_MINUTES * 60_000) return 'unknown';
  if (open.condition === 'off') return 'paused';
  if (open.condition === 'running') return 'running';
  return isMaintained ? 'maintenance' : 'disturbed';
}

/** What the bar of a day shows: the worst first; a day is unknown when more than a tenth of it is. */
export function dayState(minutes: Minutes): DayState {
  if (minutes.disturbed > 0) return 'bad';
  if (minutes.maintenance > 0) return 'planned';
  if (minutes.unknown > minutes.total / 10) return 'unknown';
  return minutes.running > 0 ? 'good' : 'none';
}
