import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { addDays, formatDate, parsePlainDate, type PlainDate } from '@allmende/time';
import { isSustainabilityTopic, topicRule, type SustainabilityTopic } from './sustainability-topic.ts';

/** What somebody states, as it was typed; days as YYYY-MM-DD. */
export type SustainabilityInput = { readonly topic: string; readonly value: string; readonly source: string; readonly link: string; readonly statedOn: string; readonly validUntil: string | null };

/** A statement in order; `value` is a figure with a point, a day as YYYY-MM-DD, or a text. */
export type CheckedStatement = { readonly topic: SustainabilityTopic; readonly value: string; readonly source: string; readonly link: string | null; readonly statedOn: PlainDate; readonly validUntil: PlainDate | null };

/** How long a statement without stated end counts. A rule of this project. */
const DAYS_WITHOUT_END = 730;
const MOST_DAYS = 3653;

/** The last day on which a statement counts. */
export function lastDayOf({ statedOn, validUntil }: Pick<CheckedStatement, 'statedOn' | 'validUntil'>): PlainDate {
  return validUntil ?? addDays(statedOn, DAYS_WITHOUT_END - 1);
}

/** Puts a statement in order. Throws InvalidInput for an unknown topic, a day that there is not, a value that does not fit it, a missing source, a day in the future, a label without end, and what has expired already. */
export function checkSustainability(input: SustainabilityInput, today: PlainDate): CheckedStatement {
  const problems: FieldProblem[] = [];
  const { topic } = input;
  const dayAt = (pointer: string, text: string): PlainDate | undefined => {
    const day = parsePlainDate(text);
    if (day === undefined) problems.push({ pointer, code: 'date', message: 'Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an.' });
    return day;
  };
  const source = oneLine(input.source);
  const link = input.link.trim();
  if (!isSustainabilityTopic(topic)) throw new InvalidInput([{ pointer: '/topic', code: 'required', message: 'Bitte wählen Sie, worum es geht.' }]);
  const value = valueOf(topic, input.value, problems);
  if (source.length < 3 || source.length > 300) problems.push({ pointer: '/source', code: 'length', message: 'Bitte nennen Sie die Quelle in 3 bis 300 Zeichen, zum Beispiel die Urkunde oder den Messbericht.' });
  if (link !== '' && !isWebAddress(link)) problems.push({ pointer: '/link', code: 'address', message: 'Bitte geben Sie eine Adresse an, die mit https:// beginnt, oder lassen Sie das Feld leer.' });
  const statedOn = dayAt('/statedOn', input.statedOn);
  const validUntil = input.validUntil === null ? null : dayAt('/validUntil', input.validUntil);
  if (statedOn !== undefined && statedOn > today) problems.push({ pointer: '/statedOn', code: 'future', message: 'Der Stand kann nicht in der Zukunft liegen.' });
  if (validUntil === null && topicRule(topic).kind === 'label') problems.push({ pointer: '/validUntil', code: 'required', message: 'Ein Umweltzeichen gilt bis zu einem Tag. Bitte geben Sie ihn an.' });
  if (statedOn === undefined || validUntil === undefined) throw new InvalidInput(problems);
  if (validUntil !== null && validUntil < statedOn) problems.push({ pointer: '/validUntil', code: 'order', message: 'Das Ende liegt vor dem Stand.' });
  else if (validUntil !== null && validUntil > addDays(statedOn, MOST_DAYS)) problems.push({ pointer: '/validUntil', code: 'far', message: 'Eine Angabe gilt höchstens zehn Jahre ab ihrem Stand.' });
  const lastDay = lastDayOf({ statedOn, validUntil });
  if (problems.length === 0 && lastDay < today) problems.push({ pointer: validUntil === null ? '/statedOn' : '/validUntil', code: 'expired', message: `Diese Angabe ist seit dem ${formatDate(addDays(lastDay, 1))} abgelaufen. Bitte geben Sie einen neueren Stand an.` });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { topic, value, source, link: link === '' ? null : link, statedOn, validUntil };
}

function valueOf(topic: SustainabilityTopic, typed: string, problems: FieldProblem[]): string {
  const rule = topicRule(topic);
  const text = oneLine(typed);
  const refuse = (code: string, message: string): string => {
    problems.push({ pointer: '/value', code, message });
    return text;
  };
  if (rule.kind === 'figure') {
    // A point before three digits may stand for thousands: nobody guesses which was meant.
    const number = /^\d{1,6}(?:,\d{1,3}|\.\d{1,2})?$/u.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    return number >= rule.least && number <= rule.most ? String(number) : refuse('number', `Bitte geben Sie eine Zahl von ${rule.least} bis ${rule.most.toLocaleString('de-DE')} an, mit höchstens drei Stellen nach dem Komma und ohne Tausenderpunkt, zum Beispiel 1,25.`);
  }
  if (rule.kind === 'day') {
    const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/u.exec(text);
    const day = parsePlainDate(german === null ? text : `${german[3]}-${german[2]?.padStart(2, '0')}-${german[1]?.padStart(2, '0')}`);
    return day ?? refuse('day', 'Bitte geben Sie einen Tag an, zum Beispiel 31.12.2030.');
  }
  if (text.length >= 2 && text.length <= 100) return text;
  return rule.kind === 'label' ? refuse('length', 'Bitte geben Sie die Nummer der Urkunde oder des Vertrags an (2 bis 100 Zeichen).') : refuse('length', 'Bitte geben Sie Ort und Land an (2 bis 100 Zeichen).');
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();
}

function isWebAddress(text: string): boolean {
  const address = URL.parse(text);
  return address !== null && address.protocol === 'https:' && address.username === '' && address.password === '' && text.startsWith('https://') && text.length <= 500 && !/[\s\p{C}]/u.test(text);
}
