import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ContractTerm } from '../domain/contract-term.ts';

/** The months of a contract with an end, as a form has them. Throws InvalidInput with every field that is no whole number, or when the end is missing. */
export function readFixedTerm(typed: (name: 'months' | 'renewsMonths' | 'noticeMonths') => string): ContractTerm {
  const problems: FieldProblem[] = [];
  const read = (name: 'months' | 'renewsMonths' | 'noticeMonths'): number | null => {
    const text = typed(name).trim();
    if (text === '') return null;
    if (/^\d{1,4}$/u.test(text)) return Number(text);
    problems.push({ pointer: `/term/${name}`, code: 'number', message: 'Bitte geben Sie eine ganze Zahl von Monaten an.' });
    return null;
  };
  const term = { months: read('months'), renewsMonths: read('renewsMonths'), noticeMonths: read('noticeMonths') ?? 0 };
  if (term.months === null && problems.length === 0) problems.push({ pointer: '/term/months', code: 'required', message: 'Bitte geben Sie an, wie viele Monate der Vertrag läuft.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return term;
}
