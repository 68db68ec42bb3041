import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, emptyState, errorSummary, fieldset, form, formErrors, heading, html, lead, moneyField, paragraph, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import { formatDate } from '@allmende/time';
import type { ContributionClass, ContributionTable } from '../../domain/contribution.ts';

/** One row of the form as typed. */
export type TypedClass = { name: string; from: string; amount: string };

/** What was typed into the form. */
export type TypedContributions = { validFrom: { day: string; month: string; year: string }; label: string; source: string; classes: readonly TypedClass[] };

const texts = translations({
  de: {
    title: 'Beiträge', lead: 'Die Zahl der Einwohner bestimmt die Beitragsklasse. Nach ihr richten sich Beiträge und Preise.', none: 'Noch keine Beitragsklassen eingetragen', noneText: 'Ohne Beitragsklassen hat kein Angebot einen Preis.', from: (day: string) => `Gültig ab ${day}`, source: 'Quelle', group: 'Klasse',
    inhabitants: 'Einwohner ab', amount: 'Beitrag im Jahr', unknown: 'nicht eingetragen', add: 'Beitragsklassen eintragen', validFrom: 'Gelten ab', label: 'Hinweis', labelHint: 'Erscheint überall daneben, zum Beispiel „Beispielwerte“', sourceHint: 'Zum Beispiel die Beitragsordnung mit Datum', row: (count: number) => `Klasse ${count}`, name: 'Name', rows: 'Lassen Sie Zeilen leer, die Sie nicht brauchen. Die erste Klasse beginnt bei 0.',
  },
  en: {
    title: 'Contributions', lead: 'The number of inhabitants decides the contribution class. Contributions and prices follow it.', none: 'No contribution classes entered yet', noneText: 'Without classes no offer has a price.', from: (day: string) => `Valid from ${day}`, source: 'Source', group: 'Class',
    inhabitants: 'Inhabitants from', amount: 'Contribution per year', unknown: 'not entered', add: 'Enter contribution classes', validFrom: 'Valid from', label: 'Note', labelHint: 'Appears wherever it is used, such as “sample values”', sourceHint: 'For example the contribution rules with their date', row: (count: number) => `Class ${count}`, name: 'Name', rows: 'Leave rows empty that you do not need. The first class begins at 0.',
  },
});

/** Tables of contribution classes, and the form for a new one. */
export function contributionsView(model: { tables: readonly ContributionTable[]; typed: TypedContributions; problems: readonly FieldProblem[] }, { locale, csrf }: { locale: Locale; csrf: string }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems);
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
      })}${paragraph(t.rows)}${typed.classes.map((one, row) => fieldset({
        legend: t.row(row + 1),
        fields: html`${textField({ name: `class${row}.name`, label: t.name, value: one.name, error: errors.of(`class${row}.name`), optional: row > 0, width: 'short', locale })}${textField({
          name: `class${row}.from`, label: t.inhabitants, value: one.from, error: errors.of(`class${row}.from`), optional: row > 0, width: 'short', inputmode: 'numeric', locale,
        })}${moneyField({ name: `class${row}.amount`, label: t.amount, value: one.amount, error: errors.of(`class${row}.amount`), optional: true, locale })}`,
      }))}`,
    })}`)}`,
  };
}
