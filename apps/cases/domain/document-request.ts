import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { formatDate, parsePlainDate, type PlainDate } from '@allmende/time';
import type { CaseContent } from './case-content.ts';

/** What lies sealed of a request: the letter and the labels of what is asked for, both German, the official language. */
export type DocumentRequestContent = { readonly text: string; readonly missing: readonly string[] };

/** What can be asked for: `key` names it in the form. */
export type RequestChoice = { readonly key: string; readonly label: CaseContent['missingEvidence'][number]; readonly isRequired: boolean; readonly status: string; readonly hint: string | undefined; /** Whether it is ticked at first. */ readonly isProposed: boolean };

/** Days that an applicant gets at first; the office may set another day. */
export const DAYS_TO_ANSWER = 14;

const LONGEST_TEXT = 4_000;
const LONGEST_PERIOD_DAYS = 366;

/** The evidence of a case that is not there, required ones first ticked. A document that is there can still be asked for again. */
export function requestChoices(content: Pick<CaseContent, 'completeness'>): RequestChoice[] {
  return (content.completeness?.evidence ?? []).map(({ key, label, isRequired, status, hint }, index) => ({
    key: key ?? `item-${index}`, label, isRequired, status, hint: hint?.de, isProposed: isRequired && status !== 'there' && status !== 'checking' && status !== 'office',
  }));
}

/** The ready letter for what was ticked, from the texts of the service package. The caseworker may change every word. */
export function requestText(content: Pick<CaseContent, 'service' | 'reference' | 'office'>, asked: readonly RequestChoice[], dueOn: PlainDate): string {
  const what = asked.map(({ label, hint }) => (hint === undefined ? `– ${label.de}` : `– ${label.de}: ${hint}`));
  const { name, telephone, email } = content.office;
  const ways = [telephone === undefined ? [] : [`Telefon ${telephone}`], email === undefined ? [] : [`E-Mail ${email}`]].flat().join(', ');
  return [
    'Guten Tag,',
    `für Ihren Antrag „${content.service.name.de}“ (Vorgangsnummer ${content.reference}) brauchen wir noch:`,
    ...(what.length === 0 ? [] : [what.join('\n')]),
    `Bitte laden Sie das bis einschließlich ${formatDate(dueOn, 'de')} auf der Seite „Stand Ihres Antrags“ unter „Nachweise“ hoch. Sie brauchen dafür nur Ihre Vorgangsnummer und Ihren Zugangscode.`,
    ...(ways === '' ? [] : [`Haben Sie Fragen? ${name === undefined ? 'Sie erreichen uns' : `${name} erreichen Sie`} so: ${ways}.`]),
  ].join('\n\n');
}

/** Reads what was typed. `today` is the first day that may be named. Throws InvalidInput. */
export function readRequest(choices: readonly RequestChoice[], typed: { readonly asked: readonly string[]; readonly text: string; readonly dueOn: string }, today: PlainDate, latest: (from: PlainDate, days: number) => PlainDate): { readonly asked: RequestChoice[]; readonly text: string; readonly dueOn: PlainDate } {
  const problems: FieldProblem[] = [];
  const asked = choices.filter(({ key }) => typed.asked.includes(key));
  const text = typed.text.replaceAll('\r\n', '\n').trim();
  const dueOn = parsePlainDate(typed.dueOn);
  if (typed.asked.some((key) => !choices.some((choice) => choice.key === key))) problems.push({ pointer: '/asked', code: 'unknown', message: 'Wählen Sie aus der Liste.' });
  if (text === '') problems.push({ pointer: '/text', code: 'required', message: 'Schreiben Sie, was Sie brauchen.' });
  else if (text.length > LONGEST_TEXT) problems.push({ pointer: '/text', code: 'too-long', message: `Kürzen Sie den Text auf ${LONGEST_TEXT} Zeichen.` });
  if (dueOn === undefined) problems.push({ pointer: '/dueOn', code: 'invalid', message: 'Geben Sie den Tag mit Tag, Monat und Jahr ein, zum Beispiel 15 2 2027.' });
  else if (dueOn < today || dueOn > latest(today, LONGEST_PERIOD_DAYS)) problems.push({ pointer: '/dueOn', code: 'out-of-range', message: 'Der Tag muss heute oder später sein und höchstens ein Jahr entfernt.' });
  if (problems.length > 0 || dueOn === undefined) throw new InvalidInput(problems);
  return { asked, text, dueOn };
}
