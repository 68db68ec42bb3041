import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { cents, timesFraction, type Cents } from '@allmende/money';
import { addDays, addMonths, type PlainDate } from '@allmende/time';

/** How long a contract runs. Without months it runs until somebody ends it. */
export type ContractTerm = {
  /** The first time; null for an open term. */
  readonly months: number | null;
  /** By how many months it goes on each time nobody gives notice; null when it ends by itself. */
  readonly renewsMonths: number | null;
  /** How many months before its last day notice must be given. */
  readonly noticeMonths: number;
};

/** Runs until somebody ends it, from one day to the next: what orders had before terms could be agreed. */
export const OPEN_TERM: ContractTerm = { months: null, renewsMonths: null, noticeMonths: 0 };

/** Checks what was typed; throws InvalidInput. */
export function checkTerm(term: ContractTerm): ContractTerm {
  const problems: FieldProblem[] = [];
  const check = (name: 'months' | 'renewsMonths' | 'noticeMonths', least: number, most: number) => {
    const value = term[name];
    if (value !== null && (!Number.isInteger(value) || value < least || value > most)) problems.push({ pointer: `/term/${name}`, code: 'number', message: `Bitte geben Sie eine ganze Zahl von ${least} bis ${most} Monaten an.` });
  };
  check('months', 1, 120);
  check('renewsMonths', 1, 60);
  check('noticeMonths', 0, 24);
  if (problems.length === 0 && term.months === null && (term.renewsMonths !== null || term.noticeMonths !== 0)) problems.push({ pointer: '/term/months', code: 'required', message: 'Verlängerung und Kündigungsfrist gehören zu einer festen Laufzeit. Bitte geben Sie die Monate an.' });
  if (problems.length === 0 && term.months !== null && term.noticeMonths >= (term.renewsMonths ?? term.months) + 1) problems.push({ pointer: '/term/noticeMonths', code: 'absurd', message: 'Die Kündigungsfrist ist länger als die Zeit, um die sich der Vertrag verlängert.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return term;
}

/** Whether the authority is bound longer by a new term than by the old one, or at all for as long as nobody ends it. */
export function runsLonger(before: ContractTerm, after: ContractTerm): boolean {
  if (before.months === null) return false;
  if (after.months === null || after.months > before.months) return true;
  return after.renewsMonths !== null && (before.renewsMonths === null || after.renewsMonths > before.renewsMonths);
}

/** The days that count now: the last day of the running period, and the last day on which notice can be given for it; null where it goes on by itself until ended. */
export type TermDays = { readonly lastDay: PlainDate; readonly noticeBy: PlainDate | null; readonly renews: boolean };

/** What of a term counts on a day; undefined for an open one. A period that nobody gave notice for in time has been renewed. */
export function termDays(term: ContractTerm, startsOn: PlainDate, on: PlainDate): TermDays | undefined {
  if (term.months === null) return undefined;
  let months = term.months;
  for (;;) {
    const lastDay = addDays(addMonths(startsOn, months), -1);
    if (term.renewsMonths === null) return { lastDay, noticeBy: null, renews: false };
    const noticeBy = addMonths(lastDay, -term.noticeMonths);
    if (on <= noticeBy) return { lastDay, noticeBy, renews: true };
    months += term.renewsMonths;
  }
}

/** The last day to which a contract can be ended today: today for an open term, else the last day of the period that runs. */
export function lastDayWhenEndedOn(term: ContractTerm, startsOn: PlainDate, today: PlainDate): PlainDate {
  return termDays(term, startsOn, today)?.lastDay ?? today;
}

/** What a contract is worth for thresholds: what it comes to in its term, and where that is open, goes on by itself or is longer, in the months that the law counts (§ 3 (11) VgV). */
export function estimatedValue(centsPerYear: Cents, term: ContractTerm, estimateMonths: number): Cents {
  const months = term.months === null || term.renewsMonths !== null || term.months > estimateMonths ? estimateMonths : term.months;
  return cents(timesFraction(centsPerYear, months, 12));
}
