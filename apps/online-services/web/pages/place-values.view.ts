import type { View } from '@allmende/http';
import { alert, button, errorSummary, form, heading, hiddenField, html, lead, section, table, type FormErrors } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { PlaceValueChange } from '../../actions/place-values.ts';
import type { ValuePlace } from '../../domain/parse-place-values.ts';
import type { OverlaySource, PlaceValue } from '../../domain/service-package.ts';
import type { ServiceTexts } from '../../domain/service-texts.ts';
import { question } from '../question.ts';

const texts = translations({
  de: {
    lead: 'Dieser Wert gilt je Gemeinde. Wo keiner eingetragen ist, bleibt er unbekannt, und es wird dort nichts damit berechnet.', count: (known: number, all: number) => `${known} von ${all} Gemeinden haben einen Wert.`, table: 'Werte der Gemeinden', place: 'Gemeinde', key: 'Gemeindeschlüssel', value: 'Wert', source: 'Quelle',
    entered: (by: string, on: string) => `eingetragen von ${by} am ${on}`, from: (statute: string, day: string) => `${statute}, gültig ab ${day}`, unset: 'nicht eingetragen', example: 'Beispielwert', enter: 'Werte eintragen', rows: 'Gemeinden und Werte',
    rowsHint: 'Eine Gemeinde je Zeile: Name oder Gemeindeschlüssel, dann der Wert, dazwischen Semikolon, Komma oder Tabulator. Sie können eine Tabelle einfügen. Ein Bindestrich statt eines Werts nimmt ihn zurück. Gemeinden, die Sie nicht nennen, bleiben, wie sie sind.',
    statute: 'Woher die Werte stammen', statuteHint: 'Gesetz, Verordnung oder Satzung mit Fundstelle', statuteDate: 'Vom', validFrom: 'Gültig ab', isExample: 'Das sind nur Beispielwerte', review: 'Änderungen prüfen', save: 'Speichern', back: 'Weiter bearbeiten',
    reviewTitle: 'Änderungen prüfen', changes: 'Änderungen', before: 'bisher', after: 'neu', none: 'Es ändert sich nichts.', readOnly: 'Sie können die Werte ansehen. Ändern können sie die Digitalbeauftragten.', changed: (count: number) => (count === 1 ? 'Der Wert einer Gemeinde ändert sich.' : `Die Werte von ${count} Gemeinden ändern sich.`),
  },
  en: {
    lead: 'This value differs between municipalities. Where none is entered it stays unknown, and nothing is computed with it there.', count: (known: number, all: number) => `${known} of ${all} municipalities have a value.`, table: 'Values of the municipalities', place: 'Municipality', key: 'Municipality key', value: 'Value', source: 'Source',
    entered: (by: string, on: string) => `entered by ${by} on ${on}`, from: (statute: string, day: string) => `${statute}, valid from ${day}`, unset: 'not entered', example: 'example value', enter: 'Enter values', rows: 'Municipalities and values',
    rowsHint: 'One municipality a line: name or municipality key, then the value, with semicolon, comma or tab between. You can paste a table. A hyphen instead of a value takes it back. Municipalities that you do not name stay as they are.',
    statute: 'Where the values come from', statuteHint: 'Act, ordinance or statute with its reference', statuteDate: 'Of', validFrom: 'Valid from', isExample: 'These are example values only', review: 'Check the changes', save: 'Save', back: 'Go on editing',
    reviewTitle: 'Check the changes', changes: 'Changes', before: 'before', after: 'new', none: 'Nothing changes.', readOnly: 'You can see the values. The digital officers can change them.', changed: (count: number) => (count === 1 ? 'The value of one municipality changes.' : `The values of ${count} municipalities change.`),
  },
});

type Frame = { readonly csrf: string; readonly texts: ServiceTexts; readonly label: string; readonly hint: string | undefined; readonly href: string; readonly crumbs: readonly { readonly label: string; readonly href: string }[]; readonly typed: Readonly<Record<string, string>> };

