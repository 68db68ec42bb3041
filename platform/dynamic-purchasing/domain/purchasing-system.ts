import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';

/** A part of a system with its own criteria of suitability (§ 23 Abs. 5 VgV). */
export type Category = { readonly id: string; readonly name: string; /** What is bought in it. */ readonly description: string; /** What a bidder must be able to do and prove. */ readonly suitability: string };

/** A dynamic purchasing system (§§ 22 to 24 VgV): open to everybody suitable for its whole life, without a limit to their number and free of charge. */
export type PurchasingSystem = {
  readonly id: string;
  readonly title: string;
  /** Kind and estimated quantity of what is bought (§ 23 Abs. 3 VgV). */
  readonly subject: string;
  readonly categories: readonly Category[];
  /** The day on which the notice was sent. */
  readonly publishedOn: PlainDate;
  /** Where it was published; a reference such as the number of the notice. */
  readonly notice: string;
  /** Until the end of this day the first requests may arrive; no call for offers goes out before. */
  readonly firstRequestsUntil: PlainDate;
  readonly runsUntil: PlainDate;
  readonly endedOn: PlainDate | null;
};

/** What the operator enters. */
export type SystemInput = { readonly title: string; readonly subject: string; readonly notice: string; readonly publishedOn: PlainDate; readonly runsUntil: PlainDate; readonly categories: readonly Omit<Category, 'id'>[] };

/** Checks it; throws InvalidInput. */
export function checkSystem(input: SystemInput, today: PlainDate): SystemInput {
  const problems: FieldProblem[] = [];
  const text = (pointer: string, value: string, most: number, message: string) => { if (value.trim().length < 3 || value.length > most) problems.push({ pointer, code: 'length', message }); };
  text('/title', input.title, 150, 'Bitte geben Sie eine Bezeichnung an (3 bis 150 Zeichen).');
  text('/subject', input.subject, 4000, 'Bitte nennen Sie Art und geschätzte Menge der Leistung (3 bis 4.000 Zeichen).');
  text('/notice', input.notice, 200, 'Bitte nennen Sie die Auftragsbekanntmachung, zum Beispiel ihre Nummer.');
  if (input.publishedOn > today) problems.push({ pointer: '/publishedOn', code: 'future', message: 'Die Bekanntmachung kann nicht erst künftig abgesandt worden sein.' });
  if (input.runsUntil <= today) problems.push({ pointer: '/runsUntil', code: 'past', message: 'Der letzte Tag muss in der Zukunft liegen.' });
  if (input.categories.length < 1 || input.categories.length > 20) problems.push({ pointer: '/categories', code: 'count', message: 'Bitte nennen Sie 1 bis 20 Kategorien.' });
  input.categories.forEach((one, index) => {
    text(`/categories.${index}.name`, one.name, 150, 'Bitte benennen Sie die Kategorie (3 bis 150 Zeichen).');
    text(`/categories.${index}.description`, one.description, 2000, 'Bitte beschreiben Sie, was in der Kategorie beschafft wird.');
    text(`/categories.${index}.suitability`, one.suitability, 2000, 'Bitte legen Sie die Eignungskriterien der Kategorie fest (§ 23 Abs. 5 VgV).');
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return input;
}

/** Whether requests are taken on a day. */
export function isOpen(system: Pick<PurchasingSystem, 'publishedOn' | 'runsUntil' | 'endedOn'>, on: PlainDate): boolean {
  return system.publishedOn <= on && on <= system.runsUntil && (system.endedOn === null || on < system.endedOn);
}
