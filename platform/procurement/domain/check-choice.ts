import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { NotOrderable } from './errors.ts';
import type { ChoiceCandidate } from './order-choice.ts';
import type { OrderLine } from './order-line.ts';

/** What the officer says about how it was chosen; all of it may be left open. */
export type ChoiceInput = { /** Words to search the store by; the title of the need when empty. */ readonly words?: string; /** Addresses of solutions in the store. */ readonly compared?: readonly string[]; readonly reason?: string };

/** What the officer said, in order. */
export type CheckedChoice = { readonly words: string; readonly compared: readonly string[]; readonly reason: string };

/** The most solutions that can stand side by side. */
const MOST_COMPARED = 4;

/** Puts what the officer says in order; throws InvalidInput. Whether the compared solutions are in the store is not known here. */
export function checkChoice(input: ChoiceInput, need: { readonly title: string }): CheckedChoice {
  const words = (input.words ?? '').replaceAll(/[\s\p{C}]+/gu, ' ').trim();
  const compared = [...new Set(input.compared ?? [])];
  const reason = (input.reason ?? '').replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n]/gu, ' ').trim();
  const problems: FieldProblem[] = [];
  if (words.length > 150) problems.push({ pointer: '/choice/words', code: 'length', message: 'Die Suchwörter dürfen höchstens 150 Zeichen haben.' });
  if (compared.length > MOST_COMPARED) problems.push({ pointer: '/choice/compared', code: 'many', message: `Nebeneinander stehen höchstens ${MOST_COMPARED} Lösungen.` });
  if (compared.some((slug) => !/^[a-z0-9-]{1,80}$/u.test(slug))) problems.push({ pointer: '/choice/compared', code: 'address', message: 'Bitte geben Sie die Adresse der Seite „Lösungen vergleichen“ an, oder lassen Sie das Feld leer.' });
  if (reason.length > 2000) problems.push({ pointer: '/choice/reason', code: 'length', message: 'Die Begründung darf höchstens 2.000 Zeichen haben.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { words: words === '' ? need.title : words, compared, reason };
}

/** Refuses a choice that does not show every ordered offer at the price of its line: somebody changed a price or the order meanwhile. Throws NotOrderable. */
export function requireChosenOffers(candidates: readonly ChoiceCandidate[], lines: readonly Pick<OrderLine, 'offer' | 'name' | 'price'>[]): void {
  const ordered = candidates.flatMap(({ offers }) => offers).filter((one) => one.ordered);
  for (const { offer, name, price } of lines) {
    const shown = ordered.find((one) => one.offer === offer)?.price;
    if (shown === undefined || shown === null || shown.centsPerYear !== price.centsPerYear || shown.validFrom !== price.validFrom) throw new NotOrderable(`„${name}“ hat sich gerade im Store geändert. Bitte sehen Sie die Bestellung noch einmal an und reichen Sie sie dann ein.`);
  }
  if (ordered.length !== lines.length) throw new NotOrderable('Die Bestellung hat sich gerade geändert. Bitte sehen Sie sie noch einmal an und reichen Sie sie dann ein.');
}
