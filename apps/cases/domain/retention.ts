import { addDays, periodEnd, plainDate, type PlainDate } from '@allmende/time';

/** How long the closed cases of a service are kept, and who deletes them afterwards. */
export type RetentionRule = {
  readonly count: number;
  readonly unit: 'months' | 'years';
  /** `closing`: from the day on which the case was closed. `year-end`: from the end of that year. */
  readonly begins: 'closing' | 'year-end';
  /** `automatic`: the platform, in the night after the last day. `one-person`: a head of office. `two-people`: one proposes, another confirms. */
  readonly deletion: 'automatic' | 'one-person' | 'two-people';
  /** Where the period stands. */
  readonly source: string;
};

/** The last day on which a case is kept that was closed on a day. Nobody has to act on that day, so it does not move on from a free one (§ 193 BGB is for declarations and payments). */
export function keptUntil(rule: Pick<RetentionRule, 'count' | 'unit' | 'begins'>, closedOn: PlainDate): PlainDate {
  return periodEnd(rule.begins === 'closing' ? closedOn : plainDate(`${closedOn.slice(0, 4)}-12-31`), rule);
}

/** Whether a case whose last day was this may be deleted on a day. */
export function isOver(lastDay: string | null, today: PlainDate): boolean {
  return lastDay !== null && addDays(lastDay as PlainDate, 1) <= today;
}
