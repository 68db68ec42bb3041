import { alert, button, emptyState, form, heading, hiddenField, html, lead, link, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { Authority } from '@allmende/register';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate } from '@allmende/time';
import type { NeighbourContract, NeighbourOffer } from '../../actions/see-neighbour.ts';
import { scopeText } from '../../domain/contract-document.ts';
import { showPrice } from '../show-price.ts';

const texts = translations({
  de: {
    orders: 'Bestellungen', preline: 'Übernehmen', lead: 'Das nutzt diese Behörde. Mit einem Klick entstehen Ihr eigener Bedarf und ein Entwurf mit denselben Angeboten, zu Ihrem Preis. Noch verpflichtet Sie nichts.', none: 'Noch nichts zu übernehmen', noneText: 'Diese Behörde hat keinen laufenden Vertrag über die Plattform.', needs: 'Zu den Bedarfen',
    since: (day: string) => `seit ${day}`, offer: 'Angebot', services: 'Umfang', price: 'Ihr Preis im Jahr', take: 'Bedarf und Entwurf anlegen', refused: 'Das geht noch nicht', after: 'Danach: einreichen, freigeben, eigene Sätze eintragen.',
  },
  en: {
    orders: 'Orders', preline: 'Take over', lead: 'This is what the authority uses. One click makes your own need and a draft with the same offers at your price. Nothing commits you yet.', none: 'Nothing to take over yet', noneText: 'This authority has no running contract on the platform.', needs: 'To the needs',
    since: (day: string) => `since ${day}`, offer: 'Offer', services: 'Scope', price: 'Your price per year', take: 'Create need and draft', refused: 'Not possible yet', after: 'Then: hand in, approve, enter your own rates.',
  },
});

type Model = { neighbour: Authority; contracts: readonly NeighbourContract[]; mayPlace: boolean; refused: string | undefined };

/** What a neighbour uses, and the button that takes it over. */
export function takeOverView({ neighbour, contracts, mayPlace, refused }: Model, { locale, csrf, urlFor, authority }: { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const office = (...segments: string[]) => urlFor.office(authority.slug, ...segments);
  return {
    title: `${t.preline}: ${neighbour.name}`, breadcrumbs: [{ label: t.orders, href: office('orders') }, { label: neighbour.name }],
    main: html`${refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: refused })}${heading(neighbour.name, 1, { preline: t.preline })}${lead(t.lead)}${
      contracts.length === 0 ? emptyState({ title: t.none, text: t.noneText, next: link({ label: t.needs, href: office('needs') }) }) : contracts.map((contract) => section(html`${heading(`${contract.category}, ${t.since(formatDate(contract.since, locale))}`, 2)}${table<NeighbourOffer>({
        caption: contract.category, captionHidden: true, rows: contract.offers, empty: '',
        columns: [
          { label: t.offer, cell: (one) => link({ label: one.offer.name, href: urlFor.public('store', one.offer.solution) }) }, { label: t.services, cell: (one) => html`${one.offer.description}${scopeText(one) === '' ? '' : html`<br>${scopeText(one)}`}` },
          { label: t.price, numeric: true, cell: (one) => (one.price === undefined ? one.whyNot : showPrice(one.price, locale)) },
        ],
      })}${mayPlace ? html`${form({ csrf, action: office('orders', 'take-over', neighbour.slug), label: t.take, fields: hiddenField({ name: 'contract', value: contract.contract }), buttons: button({ label: t.take, about: contract.category }) })}${paragraph(t.after, 'small')}` : ''}`))}`,
  };
}
