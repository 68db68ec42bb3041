import { button, hiddenField, html, queryForm, textField, type FormErrors, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { SituationQuery } from './situation.ts';

const texts = translations({
  de: {
    label: 'Preis ausrechnen', who: 'Für welche Verwaltung?', whoHint: 'Name der Stadt, der Gemeinde, des Amtes oder des Landkreises', inhabitants: 'Oder: wie viele Menschen wohnen dort?', inhabitantsHint: 'Zum Beispiel 3.000. Leer gilt die Zahl des Verzeichnisses.',
    cases: 'Fälle im Jahr', casesHint: 'Wie oft die Leistung im Jahr etwa gebraucht wird', users: 'Personen, die damit arbeiten', show: 'Preis zeigen',
  },
  en: {
    label: 'Work the price out', who: 'For which authority?', whoHint: 'Name of the town, municipality, association or district', inhabitants: 'Or: how many people live there?', inhabitantsHint: 'For example 3,000. Left empty, the number of the register counts.',
    cases: 'Cases per year', casesHint: 'About how often the service is needed in a year', users: 'People who work with it', show: 'Show price',
  },
});

/** Asks for whom and for how much a price is worked out; what does not change any price is not asked. */
export function situationForm(
  input: { readonly action: string; readonly typed: SituationQuery; readonly asks: { readonly cases: boolean; readonly users: boolean }; readonly keep?: readonly { readonly name: string; readonly value: string }[] }, errors: FormErrors, locale: Locale,
): Html {
  const t = texts(locale);
  const { typed, asks } = input;
  const number = (name: 'inhabitants' | 'cases' | 'users', label: string, hint?: string) => textField({ name, label, hint, value: typed[name] ?? '', error: errors.of(name), inputmode: 'numeric', width: 'short', optional: true, locale });
  return queryForm({
    action: input.action, label: t.label, buttons: button({ label: t.show }),
    fields: html`${(input.keep ?? []).map(hiddenField)}${textField({ name: 'who', label: t.who, hint: t.whoHint, value: typed.who ?? '', error: errors.of('who'), optional: true, locale })}${number('inhabitants', t.inhabitants, t.inhabitantsHint)}${
      asks.cases ? number('cases', t.cases, t.casesHint) : ''}${asks.users ? number('users', t.users) : ''}`,
  });
}
