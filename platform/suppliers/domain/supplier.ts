import { InvalidInput, type FieldProblem } from '@allmende/errors';

/** Who speaks for a supplier; lies sealed. */
export type SupplierContact = { readonly name: string; readonly email: string; readonly phone: string; readonly message: string };

export type SupplierState = 'waiting' | 'admitted' | 'refused' | 'ended';

/** Who offers solutions: a company, an association, an authority. */
export type Supplier = {
  readonly id: string;
  readonly name: string;
  /** Town of the seat. */
  readonly seat: string;
  /** Where it is registered, in its own words: register and number, or the authority. */
  readonly register: string;
  readonly website: string;
  readonly state: SupplierState;
  readonly appliedAt: Date;
  readonly decidedAt: Date | null;
  /** Why it was refused or ended. */
  readonly reason: string | null;
};

/** What somebody states who wants to supply. */
export type SupplierApplication = Pick<Supplier, 'name' | 'seat' | 'register' | 'website'> & { readonly contact: SupplierContact };

/** The application, trimmed; throws InvalidInput with a message per field. */
export function checkApplication(typed: SupplierApplication): SupplierApplication {
  const clean: SupplierApplication = {
    name: oneLine(typed.name), seat: oneLine(typed.seat), register: oneLine(typed.register), website: typed.website.trim(),
    contact: { name: oneLine(typed.contact.name), email: typed.contact.email.trim(), phone: oneLine(typed.contact.phone), message: typed.contact.message.trim() },
  };
  const problems: FieldProblem[] = [];
  const length = (pointer: string, value: string, least: number, most: number, message: string) => {
    if (value.length < least || value.length > most) problems.push({ pointer, code: 'length', message });
  };
  length('/name', clean.name, 2, 150, 'Bitte geben Sie den Namen Ihrer Organisation an (2 bis 150 Zeichen).');
  length('/seat', clean.seat, 2, 100, 'Bitte geben Sie den Ort des Sitzes an.');
  length('/register', clean.register, 2, 150, 'Bitte geben Sie Register und Nummer an, zum Beispiel „Amtsgericht Musterstadt, HRB 12345“, oder die Behörde.');
  if (clean.website.length > 300 || !isWebAddress(clean.website)) problems.push({ pointer: '/website', code: 'url', message: 'Bitte geben Sie die Adresse Ihrer Website an. Sie beginnt mit https://.' });
  length('/contactName', clean.contact.name, 2, 120, 'Bitte geben Sie Ihren Namen an.');
  if (clean.contact.email.length > 200 || !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u.test(clean.contact.email)) problems.push({ pointer: '/email', code: 'email', message: 'Bitte geben Sie eine E-Mail-Adresse in der Form name@firma.de an.' });
  length('/phone', clean.contact.phone, 0, 40, 'Die Telefonnummer darf höchstens 40 Zeichen haben.');
  length('/message', clean.contact.message, 0, 2000, 'Die Nachricht darf höchstens 2.000 Zeichen haben.');
  if (problems.length > 0) throw new InvalidInput(problems);
  return clean;
}

/** The reason for a refusal or an end; throws InvalidInput (`/reason`). */
export function checkReason(reason: string): string {
  const clean = reason.trim();
  if (clean.length < 3 || clean.length > 1000) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte geben Sie den Grund an (3 bis 1.000 Zeichen).' }]);
  return clean;
}

function isWebAddress(text: string): boolean {
  return /^https:\/\/[^\s/.]+\.[^\s/]/u.test(text) && URL.canParse(text);
}

function oneLine(text: string): string {
  return text.normalize('NFC').replaceAll(/\p{Cc}+|\s+/gu, ' ').trim();
}
