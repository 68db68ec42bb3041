import { alert, code, heading, html, lead, linkButton, linkRow, searchForm, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { LogLine } from '@allmende/operations';
import { withQuery, type AuthorityRef, type UrlFor } from '@allmende/tenancy';
import type { FoundLogs } from '../../actions/search-logs.ts';
import { operationWords } from '../operation-words.ts';

const texts = translations({
  de: {
    title: 'Ausgaben', lead: 'Was die Anwendung beim Laufen schreibt, das Neueste zuerst.', privacy: 'Ausgaben können personenbezogene Daten enthalten', privacyText: 'Sie werden hier nicht gespeichert, nur gezeigt. Dass Sie nachsehen, steht im Prüfprotokoll. Der Betrieb der Plattform sieht sie nicht.',
    search: 'In den Ausgaben suchen', at: 'Wann', text: 'Ausgabe', none: 'Nichts gefunden.', cut: 'Es gibt mehr, als hier steht. Suchen Sie genauer.', all: 'Alle Teile', only: (component: string) => `Nur „${component}“`, hour: 'Nur die letzte Stunde', always: 'Ohne Zeitgrenze',
  },
  en: {
    title: 'What it writes', lead: 'What the app writes while it runs, the newest first.', privacy: 'This may hold personal data', privacyText: 'It is not stored here, only shown. That you look is noted in the audit log. The operator of the platform does not see it.',
    search: 'Search what it writes', at: 'When', text: 'Text', none: 'Nothing found.', cut: 'There is more than is shown here. Search more closely.', all: 'All parts', only: (component: string) => `Only “${component}”`, hour: 'Only the last hour', always: 'Without limit of time',
  },
});

type Model = { readonly found: FoundLogs; readonly query: { readonly q: string; readonly component: string; readonly since: string }; readonly authority: AuthorityRef; readonly hourAgo: string };

/** Lines of an app, to search. */
export function logsView(model: Model, options: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const { locale, urlFor } = options;
  const [t, shared] = [texts(locale), operationWords(locale)];
  const { found, query } = model;
  const { instance } = found;
  const here = urlFor.office(model.authority.slug, 'monitoring', 'instances', instance.instance, 'logs');
  const stamp = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Europe/Berlin' });
  const choices: Html[] = [
    ...(query.component === '' ? [] : [linkButton({ label: t.all, href: withQuery(here, { q: query.q, since: query.since }), look: 'tertiary', small: true })]),
    ...found.components.filter((one) => one !== query.component && found.components.length > 1).map((one) => linkButton({ label: t.only(one), href: withQuery(here, { ...query, component: one }), look: 'tertiary', small: true })),
    query.since === '' ? linkButton({ label: t.hour, href: withQuery(here, { ...query, since: model.hourAgo }), look: 'tertiary', small: true }) : linkButton({ label: t.always, href: withQuery(here, { q: query.q, component: query.component }), look: 'tertiary', small: true }),
  ];
  return {
    title: `${t.title}: ${instance.title}`,
    breadcrumbs: [{ label: shared.operation, href: urlFor.office(model.authority.slug, 'monitoring') }, { label: instance.title, href: urlFor.office(model.authority.slug, 'monitoring', 'instances', instance.instance) }, { label: t.title }],
    main: html`${heading(t.title, 1, { preline: instance.title })}${lead(t.lead)}${alert({ kind: 'info', title: t.privacy, body: t.privacyText })}${searchForm({ action: here, label: t.search, value: query.q, keep: { component: query.component, since: query.since }, locale })}${linkRow(choices)}${table<LogLine>({
      caption: t.title, captionHidden: true, rows: found.lines, empty: t.none,
      columns: [{ label: t.at, rowHeader: true, cell: (one) => (found.components.length > 1 ? `${stamp.format(one.at)}, ${one.component}` : stamp.format(one.at)) }, { label: t.text, cell: (one) => code(one.text) }],
    })}${found.isCut ? html`<p>${t.cut}</p>` : ''}`,
  };
}
