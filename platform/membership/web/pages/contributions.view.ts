import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, emptyState, errorSummary, form, formErrors, heading, html, lead, paragraph, section, table, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import { formatDate } from '@allmende/time';
import type { ContributionClass, ContributionTable } from '../../domain/contribution.ts';

/** What was typed into the form. */
export type TypedContributions = { validFrom: { day: string; month: string; year: string }; label: string; source: string; classes: string };

const texts = translations({
  de: {
    title: 'Beiträge', lead: 'Die Zahl der Einwohner bestimmt die Beitragsklasse. Nach ihr richten sich Beiträge und Preise.', none: 'Noch keine Beitragsklassen eingetragen', noneText: 'Ohne Beitragsklassen hat kein Angebot einen Preis.', from: (day: string) => `Gültig ab ${day}`, source: 'Quelle', group: 'Klasse',
    inhabitants: 'Einwohner ab', amount: 'Beitrag im Jahr', unknown: 'nicht eingetragen', add: 'Beitragsklassen eintragen', validFrom: 'Gelten ab', label: 'Hinweis', labelHint: 'Erscheint überall daneben, zum Beispiel „Beispielwerte“', sourceHint: 'Zum Beispiel die Beitragsordnung mit Datum', classes: 'Klassen', rows: 'Eine Klasse je Zeile: Name; Einwohner ab; Beitrag im Jahr in Euro. Zum Beispiel „A; 0; 500,00“. Die erste Klasse beginnt bei 0. Ein unbekannter Beitrag bleibt leer.',
  },
  en: {
    title: 'Contributions', lead: 'The number of inhabitants decides the contribution class. Contributions and prices follow it.', none: 'No contribution classes entered yet', noneText: 'Without classes no offer has a price.', from: (day: string) => `Valid from ${day}`, source: 'Source', group: 'Class',
    inhabitants: 'Inhabitants from', amount: 'Contribution per year', unknown: 'not entered', add: 'Enter contribution classes', validFrom: 'Valid from', label: 'Note', labelHint: 'Appears wherever it is used, such as “sample values”', sourceHint: 'For example the contribution rules with their date', classes: 'Classes', rows: 'One class a line: name; inhabitants from; contribution per year in euros. For example “A; 0; 500,00”. The first class begins at 0. An unknown contribution stays empty.',
  },
});

/** Tables of contribution classes, and the form for a new one. */
export function contributionsView(model: { tables: readonly ContributionTable[]; typed: TypedContributions; problems: readonly FieldProblem[] }, { locale, csrf }: { locale: Locale; csrf: string }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed } = model;
  const tables = model.tables.map((one) => section(html`${table<ContributionClass>({
    caption: `${t.from(formatDate(one.validFrom, locale))}`, rows: one.classes, empty: '',
    columns: [
      { label: t.group, cell: (row) => row.name }, { label: t.inhabitants, numeric: true, cell: (row) => formatNumber(row.inhabitantsFrom, locale) },
      { label: t.amount, numeric: true, cell: (row) => (row.centsPerYear === null ? t.unknown : formatEuro(row.centsPerYear, locale)) },
    ],
  })}${paragraph(html`${t.source}: ${one.source}${one.label === null ? '' : html` ${badge(one.label, 'info', { small: true })}`}`, 'small')}`));
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${tables.length === 0 ? emptyState({ title: t.none, text: t.noneText }) : tables}${section(html`${heading(t.add, 2)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${dateField({ name: 'validFrom', label: t.validFrom, value: typed.validFrom, error: errors.of('validFrom'), locale })}${textField({ name: 'label', label: t.label, hint: t.labelHint, value: typed.label, error: errors.of('label'), optional: true, locale })}${textField({
        name: 'source', label: t.source, hint: t.sourceHint, value: typed.source, error: errors.of('source'), locale,
      })}${textArea({ name: 'classes', label: t.classes, hint: t.rows, value: typed.classes, error: errors.of('classes'), rows: 6, locale })}`,
    })}`)}`,
  };
}
