import type { Page } from 'playwright-core';
import type { Person } from '../person.ts';

/** Somebody who registers a dog; invented. */
export type Applicant = {
  readonly givenName: string;
  readonly familyName: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly town: string;
  readonly email?: string;
  readonly telephone?: string;
  readonly dogName: string;
  readonly breed: string;
  readonly marks?: string;
  readonly chip?: string;
};

/** An invented person with an invented dog. */
export const exampleApplicant: Applicant = {
  givenName: 'Frieda', familyName: 'Ausgedacht', street: 'Erfundener Weg', houseNumber: '12a', postcode: '74072', town: 'Heilbronn', email: 'frieda@example.org', dogName: 'Strolch', breed: 'Terrier-Mischling', marks: 'weiße Pfote',
};

/** What is asked on one page, by the words that stand on it. */
export type FormPage = {
  readonly heading: string;
  readonly texts?: Readonly<Record<string, string | undefined>>;
  readonly choices?: Readonly<Record<string, string>>;
  readonly dates?: Readonly<Record<string, readonly [day: string, month: string, year: string]>>;
};

/** The question pages of a dog that is new in the household, in their order. */
export function dogTaxPages(applicant: Applicant): FormPage[] {
  return [
    { heading: 'Wer hält den Hund?', texts: { Vorname: applicant.givenName, Nachname: applicant.familyName, 'E-Mail-Adresse': applicant.email, Telefonnummer: applicant.telephone } },
    { heading: 'Wo wohnen Sie?', texts: { Straße: applicant.street, Hausnummer: applicant.houseNumber, Postleitzahl: applicant.postcode, Ort: applicant.town } },
    { heading: 'Ihr Hund', texts: { 'Name des Hundes': applicant.dogName, Rasse: applicant.breed, 'Farbe oder besondere Merkmale': applicant.marks, Chipnummer: applicant.chip }, choices: { 'Geschlecht des Hundes': 'männlich' } },
    { heading: 'Wann ist der Hund geboren?', dates: { 'Geburtsdatum des Hundes': ['14', '2', '2025'] }, choices: { 'Ist dieses Datum genau?': 'Ja' } },
    { heading: 'Seit wann halten Sie den Hund?', choices: { 'Warum melden Sie den Hund an?': 'Ich habe den Hund neu aufgenommen' }, dates: { 'Seit wann halten Sie den Hund hier?': ['3', '5', '2026'] }, texts: { 'Wie viele andere Hunde gibt es schon in Ihrem Haushalt?': '0' } },
    { heading: 'Für die Höhe der Steuer', choices: { 'Gilt der Hund als gefährlich?': 'Nein', 'Möchten Sie weniger oder keine Steuer zahlen, weil der Hund eine besondere Aufgabe hat?': 'Nein' } },
  ];
}

/** The same pages for somebody who reads English. */
export function dogTaxPagesInEnglish(applicant: Applicant): FormPage[] {
  return [
    { heading: 'Who keeps the dog?', texts: { 'First name': applicant.givenName, 'Last name': applicant.familyName, 'E-mail address': applicant.email } },
    { heading: 'Where do you live?', texts: { Street: applicant.street, 'House number': applicant.houseNumber, Postcode: applicant.postcode, Town: applicant.town } },
    { heading: 'Your dog', texts: { 'Name of the dog': applicant.dogName, Breed: applicant.breed, 'Colour or special marks': applicant.marks }, choices: { 'Sex of the dog': 'male' } },
    { heading: 'When was the dog born?', dates: { 'The dog’s date of birth': ['14', '2', '2025'] }, choices: { 'Is this date exact?': 'Yes' } },
    { heading: 'Since when have you kept the dog?', choices: { 'Why do you register the dog?': 'I have a new dog' }, dates: { 'Since when have you kept the dog here?': ['3', '5', '2026'] }, texts: { 'How many other dogs are there in your household already?': '0' } },
    { heading: 'What the tax depends on', choices: { 'Does the dog count as dangerous?': 'No', 'Do you want to pay less or no tax because the dog has a special task?': 'No' } },
  ];
}

/** Fills in what a page asks; does not send it. */
export async function fillPage(page: Page, asked: FormPage): Promise<void> {
  const main = page.locator('main');
  for (const [label, value] of Object.entries(asked.texts ?? {})) if (value !== undefined) await main.getByLabel(startingWith(label)).fill(value);
  for (const [legend, option] of Object.entries(asked.choices ?? {})) await main.getByRole('group', { name: startingWith(legend) }).getByLabel(option, { exact: true }).check();
  for (const [legend, parts] of Object.entries(asked.dates ?? {})) {
    const inputs = main.getByRole('group', { name: startingWith(legend) }).getByRole('textbox');
    for (const [index, part] of parts.entries()) await inputs.nth(index).fill(part);
  }
}

/** Fills in all question pages, from the first one on, and stands before the check page. */
export async function fillPages(person: Person, pages: readonly FormPage[], words: { readonly next: string; readonly check: string }): Promise<void> {
  for (const [index, asked] of pages.entries()) {
    await fillPage(person.page, asked);
    await person.press(words.next, pages[index + 1]?.heading ?? words.check);
  }
}

/** Registers a dog from the page of a place on, and returns what the receipt says. */
export async function registerDog(person: Person, place: { readonly slug: string; readonly name: string }, applicant: Applicant): Promise<{ reference: string; secret: string }> {
  await person.open(`/${place.slug}`, place.name);
  await person.follow('Hundesteuer anmelden', 'Hundesteuer anmelden');
  await person.press('Jetzt beginnen', 'Wer hält den Hund?');
  await fillPages(person, dogTaxPages(applicant), { next: 'Weiter', check: 'Prüfen Sie Ihre Angaben' });
  await person.page.getByLabel('Meine Angaben sind richtig und vollständig.').check();
  await readThrough(person.page);
  await person.press('Antrag absenden', 'Ihr Antrag ist angekommen');
  return readReceipt(person.page);
}

/** Takes the time that a person needs to look at the answers before sending: faster ones are asked again, unless their browser has solved the puzzle. */
export async function readThrough(page: Page): Promise<void> {
  await page.waitForTimeout(1_600);
}

/** Opens the status page with reference and access code. */
export async function openStatus(person: Person, slug: string, receipt: { readonly reference: string; readonly secret: string }): Promise<void> {
  await person.open(`/${slug}/status`, 'Stand Ihres Antrags');
  await person.page.getByLabel('Vorgangsnummer').fill(receipt.reference);
  await person.page.getByLabel('Zugangscode').fill(receipt.secret);
  await person.press('Stand ansehen', 'Stand Ihres Antrags');
}

/** Reference and access code from the receipt. */
export async function readReceipt(page: Page, names: { readonly reference: string; readonly secret: string } = { reference: 'Ihre Vorgangsnummer', secret: 'Zugangscode' }): Promise<{ reference: string; secret: string }> {
  return { reference: await valueOf(page, names.reference), secret: await valueOf(page, names.secret) };
}

/** What a list of names and values says to a name. */
export async function valueOf(page: Page, name: string): Promise<string> {
  return (await page.locator('main dt', { hasText: name }).first().locator('xpath=following-sibling::dd[1]').innerText()).trim();
}

// A label goes on with the word for an optional field.
function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`);
}
