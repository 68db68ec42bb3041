import type { FieldProblem } from '@allmende/errors';
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

/** A rule as it was typed. */
export type TypedRetention = { readonly count: string; readonly unit: string; readonly begins: string; readonly deletion: string; readonly source: string };

const LONGEST_SOURCE = 500;

/** Reads a rule; says what is wrong with which field. */
export function readRetention(typed: TypedRetention): { readonly rule: RetentionRule | undefined; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const problem = (field: keyof TypedRetention, message: string) => { problems.push({ pointer: `/${field}`, code: 'invalid', message }); };
  const count = /^\d{1,4}$/u.test(typed.count.trim()) ? Number(typed.count.trim()) : 0;
  if (count < 1 || count > 1200) problem('count', 'Geben Sie eine Zahl zwischen 1 und 1200 ein, zum Beispiel 10.');
  const unit = (['months', 'years'] as const).find((one) => one === typed.unit);
  if (unit === undefined) problem('unit', 'Wählen Sie Monate oder Jahre.');
  const begins = (['closing', 'year-end'] as const).find((one) => one === typed.begins);
  if (begins === undefined) problem('begins', 'Wählen Sie, wann die Frist beginnt.');
  const deletion = (['automatic', 'one-person', 'two-people'] as const).find((one) => one === typed.deletion);
  if (deletion === undefined) problem('deletion', 'Wählen Sie, wer löscht.');
  const source = typed.source.trim();
  if (source === '' || source.length > LONGEST_SOURCE) problem('source', `Nennen Sie, wo die Frist steht, zum Beispiel den Aktenplan mit Datum, in höchstens ${LONGEST_SOURCE} Zeichen.`);
  if (problems.length > 0 || unit === undefined || begins === undefined || deletion === undefined) return { rule: undefined, problems };
  return { rule: { count, unit, begins, deletion, source }, problems };
}
