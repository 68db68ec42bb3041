import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, errorSummary, form, formErrors, heading, html, lead, paragraph, radioGroup, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatDateShort, formatInstant } from '@allmende/time';
import type { AppInUse, Clearance } from '../../domain/clearance.ts';

/** What was typed into the form; `which` is app and version. */
export type TypedClearance = { readonly which: string; readonly checkedBy: string; readonly checkedOn: { readonly day: string; readonly month: string; readonly year: string }; readonly reference: string };

const texts = translations({
  de: {
    title: 'Freigabe von Anwendungen', lead: 'Welche Version welcher Anwendung Ihre Behörde zum Einsatz freigegeben hat, und auf welche Prüfung sich das stützt.', inUse: 'Im Einsatz', app: 'Anwendung', version: 'Version', state: 'Stand', open: 'noch nicht freigegeben', cleared: 'freigegeben', none: 'Keine Anwendung läuft.',
    add: 'Freigabe eintragen', addText: 'Die Prüfung selbst geschieht außerhalb der Plattform. Eingetragenes wird nie geändert. Läuft später eine andere Version, ist sie wieder freizugeben; sie läuft auch ohne Freigabe.', which: 'Was wird freigegeben?', checkedBy: 'Welche Stelle hat fachlich geprüft?', checkedByHint: 'Zum Beispiel das Rechnungsprüfungsamt; keine Person', checkedOn: 'Tag der Prüfung', reference: 'Wo die Prüfung liegt', reading: 'Freigeben kann die Leitung der Behörde oder des Hauptamts.',
    history: 'Alle Freigaben', noHistory: 'Noch keine Freigabe.', at: 'Freigegeben',
  },
  en: {
    title: 'Clearance of apps', lead: 'Which version of which app your authority has cleared for use, and on which check that rests.', inUse: 'In use', app: 'App', version: 'Version', state: 'State', open: 'not cleared yet', cleared: 'cleared', none: 'No app is running.',
    add: 'Enter a clearance', addText: 'The check itself is made outside the platform. What is entered is never changed. When another version runs later, it has to be cleared again; it runs without that too.', which: 'What is cleared?', checkedBy: 'Which office has checked it?', checkedByHint: 'Such as the audit office; no person', checkedOn: 'Day of the check', reference: 'Where the check lies', reading: 'The head of the authority or of its main office can clear apps.',
    history: 'All clearances', noHistory: 'No clearance yet.', at: 'Cleared',
  },
});

/** Versions in use with their clearances, and every clearance that was entered. */
export function clearancesView(model: { readonly inUse: readonly AppInUse[]; readonly clearances: readonly Clearance[]; readonly mayClear: boolean; readonly typed: TypedClearance; readonly problems: readonly FieldProblem[] }, { locale, csrf }: { readonly locale: Locale; readonly csrf: string }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { inUse, typed } = model;
  const check = (one: Clearance) => `${one.checkedBy}, ${formatDateShort(one.checkedOn, locale)}, ${one.reference}`;
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.inUse, 2)}${table<AppInUse>({
      caption: t.inUse, captionHidden: true, rows: inUse, empty: t.none,
      columns: [
        { label: t.app, cell: (one) => one.title }, { label: t.version, cell: (one) => one.version },
        { label: t.state, cell: (one) => (one.clearance === null ? badge(t.open, 'warning', { small: true }) : html`${badge(t.cleared, 'success', { small: true })}<br>${check(one.clearance)}`) },
      ],
    })}`)}${!model.mayClear ? paragraph(t.reading) : inUse.length === 0 ? '' : section(html`${heading(t.add, 2)}${paragraph(t.addText)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${radioGroup({ name: 'which', label: t.which, value: typed.which, error: errors.of('which'), locale, options: inUse.map(({ app, title, version }) => ({ value: `${app} ${version}`, label: `${title} ${version}` })) })}${
        textField({ name: 'checkedBy', label: t.checkedBy, hint: t.checkedByHint, value: typed.checkedBy, error: errors.of('checkedBy'), locale })}${dateField({ name: 'checkedOn', label: t.checkedOn, value: typed.checkedOn, error: errors.of('checkedOn'), locale })}${
        textField({ name: 'reference', label: t.reference, value: typed.reference, error: errors.of('reference'), locale })}`,
    })}`)}${section(html`${heading(t.history, 2)}${table<Clearance>({
      caption: t.history, captionHidden: true, rows: model.clearances, empty: t.noHistory,
      columns: [{ label: t.app, cell: (one) => one.title }, { label: t.version, cell: (one) => one.version }, { label: t.checkedBy, cell: check }, { label: t.at, cell: (one) => formatInstant(one.cleared.at, locale) }],
    })}`)}`,
  };
}
