import type { View } from '@allmende/http';
import { alert, badge, cardGrid, emptyState, filterLinks, heading, html, lead, linkButton, pagination, paragraph, searchForm, section, split, spokenByTag, type Card, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { CatalogResult } from '../../actions/search-catalog.ts';
import { facetNames, facetValueName, type FacetName } from '../../domain/facet.ts';
import type { SolutionCard } from '../../domain/solution.ts';
import { storeAddress, type StoreQuery } from '../store-query.ts';

const texts = translations({
  de: {
    title: 'Store', lead: 'Software für Verwaltungen: was es gibt, wer es nutzt und was es kostet.', search: 'Was suchen Sie?', hint: 'Zum Beispiel Termine, Beteiligung oder Akten', filters: 'Auswahl eingrenzen',
    found: (count: number) => (count === 1 ? '1 Lösung' : `${count.toLocaleString('de-DE')} Lösungen`), foundFor: (count: string, query: string) => `${count} für „${query}“`,
    similar: 'Nichts passt genau', similarText: 'Diese Lösungen klingen ähnlich wie das, wonach Sie suchen.',
    nothing: 'Dazu gibt es noch keine Lösung', nothingText: 'Versuchen Sie ein anderes Wort. Oder halten Sie fest, was Sie brauchen: Dann sehen Sie auch, wer dasselbe sucht.',
    record: (name: string) => `Bedarf festhalten für ${name}`, signIn: 'Anmelden und Bedarf festhalten', all: 'Alle Lösungen zeigen',
    users: (count: number) => (count === 1 ? '1 Verwaltung nutzt es' : `${count} Verwaltungen nutzen es`), ownWords: 'Keine Beschreibung vorhanden.',
    origin: 'Herkunft', category: 'Wofür', status: 'Stand', type: 'Art', platform: 'Läuft auf', licence: 'Lizenz', language: 'Sprache der Software',
  },
  en: {
    title: 'Store', lead: 'Software for public authorities: what there is, who uses it and what it costs.', search: 'What are you looking for?', hint: 'For example appointments, participation or records', filters: 'Narrow down',
    found: (count: number) => (count === 1 ? '1 solution' : `${count.toLocaleString('en-GB')} solutions`), foundFor: (count: string, query: string) => `${count} for “${query}”`,
    similar: 'Nothing fits exactly', similarText: 'These solutions sound like what you are looking for.',
    nothing: 'There is no solution for this yet', nothingText: 'Try another word. Or record what you need: then you also see who is looking for the same.',
    record: (name: string) => `Record the need for ${name}`, signIn: 'Sign in and record the need', all: 'Show all solutions',
    users: (count: number) => (count === 1 ? 'Used by 1 authority' : `Used by ${count} authorities`), ownWords: 'No description available.',
    origin: 'Origin', category: 'Purpose', status: 'Status', type: 'Kind', platform: 'Runs on', licence: 'Licence', language: 'Language of the software',
  },
});

type Model = { result: CatalogResult; query: StoreQuery; own: readonly { slug: string; name: string }[] };

/** The store: search, filters and the solutions found. */
export function storeView({ result, query, own }: Model, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  const base = urlFor.public('store');
  const asked = query.q?.trim() ?? '';
  const keep = Object.fromEntries(facetNames.flatMap((facet) => (query[facet] ? [[facet, query[facet]]] : [])));
  const counted = asked === '' ? t.found(result.total) : t.foundFor(t.found(result.total), asked);
  const content = result.total === 0
    ? nothingFound(t, asked, own, base, urlFor)
    : html`<p class="kern-body a-text" role="status">${counted}</p>${result.approximate ? alert({ kind: 'info', title: t.similar, body: t.similarText }) : ''}${cardGrid(
        result.entries.map((entry) => entryCard(entry, t, locale, urlFor)),
      )}${pagination({ page: result.page, pages: result.pages, locale, href: (page) => storeAddress(base, query, { page: page === 1 ? undefined : String(page) }) })}`;
  const groups = result.facets.map(({ facet, values }) => ({
    name: t[facet],
    links: values.map(({ value, count, chosen }) => ({ label: facetValueName(facet, value, locale), count, current: chosen, href: storeAddress(base, query, { [facet]: chosen ? undefined : value } as Partial<Record<FacetName, string>>) })),
  }));
  return {
    title: asked === '' ? t.title : `${asked} – ${t.title}`,
    main: html`${heading(t.title)}${lead(t.lead)}${searchForm({ action: base, label: t.search, hint: t.hint, value: query.q, keep, locale })}${
      section(result.total === 0 ? content : split({ aside: filterLinks({ label: t.filters, groups }), content }))
    }`,
    breadcrumbs: [{ label: 'Allmende', href: urlFor.public() }, { label: t.title }],
  };
}

function entryCard(entry: SolutionCard, t: ReturnType<typeof texts>, locale: Locale, urlFor: UrlFor): Card {
  const told = entry.shortDescription === '' ? t.ownWords : entry.shortDescription;
  return {
    title: entry.name, href: urlFor.public('store', entry.slug), preline: entry.categories.slice(0, 2).map((category) => facetValueName('category', category, locale)).join(' · ') || undefined,
    body: paragraph(spokenByTag(told, entry.shortDescription === '' ? null : entry.shortDescriptionLanguage, locale)),
    footer: html`${badge(facetValueName('origin', entry.origin, locale), entry.origin === 'first-party' ? 'info' : 'neutral', { small: true })} ${entry.licence === null ? '' : badge(entry.licence, 'neutral', { small: true })} ${
      entry.users > 0 ? badge(t.users(entry.users), 'success', { small: true }) : ''
    }`,
  };
}

function nothingFound(t: ReturnType<typeof texts>, asked: string, own: Model['own'], base: string, urlFor: UrlFor): Html {
  const record = own.length > 0
    ? own.slice(0, 3).map(({ slug, name }) => linkButton({ label: t.record(name), href: withQuery(urlFor.office(slug, 'needs', 'new'), { title: asked }) }))
    : linkButton({ label: t.signIn, href: withQuery(urlFor.public('sign-in'), { next: withQuery(base, { q: asked }) }) });
  return emptyState({ title: t.nothing, text: t.nothingText, next: html`<div class="kern-btn-wrapper a-buttons">${record}${linkButton({ label: t.all, href: base, look: 'secondary' })}</div>` });
}
