import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';

/** Who speaks for the authority; lies sealed. */
export type Contact = { readonly name: string; readonly position: string; readonly email: string; readonly phone: string; readonly message: string };

export type ApplicationState = 'waiting' | 'admitted' | 'refused';

/** An application for membership as the operator sees it. */
export type MembershipApplication = {
  readonly id: string;
  readonly authority: string;
  readonly state: ApplicationState;
  readonly receivedAt: Date;
  readonly decidedOn: PlainDate | null;
  readonly reason: string | null;
};

/** Checks a contact; throws InvalidInput with a message per field. */
export function checkContact(contact: Contact): void {
  const problems: FieldProblem[] = [];
  const length = (name: keyof Contact, least: number, most: number, message: string) => {
    const size = contact[name].trim().length;
    if (size < least || size > most) problems.push({ pointer: `/${name}`, code: 'length', message });
  };
  length('name', 2, 120, 'Bitte geben Sie Ihren Namen an.');
  length('position', 2, 120, 'Bitte geben Sie Ihre Funktion an, zum Beispiel „Hauptamt“.');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u.test(contact.email.trim()) || contact.email.length > 200) problems.push({ pointer: '/email', code: 'email', message: 'Bitte geben Sie eine E-Mail-Adresse in der Form name@behoerde.de an.' });
  length('phone', 0, 40, 'Die Telefonnummer darf höchstens 40 Zeichen haben.');
  length('message', 0, 2000, 'Die Nachricht darf höchstens 2.000 Zeichen haben.');
  if (problems.length > 0) throw new InvalidInput(problems);
}

/** Checks a decision; throws InvalidInput. */
export function checkDecision(input: { name?: string; decidedOn: PlainDate; text: string }, today: PlainDate): void {
  const problems: FieldProblem[] = [];
  if (input.name !== undefined && (input.name.trim().length < 2 || input.name.length > 120)) problems.push({ pointer: '/name', code: 'length', message: 'Bitte nennen Sie den Beschluss, zum Beispiel „Vorstand 3/2026“.' });
  if (input.decidedOn > today) problems.push({ pointer: '/decidedOn', code: 'future', message: 'Der Tag des Beschlusses liegt in der Zukunft.' });
  if (input.text.trim().length < 3 || input.text.length > 1000) problems.push({ pointer: '/text', code: 'length', message: 'Bitte geben Sie eine Begründung an (3 bis 1.000 Zeichen).' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