/** All municipalities with their values, and the form in which many are entered at once. */
export function placeValuesView(model: Frame & { readonly places: readonly (ValuePlace & { readonly value: PlaceValue | undefined })[]; readonly mayChange: boolean; readonly errors: FormErrors }, locale: Locale): View {
  const t = texts(locale);
  const ask = (id: string, type: 'longText' | 'text' | 'date' | 'confirmation', label: string, hint?: string) => question({ id, type, label, hint, optional: false, options: [], width: undefined }, model.typed, model.errors, locale);
  const word = (key: string, otherwise: string) => model.texts.find(key) ?? otherwise;
  return {
    title: model.label, hasErrors: model.errors.all.length > 0, breadcrumbs: [...model.crumbs, { label: model.label }],
    main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(model.label)}${lead(model.hint ?? t.lead)}${alert({ kind: 'info', title: t.count(model.places.filter(({ value }) => value !== undefined).length, model.places.length), body: t.lead })}${
      model.mayChange ? section(html`${heading(t.enter, 2)}${form({
        csrf: model.csrf, buttons: button({ label: t.review, name: 'next', value: 'review' }),
        fields: [ask('rows', 'longText', t.rows, t.rowsHint), ask('source.statute', 'text', word('source.statute.label', t.statute), t.statuteHint), ask('source.statuteDate', 'date', word('source.statuteDate.label', t.statuteDate)), ask('source.validFrom', 'date', word('source.validFrom.label', t.validFrom)), ask('source.example', 'confirmation', t.isExample)],
      })}`) : alert({ kind: 'info', title: t.readOnly })
    }${section(html`${heading(t.table, 2)}${table({
      caption: t.table, captionHidden: true, rows: model.places, empty: t.unset,
      columns: [
        { label: t.place, rowHeader: true, cell: ({ officialName }) => officialName }, { label: t.key, cell: ({ ags }) => ags }, { label: t.value, cell: ({ value }) => (value === undefined ? t.unset : String(value.value)) },
        { label: t.source, cell: ({ value }) => (value === undefined ? '' : sourceText(value.source, locale)) },
      ],
    })}`)}`,
  };
}

/** What the pasted table changes, old and new beside each other, before anything is saved. */
export function placeValuesReviewView(model: Frame & { readonly changes: readonly PlaceValueChange[] }, locale: Locale): View {
  const t = texts(locale);
  const shown = (value: PlaceValue | undefined) => (value === undefined ? t.unset : `${value.value} (${sourceText(value.source, locale)})`);
  return {
    title: t.reviewTitle, breadcrumbs: [...model.crumbs, { label: model.label, href: model.href }, { label: t.reviewTitle }],
    main: html`${heading(t.reviewTitle)}${lead(model.changes.length === 0 ? t.none : t.changed(model.changes.length))}${section(table({
      caption: t.changes, captionHidden: true, rows: model.changes, empty: t.none,
      columns: [{ label: t.place, rowHeader: true, cell: ({ place }) => `${place.officialName} (${place.ags})` }, { label: t.before, cell: ({ before }) => shown(before) }, { label: t.after, cell: ({ after }) => shown(after) }],
    }))}${form({
      action: model.href, csrf: model.csrf, fields: html`${Object.entries(model.typed).map(([name, value]) => hiddenField({ name, value }))}`,
      buttons: html`${model.changes.length === 0 ? '' : button({ label: t.save, name: 'next', value: 'save' })}${button({ label: t.back, look: 'tertiary', name: 'next', value: 'edit' })}`,
    })}`,
  };
}

function sourceText(source: OverlaySource, locale: Locale): string {
  const t = texts(locale);
  return [t.from(source.statute, formatDate(source.validFrom as PlainDate, locale)), t.entered(source.enteredBy, formatDate(source.enteredOn as PlainDate, locale)), ...(source.example ? [t.example] : [])].join('; ');
}
