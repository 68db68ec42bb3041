import type { FieldProblem } from '@allmende/errors';
import { alert, button, emptyState, errorSummary, form, formErrors, heading, html, lead, link, linkButton, paragraph, radioGroup, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { Need } from '@allmende/needs';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { QuotedOffer } from '../../actions/quote-offers.ts';
import { showPrice } from '../show-price.ts';

/** What was typed into the form. */
export type TypedOrder = { need: string; offer: string; services: string };

const texts = translations({
  de: {
    orders: 'Bestellungen', title: 'Bestellung beginnen', lead: 'Noch verpflichtet Sie nichts. Sie stellen einen Entwurf zusammen und reichen ihn danach ein.', need: 'Für welchen Bedarf?', otherNeed: 'Anderen Bedarf eintragen', noNeed: 'Zuerst ein Bedarf',
    noNeedText: 'Eine Bestellung gehört immer zu einem offenen Bedarf.', addNeed: 'Bedarf eintragen', offer: 'Welches Angebot?', noOffer: 'Es gibt noch kein Angebot', noOfferText: 'Sobald etwas bestellbar ist, steht es hier und im Store.', services: 'Leistungen', servicesHint: 'Nur für Online-Dienste: Kennungen der Leistungen, durch Komma getrennt, zum Beispiel „hundesteuer-anmelden“. Sie können später weitere einschalten.', add: 'In den Entwurf',
    perYear: 'im Jahr', group: (name: string) => `Beitragsklasse ${name}`, refused: 'Das geht noch nicht',
  },
  en: {
    orders: 'Orders', title: 'Begin an order', lead: 'Nothing commits you yet. You put a draft together and hand it in afterwards.', need: 'For which need?', otherNeed: 'Record another need', noNeed: 'First a need',
    noNeedText: 'An order always belongs to an open need.', addNeed: 'Record a need', offer: 'Which offer?', noOffer: 'There is no offer yet', noOfferText: 'As soon as something can be ordered, it appears here and in the store.', services: 'Services', servicesHint: 'Only for online services: ids of the services, separated by commas, such as “hundesteuer-anmelden”. You can switch on more later.', add: 'Into the draft',
    perYear: 'per year', group: (name: string) => `contribution class ${name}`, refused: 'Not possible yet',
  },
});

type Model = { needs: readonly Need[]; offers: readonly QuotedOffer[]; typed: TypedOrder; problems: readonly FieldProblem[]; refused: string | undefined };

/** Chooses need and offer for a new draft. */
export function newOrderView({ needs, offers, typed, problems, refused }: Model, { locale, csrf, urlFor, authority }: { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const errors = formErrors(problems);
  const newNeed = urlFor.office(authority.slug, 'needs', 'new');
  const hint = ({ offer, price, whyNot }: QuotedOffer) => (price === undefined ? whyNot : `${offer.description}. ${showPrice(price, locale)} ${t.perYear}, ${t.group(price.contributionClass)}`);
  const body = needs.length === 0 ? emptyState({ title: t.noNeed, text: t.noNeedText, next: linkButton({ label: t.addNeed, href: newNeed }) })
    : offers.length === 0 ? emptyState({ title: t.noOffer, text: t.noOfferText })
      : form({
        csrf, action: urlFor.office(authority.slug, 'orders', 'new'), label: t.title, buttons: button({ label: t.add }),
        fields: html`${radioGroup({ name: 'need', label: t.need, value: needs.length === 1 ? needs[0]?.id : typed.need, error: errors.of('need'), locale, options: needs.map((one) => ({ value: one.id, label: one.title })) })}${paragraph(link({ label: t.otherNeed, href: newNeed }))}${radioGroup({
          name: 'offer', label: t.offer, value: typed.offer, error: errors.of('offer'), locale, options: offers.map((one) => ({ value: one.offer.id, label: one.offer.name, hint: hint(one) })),
        })}${textField({ name: 'services', label: t.services, hint: t.servicesHint, value: typed.services, error: errors.of('services'), optional: true, spellcheck: false, locale })}`,
      });
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.orders, href: urlFor.office(authority.slug, 'orders') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: refused })}${heading(t.title)}${lead(t.lead)}${body}`,
  };
}
