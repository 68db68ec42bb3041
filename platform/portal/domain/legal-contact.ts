import { InvalidInput, type FieldProblem } from '@allmende/errors';

/** Who answers for pages, as imprint, privacy notice and accessibility statement name it. Texts as entered, with line breaks; empty = not entered. */
export type LegalContact = {
  /** The responsible body in its own words; empty = its name in the register. */
  readonly body: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  readonly representedBy: string;
  readonly dataProtectionOfficer: string;
  /** Where people can complain about data protection. */
  readonly dataProtectionAuthority: string;
  /** Who supervises the body. */
  readonly supervisoryAuthority: string;
  /** Body of the Land that enforces or arbitrates on accessibility. */
  readonly accessibilityBody: string;
};

export const LEGAL_CONTACT_FIELDS = ['body', 'address', 'phone', 'email', 'representedBy', 'dataProtectionOfficer', 'dataProtectionAuthority', 'supervisoryAuthority', 'accessibilityBody'] as const satisfies readonly (keyof LegalContact)[];

/** Nothing entered yet. */
export const NO_LEGAL_CONTACT: LegalContact = { body: '', address: '', phone: '', email: '', representedBy: '', dataProtectionOfficer: '', dataProtectionAuthority: '', supervisoryAuthority: '', accessibilityBody: '' };

const MOST_CHARACTERS = 1000;

/** What was typed, trimmed and with one kind of line break. Nothing is required, because half an imprint is better than none; throws InvalidInput for what cannot be right. */
export function readLegalContact(typed: LegalContact): LegalContact {
  const contact = Object.fromEntries(LEGAL_CONTACT_FIELDS.map((field) => [field, typed[field].replaceAll(/\r\n?/gu, '\n').split('\n').map((line) => line.trim()).join('\n').trim()])) as LegalContact;
  const problems: FieldProblem[] = [];
  for (const field of LEGAL_CONTACT_FIELDS) {
    if (contact[field].length > MOST_CHARACTERS) problems.push({ pointer: `/${field}`, code: 'too-long', message: `Bitte kürzen Sie auf höchstens ${MOST_CHARACTERS} Zeichen.` });
  }
  if (contact.email !== '' && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/u.test(contact.email)) problems.push({ pointer: '/email', code: 'format', message: 'Geben Sie eine E-Mail-Adresse an, zum Beispiel rathaus@example.org.' });
  if (contact.phone !== '' && !/\d{3}/u.test(contact.phone.replaceAll(/[\s/()+-]/gu, ''))) problems.push({ pointer: '/phone', code: 'format', message: 'Geben Sie eine Telefonnummer mit Vorwahl an.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return contact;
}
