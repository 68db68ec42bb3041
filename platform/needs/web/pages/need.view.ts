import { badge, button, descriptionList, details, emptyState, form, heading, html, link, linkButton, paragraph, section, spoken, spokenByTag, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { withQuery, type AuthorityRef, type UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant } from '@allmende/time';
import type { FittingSolution } from '../../actions/search-for-need.ts';
import type { SimilarNeed } from '../../actions/list-similar-needs.ts';
import type { Need } from '../../domain/need.ts';
import { needState } from '../need-state.ts';

const texts = translations({
  de: {
    needs: 'Bedarfe', preline: 'Bedarf', category: 'Themengebiet', cases: 'Fälle im Jahr', wantedBy: 'Gebraucht bis', details: 'Was wichtig ist', recorded: 'Eingetragen', state: 'Stand', unknown: 'nicht angegeben',
    similar: 'Wer hat den gleichen Bedarf?', noSimilar: 'Noch niemand sonst', noSimilarText: 'Sobald ein anderes Mitglied dieses Themengebiet einträgt, steht es hier.', authority: 'Behörde', uses: 'Nutzt dafür', searching: 'sucht noch', takeOver: 'Ansehen und übernehmen', takeOverHead: 'Übernehmen',
    solutions: 'Was im Store dazu passt', noSolutions: 'Im Store passt noch nichts dazu', noSolutionsText: 'Ihr Bedarf bleibt eingetragen. Die Betreiberin sieht, dass etwas fehlt.', store: 'Im Store suchen', solution: 'Lösung', about: 'Worum es geht', users: 'Nutzende Behörden', order: 'Bestellen', notOffered: 'noch nicht bestellbar', orders: 'Zu den Bestellungen',
    withdraw: 'Bedarf zurückziehen', withdrawText: 'Andere Mitglieder sehen den Bedarf dann nicht mehr. Er bleibt in Ihrer Liste.',
  },
  en: {
    needs: 'Needs', preline: 'Need', category: 'Subject area', cases: 'Cases per year', wantedBy: 'Needed by', details: 'What matters', recorded: 'Recorded', state: 'State', unknown: 'not stated',
    similar: 'Who has the same need?', noSimilar: 'Nobody else yet', noSimilarText: 'As soon as another member records this subject area, it appears here.', authority: 'Authority', uses: 'Uses for it', searching: 'still looking', takeOver: 'Look and take over', takeOverHead: 'Take over',
    solutions: 'What the store has for it', noSolutions: 'Nothing in the store fits yet', noSolutionsText: 'Your need stays recorded. The operator sees that something is missing.', store: 'Search the store', solution: 'Solution', about: 'What it does', users: 'Authorities using it', order: 'Order', notOffered: 'cannot be ordered yet', orders: 'To the orders',
    withdraw: 'Withdraw need', withdrawText: 'Other members no longer see the need. It stays in your list.',
  },
});

type Model = { need: Need; category: string; similar: readonly SimilarNeed[]; solutions: readonly FittingSolution[]; mayRecord: boolean };

/** One need: who has the same and uses what, and what the store has for it. */
export function needView({ need, category, similar, solutions, mayRecord }: Model, { locale, csrf, urlFor, authority }: { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const office = (...segments: string[]) => urlFor.office(authority.slug, ...segments);
  const state = needState(need.state, locale);
  const mayOrder = mayRecord && need.state === 'open';
  const store = linkButton({ label: t.store, href: withQuery(urlFor.public('store'), { q: need.title }), look: 'secondary' });
  return {
    title: need.title, breadcrumbs: [{ label: t.needs, href: office('needs') }, { label: need.title }],
    main: html`${heading(need.title, 1, { preline: t.preline })}${descriptionList([
      { name: t.state, value: badge(state.label, state.tone) }, { name: t.category, value: category }, { name: t.cases, value: need.casesPerYear === null ? t.unknown : formatNumber(need.casesPerYear, locale) },
      { name: t.wantedBy, value: need.wantedBy === null ? t.unknown : formatDate(need.wantedBy, locale) }, { name: t.details, value: need.details === '' ? t.unknown : spoken(need.details, 'de', locale) }, { name: t.recorded, value: formatInstant(need.recordedAt, locale) },
    ], locale)}${need.state === 'ordered' ? paragraph(link({ label: t.orders, href: office('orders') })) : ''}${section(html`${heading(t.similar, 2)}${table<SimilarNeed>({
      caption: t.similar, captionHidden: true, rows: similar, empty: emptyState({ title: t.noSimilar, text: t.noSimilarText }),
      columns: [
        { label: t.authority, cell: (one) => one.authority.name },
        { label: t.uses, cell: (one) => (one.solutions.length === 0 ? t.searching : html`<span>${one.solutions.map(({ slug, name }, index) => html`${index === 0 ? '' : ', '}${link({ label: name, href: urlFor.public('store', slug) })}`)}</span>`) },
        { label: t.takeOverHead, action: true, cell: (one) => (one.state === 'ordered' && mayOrder ? link({ label: t.takeOver, about: one.authority.name, href: office('orders', 'take-over', one.authority.slug) }) : '') },
      ],
    })}`)}${section(html`${heading(t.solutions, 2)}${table<FittingSolution>({
      caption: t.solutions, captionHidden: true, rows: solutions, empty: emptyState({ title: t.noSolutions, text: t.noSolutionsText, next: store }),
      columns: [
        { label: t.solution, cell: ({ card }) => link({ label: card.name, href: urlFor.public('store', card.slug) }) }, { label: t.about, cell: ({ card }) => spokenByTag(card.shortDescription, card.shortDescriptionLanguage, locale) },
        { label: t.users, numeric: true, cell: ({ card }) => formatNumber(card.users, locale) },
        {
          label: t.order, action: true,
          cell: ({ card, offers }) => (offers.length === 0 ? t.notOffered : mayOrder ? html`${offers.map((offer) => html`${link({ label: t.order, about: `${card.name} ${offer.plan}`, href: withQuery(office('orders', 'new'), { need: need.id, offer: offer.id }) })} `)}` : ''),
        },
      ],
    })}`)}${mayOrder ? details({ summary: t.withdraw, body: html`${paragraph(t.withdrawText)}${form({ csrf, action: office('needs', need.id, 'withdraw'), label: t.withdraw, fields: '', buttons: button({ label: t.withdraw, look: 'secondary' }) })}` }) : ''}`,
  };
}
