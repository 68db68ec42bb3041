import type { PlainDate } from '@allmende/time';
import { lastDayOf, type CheckedStatement } from './check-sustainability.ts';
import { SUSTAINABILITY_TOPICS } from './sustainability-topic.ts';

/** A statement as it was entered, with what was decided about it. */
export type SustainabilityStatement = CheckedStatement & {
  readonly id: string;
  /** Slug of the solution. */
  readonly solution: string;
  readonly author: 'supplier' | 'operator';
  /** The supplier's; null for the operator of the platform. */
  readonly authorName: string | null;
  readonly enteredAt: Date;
  /** SHA-256 of the statement with its author, in hex. */
  readonly sha256: string;
  /** When the operator confirmed that the source says so. */
  readonly confirmedOn: PlainDate | null;
  readonly withdrawn: { readonly on: PlainDate; readonly reason: string } | null;
};

/** A statement that counts for its topic on a day, or did until it expired. */
export type CurrentStatement = SustainabilityStatement & { readonly lastDay: PlainDate; readonly isExpired: boolean };

/** Of each topic the newest statement that was not withdrawn, in the order of the topics; what nobody has stated is not there: it is unknown. */
export function currentStatements(statements: readonly SustainabilityStatement[], today: PlainDate): readonly CurrentStatement[] {
  return SUSTAINABILITY_TOPICS.flatMap((topic) => {
    const newest = statements.filter((one) => one.topic === topic && one.withdrawn === null).toSorted((one, other) => other.enteredAt.getTime() - one.enteredAt.getTime() || other.id.localeCompare(one.id))[0];
    if (newest === undefined) return [];
    const lastDay = lastDayOf(newest);
    return [{ ...newest, lastDay, isExpired: lastDay < today }];
  });
}
