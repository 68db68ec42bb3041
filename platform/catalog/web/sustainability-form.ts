import { button, dateField, form, hiddenField, html, select, textField, type FormErrors, type Html } from '@allmende/html';
import { dayText, isEmptyDay, typedDay, type SubmittedForm, type TypedDay } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { SustainabilityInput } from '../domain/check-sustainability.ts';
import { SUSTAINABILITY_TOPICS, topicRule } from '../domain/sustainability-topic.ts';
import { TOPIC_HINTS, TOPIC_NAMES } from '../domain/sustainability-words.ts';

/** What was typed into the form of a statement. */
export type TypedStatement = { readonly topic: string; readonly value: string; readonly source: string; readonly link: string; readonly statedOn: TypedDay; readonly validUntil: TypedDay };

const EMPTY: TypedDay = { day: '', month: '', year: '' };
export const NO_STATEMENT: TypedStatement = { topic: '', value: '', source: '', link: '', statedOn: EMPTY, validUntil: EMPTY };

const texts = translations({
  de: {
    add: 'Angabe eintragen', topic: 'Worum geht es?', value: 'Angabe', valueHint: 'Bei einem Umweltzeichen die Nummer der Urkunde, sonst Zahl, Ort oder Tag.', source: 'Quelle', sourceHint: 'Zum Beispiel „Urkunde der RAL gGmbH“ oder „Messbericht 2026, Abschnitt 3“', link: 'Adresse der Quelle', linkHint: 'Beginnt mit https://',
    statedOn: 'Stand', statedOnHint: 'Von welchem Tag Quelle oder Messung sind', validUntil: 'Gültig bis', validUntilHint: 'Bei Umweltzeichen nötig. Ohne Ende gilt die Angabe zwei Jahre ab ihrem Stand.',
  },
  en: {
    add: 'Enter a statement', topic: 'What is it about?', value: 'Statement', valueHint: 'For a label the number of the certificate, otherwise figure, place or day.', source: 'Source', sourceHint: 'For example “certificate of RAL gGmbH” or “report of measurements 2026, section 3”', link: 'Address of the source', linkHint: 'Begins with https://',
    statedOn: 'As of', statedOnHint: 'The day that source or measurement are of', validUntil: 'Valid until', validUntilHint: 'Needed for labels. Without an end the statement counts for two years.',
  },
});

/** The form with which somebody states something; it posts to the page it stands on. */
export function sustainabilityForm(typed: TypedStatement, errors: FormErrors, { locale, csrf }: { readonly locale: Locale; readonly csrf: string }): Html {
  const t = texts(locale);
  const chosen = SUSTAINABILITY_TOPICS.find((topic) => topic === typed.topic);
  return form({
    csrf, label: t.add, buttons: button({ label: t.add }),
    fields: html`${hiddenField({ name: 'act', value: 'state' })}${select({ name: 'topic', label: t.topic, value: typed.topic, error: errors.of('topic'), locale, options: SUSTAINABILITY_TOPICS.map((value) => ({ value, label: TOPIC_NAMES[value][locale] })) })}${
      textField({ name: 'value', label: t.value, hint: chosen === undefined ? t.valueHint : TOPIC_HINTS[chosen][locale], value: typed.value, error: errors.of('value'), width: 'half', inputmode: chosen !== undefined && topicRule(chosen).kind === 'figure' ? 'decimal' : undefined, locale })}${
      textField({ name: 'source', label: t.source, hint: t.sourceHint, value: typed.source, error: errors.of('source'), locale })}${textField({ name: 'link', label: t.link, hint: t.linkHint, type: 'url', value: typed.link, error: errors.of('link'), optional: true, locale })}${
      dateField({ name: 'statedOn', label: t.statedOn, hint: t.statedOnHint, value: typed.statedOn, error: errors.of('statedOn'), locale })}${dateField({ name: 'validUntil', label: t.validUntil, hint: t.validUntilHint, value: typed.validUntil, error: errors.of('validUntil'), optional: true, locale })}`,
  });
}

/** What was typed. */
export function typedStatement(submitted: SubmittedForm): TypedStatement {
  const text = (name: string, most: number) => submitted.text(name).slice(0, most);
  return { topic: text('topic', 40), value: text('value', 200), source: text('source', 500), link: text('link', 1000), statedOn: typedDay(submitted, 'statedOn'), validUntil: typedDay(submitted, 'validUntil') };
}

/** The typed statement as it is checked, with its days as texts: whoever mistyped one hears of everything else, too. */
export function readStatement(typed: TypedStatement): SustainabilityInput {
  return { ...typed, statedOn: dayText(typed.statedOn), validUntil: isEmptyDay(typed.validUntil) ? null : dayText(typed.validUntil) };
}
