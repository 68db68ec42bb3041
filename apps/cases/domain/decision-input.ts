import type { FieldProblem } from '@allmende/errors';
import { parseEuro } from '@allmende/money';
import type { Procedure } from '@allmende/procedure';
import { addDays, parsePlainDate, type PlainDate } from '@allmende/time';
import type { CaseContent, CaseDecision } from './case-content.ts';
import { regimeOf } from './regime-of.ts';
import { figuresAskedFor, figuresNeeded, hasGap, type Figures, type NoticeText } from './compose-notice.ts';

/** Figures as they were typed. Days are `YYYY-MM-DD`, or what was typed instead. */
export type TypedFigures = { readonly amount: string; readonly firstAmount: string; readonly startsOn: string; readonly dueOn: string; readonly reason: string };

const LONGEST_TEXT = 10_000;
const MOST_LINES = 6;

/** A day of payment to propose, counted from the day on which a letter of today counts as served; undefined where the statute names no period. The caseworker decides. */
export function proposedDueOn(content: CaseContent, today: PlainDate, procedure: Procedure): PlainDate | undefined {
  const served = procedure.presumedService({ regime: regimeOf(content), route: 'post', on: today });
  return content.firstDueDays === undefined || served === undefined ? undefined : addDays(served.latest, content.firstDueDays);
}

/** Reads the figures that a decision asks for; says what is wrong with which. A first amount may stay empty: then the notice does not mention one. */
export function readFigures(decision: CaseDecision, typed: TypedFigures): { readonly figures: Figures; readonly problems: readonly FieldProblem[] } {
  const asked = figuresAskedFor(decision);
  const problems: FieldProblem[] = [];
  const problem = (pointer: string, code: string, message: string) => { problems.push({ pointer: `/${pointer}`, code, message }); };
  const amount = (name: 'amount' | 'firstAmount', required: boolean) => {
    if (!asked.includes(name)) return undefined;
    if (typed[name].trim() === '') {
      if (required) problem(name, 'required', 'Geben Sie den Betrag ein, zum Beispiel 96,00.');
      return undefined;
    }
    const cents = parseEuro(typed[name]);
    if (cents === undefined || cents < 0) problem(name, 'invalid', 'Geben Sie den Betrag in Euro ein, zum Beispiel 96,00.');
    return cents;
  };
  const amountCents = amount('amount', true);
  const firstAmountCents = amount('firstAmount', false);
  const needed = figuresNeeded(decision, firstAmountCents !== undefined);
  const day = (name: 'startsOn' | 'dueOn') => {
    if (!asked.includes(name) || (typed[name].trim() === '' && !needed.includes(name))) return undefined;
    const date = parsePlainDate(typed[name]);
    if (date === undefined) problem(name, 'invalid', 'Geben Sie den Tag mit Tag, Monat und Jahr ein, zum Beispiel 15 2 2027.');
    return date;
  };
  const startsOn = day('startsOn');
  const dueOn = day('dueOn');
  const reason = asked.includes('reason') ? typed.reason.trim() : undefined;
  if (reason === '') problem('reason', 'required', 'Schreiben Sie den Grund in einem Satz.');
  else if (reason !== undefined && reason.length > LONGEST_TEXT) problem('reason', 'too-long', `Kürzen Sie den Grund auf ${LONGEST_TEXT} Zeichen.`);
  return { figures: { amountCents, firstAmountCents, startsOn, dueOn, reason }, problems };
}

/** What is wrong with the text of a notice before it may be issued. */
export function checkNoticeText(text: NoticeText): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const check = (name: keyof NoticeText, required: string) => {
    const value = text[name].trim();
    if (value === '') problems.push({ pointer: `/${name}`, code: 'required', message: required });
    else if (hasGap(value)) problems.push({ pointer: `/${name}`, code: 'gap', message: 'Ersetzen Sie die Lücken in eckigen Klammern.' });
    else if (value.length > LONGEST_TEXT) problems.push({ pointer: `/${name}`, code: 'too-long', message: `Kürzen Sie den Text auf ${LONGEST_TEXT} Zeichen.` });
  };
  check('recipient', 'Geben Sie Namen und Anschrift ein. Ohne sie kann der Bescheid nicht mit der Post gehen.');
  check('subject', 'Geben Sie den Betreff ein.');
  check('body', 'Schreiben Sie, was Sie entscheiden und warum.');
  check('remedy', 'Schreiben Sie die Rechtsbehelfsbelehrung. Für Ihr Land ist keine geprüfte Fassung hinterlegt.');
  if (text.recipient.trim().split('\n').length > MOST_LINES) problems.push({ pointer: '/recipient', code: 'too-long', message: `In das Fenster des Umschlags passen ${MOST_LINES} Zeilen.` });
  return problems;
}
