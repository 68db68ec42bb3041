import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, emptyState, errorSummary, form, formErrors, heading, html, lead, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatDateShort, type PlainDate } from '@allmende/time';
import { statutesOn, type Statutes } from '../../domain/statutes.ts';

type Day = { day: string; month: string; year: string };

/** What was typed into the form. */
export type TypedStatutes = { version: string; organisation: string; dated: Day; validFrom: Day; validUntil: Day; label: string; source: string };

const texts = translations({
  de: {
    title: 'Satzung', lead: 'Jede Bestellung auf dem Inhouse-Weg (§ 108 GWB) stützt sich auf die Fassung, die am Tag der Freigabe gilt. Eingetragene Fassungen werden nie geändert.', versions: 'Eingetragene Fassungen', none: 'Noch keine Fassung eingetragen', noneText: 'Ohne eine gültige Fassung kann kein Mitglied etwas bestellen.',
    version: 'Fassung', versionHint: 'Zum Beispiel „Fassung vom 1. Januar 2026“', organisation: 'Trägerin der Plattform', organisationHint: 'Name, wie er in den Verträgen stehen soll', dated: 'Beschlossen am', validFrom: 'Gilt ab', validUntil: 'Gilt bis', label: 'Hinweis', labelHint: 'Erscheint überall daneben, zum Beispiel „Beispielwerte“. Leer bei einer echten Fassung.',
    source: 'Quelle', sourceHint: 'Wo die Fassung liegt, zum Beispiel das Vereinsregister', add: 'Fassung eintragen', open: 'offen', inForce: 'gilt heute',
  },
  en: {
    title: 'Statutes', lead: 'Every in-house order (§ 108 GWB) rests on the version that is in force on the day of approval. Entered versions are never changed.', versions: 'Entered versions', none: 'No version entered yet', noneText: 'Without a valid version no member can order anything.',
    version: 'Version', versionHint: 'For example “Version of 1 January 2026”', organisation: 'Body behind the platform', organisationHint: 'Its name as it should stand in contracts', dated: 'Resolved on', validFrom: 'Valid from', validUntil: 'Valid until', label: 'Note', labelHint: 'Appears wherever it is used, such as “sample values”. Empty for a real version.',
    source: 'Source', sourceHint: 'Where the version lies, such as the register of associations', add: 'Enter version', open: 'open', inForce: 'in force',
  },
});

/** Versions of the statutes, and the form for a new one. */
export function statutesView(model: { statutes: readonly Statutes[]; today: PlainDate; typed: TypedStatutes; problems: readonly FieldProblem[] }, { locale, csrf }: { locale: Locale; csrf: string }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems);
  const { typed } = model;
  const inForce = statutesOn(model.statutes, model.today);
  const text = (name: 'version' | 'organisation' | 'label' | 'source', label: string, hint: string, optional = false) => textField({ name, label, hint, value: typed[name], error: errors.of(name), optional, locale });
  const day = (name: 'dated' | 'validFrom' | 'validUntil', label: string, optional = false) => dateField({ name, label, value: typed[name], error: errors.of(name), optional, locale });
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(table<Statutes>({
      caption: t.versions, rows: model.statutes, empty: emptyState({ title: t.none, text: t.noneText }),
      columns: [
        { label: t.version, cell: (one) => html`${one.version}${one.label === null ? '' : html` ${badge(one.label, 'info', { small: true })}`}${one === inForce ? html` ${badge(t.inForce, 'success', { small: true })}` : ''}` },
        { label: t.organisation, cell: (one) => one.organisation }, { label: t.dated, cell: (one) => formatDateShort(one.dated, locale) }, { label: t.validFrom, cell: (one) => formatDateShort(one.validFrom, locale) },
        { label: t.validUntil, cell: (one) => (one.validUntil === null ? t.open : formatDateShort(one.validUntil, locale)) }, { label: t.source, cell: (one) => one.source },
      ],
    }))}${section(html`${heading(t.add, 2)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${text('version', t.version, t.versionHint)}${text('organisation', t.organisation, t.organisationHint)}${day('dated', t.dated)}${day('validFrom', t.validFrom)}${day('validUntil', t.validUntil, true)}${text('label', t.label, t.labelHint, true)}${text('source', t.source, t.sourceHint)}`,
    })}`)}`,
  };
}
