import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';

/** That the money is there: by whom the budget is kept, and where in it. */
export type BudgetCheck = { readonly position: string; readonly note: string };

/** A resolution of the council or a committee, as evidence. */
export type CouncilResolution = { readonly body: string; readonly number: string; readonly decidedOn: PlainDate; readonly reference: string };

/** Checks what the treasurer's office states; throws InvalidInput. */
export function checkBudget(input: BudgetCheck): BudgetCheck {
  const problems: FieldProblem[] = [];
  if (input.position.trim().length < 2 || input.position.length > 100) problems.push({ pointer: '/budget/position', code: 'length', message: 'Bitte nennen Sie die Haushaltsstelle oder das Produktkonto (2 bis 100 Zeichen).' });
  if (input.note.length > 500) problems.push({ pointer: '/budget/note', code: 'length', message: 'Die Anmerkung darf höchstens 500 Zeichen haben.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { position: input.position.trim(), note: input.note.trim() };
}

/** Checks what is stated about a resolution; throws InvalidInput. */
export function checkResolution(input: CouncilResolution, today: PlainDate): CouncilResolution {
  const problems: FieldProblem[] = [];
  const text = (name: 'body' | 'number' | 'reference', what: string) => {
    if (input[name].trim().length < 1 || input[name].length > 150) problems.push({ pointer: `/council/${name}`, code: 'length', message: `Bitte nennen Sie ${what} (höchstens 150 Zeichen).` });
  };
  text('body', 'das Gremium, zum Beispiel den Gemeinderat');
  text('number', 'die Nummer des Beschlusses');
  text('reference', 'wo der Beschluss liegt, zum Beispiel die Vorlage oder das Aktenzeichen');
  if (input.decidedOn > today) problems.push({ pointer: '/council/decidedOn', code: 'future', message: 'Der Tag des Beschlusses liegt in der Zukunft.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { body: input.body.trim(), number: input.number.trim(), decidedOn: input.decidedOn, reference: input.reference.trim() };
}
