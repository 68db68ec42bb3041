/** What can be wrong with what a person typed. The codes are stable and part of the API. */
export type ProblemCode =
  | 'required' | 'choose' | 'confirm' | 'too-long' | 'date-incomplete' | 'date-invalid' | 'date-year' | 'money' | 'integer' | 'too-small' | 'too-large' | 'digits' | 'email' | 'tel' | 'option' | 'check'
  | 'too-few' | 'too-many' | 'full' | 'row-open';

type Detail = { readonly label: string; readonly limit?: string };

const GERMAN: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `Füllen Sie das Feld „${label}“ aus.`,
  choose: ({ label }) => `Wählen Sie bei „${label}“ eine Antwort aus.`,
  confirm: ({ label }) => `Bestätigen Sie: „${label}“`,
  'too-long': ({ label, limit }) => `Kürzen Sie „${label}“ auf höchstens ${limit} Zeichen.`,
  'date-incomplete': ({ label }) => `Geben Sie bei „${label}“ Tag, Monat und Jahr ein, zum Beispiel 31 3 2020.`,
  'date-invalid': ({ label }) => `Den Tag bei „${label}“ gibt es nicht. Prüfen Sie Tag, Monat und Jahr.`,
  'date-year': ({ label }) => `Geben Sie bei „${label}“ das Jahr mit vier Ziffern ein, zum Beispiel 2020.`,
  money: ({ label }) => `Geben Sie bei „${label}“ einen Betrag in Euro ein, zum Beispiel 120 oder 120,50.`,
  integer: ({ label }) => `Geben Sie bei „${label}“ eine ganze Zahl ein, zum Beispiel 2.`,
  'too-small': ({ label, limit }) => `Der Wert bei „${label}“ muss mindestens ${limit} sein.`,
  'too-large': ({ label, limit }) => `Der Wert bei „${label}“ darf höchstens ${limit} sein.`,
  digits: ({ label, limit }) => `Geben Sie bei „${label}“ genau ${limit} Ziffern ein.`,
  email: ({ label }) => `Geben Sie bei „${label}“ eine vollständige Adresse ein, zum Beispiel name@beispiel.de.`,
  tel: ({ label }) => `Geben Sie bei „${label}“ eine Telefonnummer ein, zum Beispiel 0711 123456.`,
  option: ({ label }) => `Wählen Sie bei „${label}“ eine der Antworten aus.`,
  check: ({ label }) => `Prüfen Sie Ihre Angabe bei „${label}“.`,
  'too-few': ({ label, limit }) => `Fügen Sie bei „${label}“ mindestens ${limit === '1' ? 'einen Eintrag' : `${limit} Einträge`} hinzu.`,
  'too-many': ({ label, limit }) => `Bei „${label}“ sind höchstens ${limit === '1' ? 'ein Eintrag' : `${limit} Einträge`} möglich. Entfernen Sie die übrigen.`,
  full: ({ label, limit }) => `Bei „${label}“ sind höchstens ${limit === '1' ? 'ein Eintrag' : `${limit} Einträge`} möglich. Mehr können Sie nicht hinzufügen.`,
  'row-open': ({ label }) => `Ergänzen Sie die Angaben zu „${label}“, oder entfernen Sie den Eintrag.`,
};

const ENGLISH: Record<ProblemCode, (detail: Detail) => string> = {
  required: ({ label }) => `Fill in “${label}”.`,
  choose: ({ label }) => `Choose an answer for “${label}”.`,
  confirm: ({ label }) => `Confirm: “${label}”`,
  'too-long': ({ label, limit }) => `Shorten “${label}” to ${limit} characters or fewer.`,
  'date-incomplete': ({ label }) => `Enter day, month and year for “${label}”, for example 31 3 2020.`,
  'date-invalid': ({ label }) => `The day in “${label}” does not exist. Check day, month and year.`,
  'date-year': ({ label }) => `Enter the year in “${label}” with four digits, for example 2020.`,
  money: ({ label }) => `Enter an amount in euros for “${label}”, for example 120 or 120.50.`,
  integer: ({ label }) => `Enter a whole number for “${label}”, for example 2.`,
  'too-small': ({ label, limit }) => `“${label}” must be at least ${limit}.`,
  'too-large': ({ label, limit }) => `“${label}” must be at most ${limit}.`,
  digits: ({ label, limit }) => `Enter exactly ${limit} digits for “${label}”.`,
  email: ({ label }) => `Enter a complete e-mail address for “${label}”, for example name@example.com.`,
  tel: ({ label }) => `Enter a telephone number for “${label}”, for example 0711 123456.`,
  option: ({ label }) => `Choose one of the answers for “${label}”.`,
  check: ({ label }) => `Check your answer to “${label}”.`,
  'too-few': ({ label, limit }) => `Add at least ${limit === '1' ? 'one entry' : `${limit} entries`} to “${label}”.`,
  'too-many': ({ label, limit }) => `“${label}” can have at most ${limit === '1' ? 'one entry' : `${limit} entries`}. Remove the others.`,
  full: ({ label, limit }) => `“${label}” can have at most ${limit === '1' ? 'one entry' : `${limit} entries`}. You cannot add more.`,
  'row-open': ({ label }) => `Complete the answers for “${label}”, or remove the entry.`,
};

/** The general wording of a mistake, for fields whose package has no wording of its own. German for languages without one. */
export function problemText(code: ProblemCode, language: string, detail: Detail): string {
  return (language === 'en' ? ENGLISH : GERMAN)[code](detail);
}
