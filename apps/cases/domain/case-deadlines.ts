import type { CountedDay, Procedure } from '@allmende/procedure';
import { berlinDate, type PlainDate, workingDaysBetween } from '@allmende/time';
import type { CaseContent } from './case-content.ts';
import { regimeOf } from './regime-of.ts';

/** A day by which the authority should have decided. */
export type CaseDeadline = {
  readonly label: { readonly de: string } & Readonly<Record<string, string>>;
  readonly ends: CountedDay;
  /** Where the period comes from. */
  readonly source: string;
  /** After it the permit counts as given (§ 42a VwVfG). */
  readonly isDeemedApproval: boolean;
};

/** A period that has not begun: it waits for the application to be complete. */
export type WaitingDeadline = { readonly label: CaseDeadline['label']; readonly source: string; readonly isDeemedApproval: boolean };

const COURT = { de: 'Entscheidung, bevor Untätigkeitsklage möglich ist', en: 'Decision before an action for failure to act is possible' };

/**
 * The deadlines of the authority for a case, nearest first: those of the service package, and the limit after which the applicant may go to court. A period that begins when the application
 * is complete waits until it is.
 */
export function caseDeadlines(content: CaseContent, procedure: Procedure): { readonly running: readonly CaseDeadline[]; readonly waiting: readonly WaitingDeadline[] } {
  const regime = regimeOf(content);
  const receivedOn = berlinDate(new Date(content.submittedAt));
  const running: CaseDeadline[] = [];
  const waiting: WaitingDeadline[] = [];
  for (const { label, count, unit, source, begins, effect } of content.deadlines ?? []) {
    const isDeemedApproval = effect === 'deemed-approval';
    const event = begins === 'complete' ? completeOn(content) : receivedOn;
    if (event === undefined) waiting.push({ label, source, isDeemedApproval });
    else running.push({ label, source, isDeemedApproval, ends: procedure.endOfPeriod(event, { count, unit }, regime) });
  }
  const limit = procedure.decisionLimit(regime, content.service.id);
  if (limit !== undefined) running.push({ label: COURT, source: limit.norm, isDeemedApproval: false, ends: procedure.endOfPeriod(receivedOn, limit.period, regime) });
  return { running: running.toSorted((one, other) => one.ends.earliest.localeCompare(other.ends.earliest)), waiting };
}

/** The day that the inbox shows: the nearest deadline, taken early where something is unknown. Null where the law names none. */
export function dueOnOf(content: CaseContent, procedure: Procedure): PlainDate | null {
  return caseDeadlines(content, procedure).running[0]?.ends.earliest ?? null;
}

/** Working days that are left; 0 on the day itself, negative afterwards. Days that may be holidays count as days on which people work. */
export function workingDaysLeft(today: PlainDate, dueOn: PlainDate, procedure: Procedure): number {
  return workingDaysBetween(today, dueOn, procedure.seat.certainIn);
}

/** From this many working days on, a deadline is near. */
export const NEAR_WORKING_DAYS = 10;

function completeOn(content: CaseContent): PlainDate | undefined {
  if (content.completeOn !== undefined) return content.completeOn as PlainDate;
  return content.completeness === undefined || content.completeness.score === 100 ? berlinDate(new Date(content.submittedAt)) : undefined;
}
