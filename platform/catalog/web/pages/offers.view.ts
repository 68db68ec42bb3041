import { badge, emptyState, heading, html, lead, link, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { PlainDate } from '@allmende/time';
import type { Offer } from '../../domain/offer.ts';

const texts = translations({
  de: {
    title: 'Angebote und Preise', lead: 'Was Mitglieder bestellen können. Ohne Preis kann niemand bestellen.', caption: 'Angebote', none: 'Noch kein Angebot', noneText: 'Angebote entstehen, wenn ein Paket freigegeben wird: ./allmende app publish <Ordner>.',
    name: 'Angebot', app: 'Anwendung', state: 'Stand', noPrice: 'ohne Preis', priced: 'bestellbar', withdrawn: 'zurückgezogen', later: 'Preis gilt erst später',
  },
  en: {
    title: 'Offers and prices', lead: 'What members can order. Nobody can order without a price.', caption: 'Offers', none: 'No offer yet', noneText: 'Offers come into being when a package is released: ./allmende app publish <folder>.',
    name: 'Offer', app: 'App', state: 'State', noPrice: 'no price', priced: 'can be ordered', withdrawn: 'withdrawn', later: 'price applies later',
  },
});

/** All offers with whether they can be ordered. */
export function offersView(model: { readonly offers: readonly Offer[]; readonly today: PlainDate }, { locale, urlFor }: { locale: Locale; urlFor: UrlFor }): View {
  const t = texts(locale);
  const state = (offer: Offer) => {
    if (offer.withdrawnOn !== null) return badge(t.withdrawn, 'neutral', { small: true });
    if (offer.prices.length === 0 && offer.rates.length === 0) return badge(t.noPrice, 'warning', { small: true });
    return [...offer.prices, ...offer.rates].some(({ validFrom }) => validFrom <= model.today) ? badge(t.priced, 'success', { small: true }) : badge(t.later, 'info', { small: true });
  };
  const rank = (offer: Offer) => (offer.withdrawnOn !== null ? 2 : offer.prices.length === 0 && offer.rates.length === 0 ? 0 : 1);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${section(table<Offer>({
      caption: t.caption, rows: model.offers.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, 'de')), empty: emptyState({ title: t.none, text: t.noneText }),
      columns: [{ label: t.name, cell: (offer) => link({ label: offer.name, href: urlFor.operator('offers', offer.id) }) }, { label: t.app, cell: ({ appId, plan }) => `${appId}, ${plan}` }, { label: t.state, cell: state }],
    }))}`,
  };
}
