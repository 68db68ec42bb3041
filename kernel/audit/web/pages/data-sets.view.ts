import { badge, details, heading, html, lead, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { DataSet } from '../../actions/list-data-sets.ts';
import type { LogLinks } from '../log-area.ts';

const texts = translations({
  de: {
    log: 'Prüfprotokoll', workspace: 'Arbeitsplatz der Prüfung', title: 'Verzeichnis der Datenbestände', lead: (count: string) => `${count} Tabellen, so wie die Datenbank sich gerade selbst beschreibt. Inhalte stehen hier nicht.`, english: 'Die Beschreibungen sind englisch, wie im Quelltext.', column: 'Feld', type: 'Art', about: 'Bedeutung', required: 'Pflicht', yes: 'ja', no: 'nein', own: 'je Behörde getrennt', all: 'für alle', none: 'Keine Tabellen.',
  },
  en: { log: 'Audit log', workspace: 'Auditor\'s workspace', title: 'Register of data sets', lead: (count: string) => `${count} tables, as the database describes itself now. No content stands here.`, english: '', column: 'Field', type: 'Type', about: 'Meaning', required: 'Required', yes: 'yes', no: 'no', own: 'kept apart per authority', all: 'for all', none: 'No tables.' },
});

/** All tables with their fields, room by room. */
export function dataSetsView({ sets, links, locale }: { readonly sets: readonly DataSet[]; readonly links: LogLinks; readonly locale: Locale }): View {
  const t = texts(locale);
  const rooms = [...new Set(sets.map(({ room }) => room))];
  const english = (text: string) => (locale === 'en' ? text : html`<span lang="en">${text}</span>`);
  return {
    title: t.title, breadcrumbs: [{ label: t.log, href: links.href() }, { label: t.workspace, href: links.href('workspace') }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead(formatNumber(sets.length, locale)))}${t.english === '' ? '' : paragraph(t.english)}${sets.length === 0 ? paragraph(t.none) : rooms.map((room) => section(html`${heading(room, 2)}${sets.filter((one) => one.room === room).map((one) => details({
      summary: one.name,
      body: html`<p class="kern-body a-text">${badge(one.perAuthority ? t.own : t.all, one.perAuthority ? 'info' : 'neutral', { small: true })} ${english(one.about)}</p>${table<DataSet['columns'][number]>({
        caption: `${room}.${one.name}`, captionHidden: true, rows: one.columns, empty: t.none,
        columns: [{ label: t.column, cell: (column) => column.name }, { label: t.type, cell: (column) => column.type }, { label: t.required, cell: (column) => (column.required ? t.yes : t.no) }, { label: t.about, cell: (column) => (column.about === null ? '–' : english(column.about)) }],
      })}`,
    }))}`))}`,
  };
}
