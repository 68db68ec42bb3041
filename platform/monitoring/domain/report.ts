import type { PlainDate } from '@allmende/time';
import { availabilityOf, type Minutes } from './availability.ts';
import type { Month } from './month.ts';

/** What a contract promises, as somebody entered it. */
export type Promised = { readonly availabilityPpm: number; readonly validFrom: PlainDate; readonly source: string; readonly enteredBy: string; readonly enteredAt: string };

/** What the report says of one app of the contract. */
export type ReportedInstance = {
  readonly instance: string;
  readonly app: string;
  readonly title: string;
  readonly minutes: Minutes;
  /** Unbroken times in which it did not run, outside announced maintenance, in the order of time; at most 50. */
  readonly disturbances: readonly { readonly from: string; readonly until: string | null; readonly minutes: number }[];
  readonly drills: readonly { readonly at: string; readonly passed: boolean | null; readonly recoveryMs: number | null }[];
};

/** Everything that a monthly report says; kept beside its file. */
export type ReportContent = {
  readonly month: Month;
  readonly contract: { readonly id: string; readonly number: string | null; readonly subject: string | null; readonly customer: string | null; readonly provider: string | null };
  readonly instances: readonly ReportedInstance[];
  readonly incidents: readonly { readonly from: string; readonly until: string | null; readonly text: string }[];
  readonly maintenance: readonly { readonly from: string; readonly until: string; readonly announcedAt: string; readonly text: string }[];
  readonly promised: Promised | null;
  /** Whether restores were tried at all in this installation. */
  readonly drillsKnown: boolean;
};

/** Whether a promise was kept: `open` when it depends on minutes of which nothing is known. */
export function wasKept(promised: Promised | null, minutes: Minutes): 'none' | 'kept' | 'broken' | 'open' | 'not-in-use' {
  const availability = availabilityOf(minutes);
  if (availability === undefined) return 'not-in-use';
  if (promised === null) return 'none';
  if (availability.provenPpm >= promised.availabilityPpm) return 'kept';
  return availability.possiblePpm < promised.availabilityPpm ? 'broken' : 'open';
}
