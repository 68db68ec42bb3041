import { emptyState, heading, html, lead, linkButton, paragraph, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, plainDate } from '@allmende/time';
import type { listWishes } from '../../actions/list-wishes.ts';

const texts = translations({
  de: {
    title: 'Was Menschen suchen und nicht finden', lead: 'Gezählt wird, wenn jemand auf den Seiten Ihrer Orte vergeblich sucht und „Das fehlt mir hier“ wählt.', words: 'Gesucht', count: 'Wie oft', last: 'Zuletzt', none: 'Noch hat niemand etwas vermisst', noneText: 'Was mehrere Menschen vergeblich suchen, steht dann hier.',
    rare: (count: number) => (count === 1 ? 'Ein weiterer Wunsch ist zu selten, um ihn zu zeigen: Er könnte etwas Persönliches enthalten.' : `${count} weitere Wünsche sind zu selten, um sie zu zeigen: Sie könnten etwas Persönliches enthalten.`), store: 'Lösungen ansehen',
  },
  en: {
    title: 'What people look for and do not find', lead: 'Counted when somebody searches the pages of your places in vain and chooses “I miss this here”.', words: 'Looked for', count: 'How often', last: 'Last', none: 'Nobody has missed anything yet', noneText: 'What several people look for in vain will stand here.',
    rare: (count: number) => (count === 1 ? 'One more wish is too rare to be shown: it could hold something personal.' : `${count} more wishes are too rare to be shown: they could hold something personal.`), store: 'Browse solutions',
  },
});

type Listed = Awaited<ReturnType<typeof listWishes>>;

/** What was missed, the most frequent first. */
export function wishesView(model: Listed & { readonly authority: AuthorityRef }, { locale, urlFor }: { readonly locale: Locale; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const rare = model.rare === 0 ? '' : paragraph(t.rare(model.rare), 'muted');
  const rows = table<Listed['wishes'][number]>({
    caption: t.title, captionHidden: true, rows: model.wishes, empty: '',
    columns: [{ label: t.words, cell: (one) => one.words }, { label: t.count, cell: (one) => formatNumber(one.count, locale) }, { label: t.last, cell: (one) => formatDate(plainDate(one.lastOn), locale) }],
  });
  const store = linkButton({ label: t.store, href: urlFor.office(model.authority.slug, 'store'), look: 'secondary' });
  return { title: t.title, main: html`${heading(t.title)}${lead(t.lead)}${model.wishes.length === 0 ? emptyState({ title: t.none, text: t.noneText, next: store }) : rows}${rare}` };
}
