import { addDays, type PlainDate } from '@allmende/time';
import { ruleOf, type CheckId } from './ladder.ts';

/** What is wrong, and what the supplier can do about it; German, for the supplier. */
export type Finding = { readonly message: string; readonly fix: string; /** Where: a line, a component, an entry. */ readonly where?: string };

/** What a check has found. Facts are for everybody: nothing personal. */
export type CheckResult = { readonly outcome: 'passed' | 'failed'; readonly findings: readonly Finding[]; readonly facts: Readonly<Record<string, string | number | boolean>> };

/** What the operator said about evidence. */
export type Review = { readonly outcome: 'confirmed' | 'returned'; readonly at: Date; readonly reason: string | null };

/** Something that shows whether a check is passed; never changed, newer evidence takes its place. */
export type Evidence = CheckResult & {
  readonly id: string;
  readonly check: CheckId;
  /** SHA-256 of what was examined, in hex. */
  readonly hash: string;
  readonly recordedAt: Date;
  readonly recordedOn: PlainDate;
  /** The first day on which it counts no more; null while what it was made of stays. */
  readonly expiresOn: PlainDate | null;
  readonly author: 'supplier' | 'operator' | 'platform';
  /** The revision of the description that it belongs to; null for the solution as a whole. */
  readonly revision: number | null;
  readonly file: { readonly id: string; readonly name: string } | null;
  readonly review: Review | null;
};

/** When evidence of a check expires: on the stated day or when its longest life is over, whichever is earlier. */
export function expiryOf(check: CheckId, recordedOn: PlainDate, stated?: PlainDate | null): PlainDate | null {
  const { mostDays } = ruleOf(check);
  const latest = mostDays === undefined ? null : addDays(recordedOn, mostDays);
  if (stated == null) return latest;
  return latest === null || stated < latest ? stated : latest;
}
