import type { FieldProblem } from '@allmende/errors';
import { button, errorSummary, fileField, form, formErrors, heading, html, lead, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { AdvisoryImport } from '../../data/advisory.ts';

const texts = translations({
  de: { queue: 'Prüfung von Lösungen', title: 'Bekannte Schwachstellen', lead: 'Lesen Sie Listen im Format OSV ein, wie osv.dev sie bereitstellt. Danach wird jede Lösung von selbst neu geprüft. Eine Liste gilt 30 Tage.', file: 'Datei (OSV, JSON)', hint: 'Ein Eintrag, eine Liste oder eine Zeile je Eintrag, höchstens 50 MB.', send: 'Einlesen', imports: 'Eingelesene Listen', none: 'Noch keine.', at: 'Eingelesen', count: 'Einträge', unreadable: 'Nicht lesbar', hash: 'Prüfsumme' },
  en: { queue: 'Vetting of solutions', title: 'Known vulnerabilities', lead: 'Import lists in OSV format as osv.dev provides them. Every solution is then checked again by itself. A list is valid for 30 days.', file: 'File (OSV, JSON)', hint: 'One entry, a list, or a line for each entry, at most 50 MB.', send: 'Import', imports: 'Imported lists', none: 'None yet.', at: 'Imported', count: 'Entries', unreadable: 'Unreadable', hash: 'Hash' },
});

/** Imports of known vulnerabilities, and the form for the next one. */
export function advisoriesView(model: { readonly imports: readonly AdvisoryImport[]; readonly problems: readonly FieldProblem[] }, { locale, csrf, urlFor }: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.queue, href: urlFor.operator('vetting') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${form({ csrf, multipart: true, label: t.send, fields: fileField({ name: 'file', label: t.file, hint: t.hint, accept: '.json,.jsonl,application/json', error: errors.of('file'), locale }), buttons: button({ label: t.send }) })}${section(table<AdvisoryImport>({
      caption: t.imports, rows: model.imports, empty: t.none,
      columns: [
        { label: t.at, cell: ({ importedAt }) => formatInstant(importedAt, locale) }, { label: t.count, numeric: true, cell: ({ advisories }) => formatNumber(advisories, locale) }, { label: t.unreadable, numeric: true, cell: ({ unreadable }) => formatNumber(unreadable, locale) },
        { label: t.hash, cell: ({ hash }) => html`<code>${hash.slice(0, 16)}…</code>` },
      ],
    }))}`,
  };
}
