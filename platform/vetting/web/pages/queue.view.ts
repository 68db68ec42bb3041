import { alert, emptyState, heading, html, lead, link, linkButton, paragraph, section, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatInstant } from '@allmende/time';
import type { StandingSolution } from '../../actions/see-solution.ts';
import type { AdvisoryImport } from '../../data/advisory.ts';
import { levelBadge } from '../ladder.view.ts';

const texts = translations({
  de: {
    title: 'Prüfung von Lösungen', lead: 'Was Anbieter einreichen, mit jedem Nachweis und jeder Prüfung.', submitted: 'Warten auf Sichtung', approved: 'Warten auf die Freigabe des Anbieters', published: 'Im Store', none: 'Nichts wartet', noneText: 'Sobald ein Anbieter eine Lösung einreicht, steht sie hier.', empty: 'Keine.',
    name: 'Lösung', supplier: 'Anbieter', level: 'Stufe', since: 'Seit', open: 'Ansehen', advisories: 'Bekannte Schwachstellen', noImport: 'Noch keine Liste eingelesen', noImportText: 'Ohne Liste besteht keine Lösung die Prüfung auf Schwachstellen.', last: (at: string, count: string) => `Zuletzt eingelesen: ${at}, ${count} Einträge.`, doImport: 'Liste einlesen',
  },
  en: {
    title: 'Vetting of solutions', lead: 'What suppliers submit, with all evidence and every check.', submitted: 'Waiting for review', approved: 'Waiting for the supplier\'s approval', published: 'In the store', none: 'Nothing waits', noneText: 'As soon as a supplier submits a solution, it appears here.', empty: 'None.',
    name: 'Solution', supplier: 'Supplier', level: 'Level', since: 'Since', open: 'View', advisories: 'Known vulnerabilities', noImport: 'No list imported yet', noImportText: 'Without a list no solution passes the check for vulnerabilities.', last: (at, count) => `Last import: ${at}, ${count} entries.`, doImport: 'Import a list',
  },
});

type Row = StandingSolution & { readonly supplierName: string };
type Model = { readonly submitted: readonly Row[]; readonly approved: readonly Row[]; readonly published: readonly Row[]; readonly lastImport: AdvisoryImport | undefined };

/** The operator's queue. */
export function queueView(model: Model, { locale, urlFor }: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const rows = (caption: string, solutions: readonly Row[], empty: Html | string) => section(table<Row>({
    caption, rows: solutions, empty,
    columns: [
      { label: t.name, cell: ({ solution }) => solution.name }, { label: t.supplier, cell: ({ supplierName }) => supplierName }, { label: t.level, cell: ({ standing }) => levelBadge(standing.level, locale) },
      { label: t.since, cell: ({ solution }) => formatInstant(solution.changedAt, locale) }, { label: t.open, action: true, cell: ({ solution }) => link({ label: t.open, about: solution.name, href: urlFor.operator('vetting', solution.id) }) },
    ],
  }));
  const { lastImport } = model;
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${rows(t.submitted, model.submitted, emptyState({ title: t.none, text: t.noneText }))}${rows(t.approved, model.approved, t.empty)}${rows(t.published, model.published, t.empty)}${section(html`${heading(t.advisories, 2)}${
      lastImport === undefined ? alert({ kind: 'warning', title: t.noImport, body: t.noImportText }) : paragraph(t.last(formatInstant(lastImport.importedAt, locale), formatNumber(lastImport.advisories, locale)))
    }${linkButton({ label: t.doImport, href: urlFor.operator('advisories'), look: 'secondary' })}`)}`,
  };
}
