import type { FieldProblem } from '@allmende/errors';
import { alert, button, emptyState, errorSummary, fieldset, form, formErrors, heading, hiddenField, html, lead, link, linkButton, paragraph, radioGroup, textField, type FormErrors, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { Need } from '@allmende/needs';
import type { ParameterSchema } from '@allmende/operations';
import { withQuery, type AuthorityRef, type UrlFor } from '@allmende/tenancy';
import type { QuotedOffer } from '../../actions/quote-offers.ts';
import { parameterFields } from '../parameter-fields.ts';
import type { TypedParameters } from '../read-parameters.ts';
import { showPrice } from '../show-price.ts';

const texts = translations({
  de: {
    orders: 'Bestellungen', title: 'Bestellung beginnen', lead: 'Noch verpflichtet Sie nichts. Sie stellen einen Entwurf zusammen und reichen ihn danach ein.', need: 'Für welchen Bedarf?', otherNeed: 'Anderen Bedarf eintragen', noNeed: 'Zuerst ein Bedarf',
    noNeedText: 'Eine Bestellung gehört immer zu einem offenen Bedarf.', addNeed: 'Bedarf eintragen', offer: 'Welches Angebot?', noOffer: 'Es gibt noch kein Angebot', noOfferText: 'Sobald etwas bestellbar ist, steht es hier und im Store.', otherOffer: 'Anderes Angebot wählen', go: 'Weiter', add: 'In den Entwurf',
    perYear: 'im Jahr', group: (name: string) => `Beitragsklasse ${name}`, cases: 'Fälle im Jahr', users: 'Personen, die damit arbeiten', usageHint: 'Was Sie erwarten; abgerechnet wird die gezählte Nutzung.', refused: 'Das geht noch nicht', note: 'So läuft es hier',
  },
  en: {
    orders: 'Orders', title: 'Begin an order', lead: 'Nothing commits you yet. You put a draft together and hand it in afterwards.', need: 'For which need?', otherNeed: 'Record another need', noNeed: 'First a need',
    noNeedText: 'An order always belongs to an open need.', addNeed: 'Record a need', offer: 'Which offer?', noOffer: 'There is no offer yet', noOfferText: 'As soon as something can be ordered, it appears here and in the store.', otherOffer: 'Choose another offer', go: 'Continue', add: 'Into the draft',
    perYear: 'per year', group: (name: string) => `contribution class ${name}`, cases: 'Cases per year', users: 'People who work with it', usageHint: 'What you expect; the counted use is billed.', refused: 'Not possible yet', note: 'How it runs here',
  },
});

/** What was typed about the expected use. */
export type TypedUsage = { readonly cases: string; readonly users: string };

type Model = {
  needs: readonly Need[]; offers: readonly QuotedOffer[]; /** What whoever orders should know of how the offered apps would run. */ notes: readonly string[]; typed: { readonly need: string; readonly offer: string }; problems: readonly FieldProblem[]; refused: string | undefined;
  /** The chosen offer with what its order states; until an offer is chosen that asks something, all offers are shown. */
  scope: { readonly quoted: QuotedOffer; readonly schema: ParameterSchema; readonly typed: TypedParameters } | undefined;
  readonly usage: TypedUsage;
};
type Options = { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef };

/** Chooses need and offer for a new draft, and then what of the offer is ordered. */
export function newOrderView(model: Model, { locale, csrf, urlFor, authority }: Options): View {
  const t = texts(locale);
  const { needs, offers, problems, refused, scope } = model;
  const errors = formErrors(problems, locale);
  const newNeed = urlFor.office(authority.slug, 'needs', 'new');
  const here = urlFor.office(authority.slug, 'orders', 'new');
  const body = needs.length === 0 ? emptyState({ title: t.noNeed, text: t.noNeedText, next: linkButton({ label: t.addNeed, href: newNeed }) })
    : offers.length === 0 ? emptyState({ title: t.noOffer, text: t.noOfferText })
      : form({
        csrf, action: here, label: t.title, buttons: button({ label: scope === undefined ? t.go : t.add }),
        fields: html`${needFields(model, errors, locale, newNeed)}${scope === undefined ? offerFields(model, errors, locale) : scopeFields(scope, model.usage, errors, locale, withQuery(here, model.typed.need === '' ? {} : { need: model.typed.need }))}`,
      });
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.orders, href: urlFor.office(authority.slug, 'orders') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: refused })}${heading(t.title)}${lead(t.lead)}${(needs.length === 0 ? [] : model.notes).map((note) => alert({ kind: 'info', title: t.note, body: note }))}${body}`,
  };
}

function needFields({ needs, typed }: Model, errors: FormErrors, locale: Locale, newNeed: string): Html {
  const t = texts(locale);
  return html`${radioGroup({ name: 'need', label: t.need, value: needs.length === 1 ? needs[0]?.id : typed.need, error: errors.of('need'), locale, options: needs.map((one) => ({ value: one.id, label: one.title })) })}${paragraph(link({ label: t.otherNeed, href: newNeed }))}`;
}

function offerFields({ offers, typed }: Model, errors: FormErrors, locale: Locale): Html {
  return radioGroup({ name: 'offer', label: texts(locale).offer, value: typed.offer, error: errors.of('offer'), locale, options: offers.map((one) => ({ value: one.offer.id, label: one.offer.name, hint: offerHint(one, locale) })) });
}

function scopeFields({ quoted, schema, typed }: NonNullable<Model['scope']>, usage: TypedUsage, errors: FormErrors, locale: Locale, otherOffer: string): Html {
  return html`${hiddenField({ name: 'offer', value: quoted.offer.id })}${hiddenField({ name: 'scope', value: 'stated' })}${fieldset({
    legend: quoted.offer.name, hint: html`${offerHint(quoted, locale)}<br>${link({ label: texts(locale).otherOffer, href: otherOffer })}`, fields: html`${parameterFields(schema, typed, errors, locale)}${quoted.asks.cases ? usageField('cases', usage, errors, locale) : ''}${quoted.asks.users ? usageField('users', usage, errors, locale) : ''}`,
  })}`;
}

function usageField(name: 'cases' | 'users', typed: TypedUsage, errors: FormErrors, locale: Locale): Html {
  const t = texts(locale);
  return textField({ name, label: t[name], hint: t.usageHint, value: typed[name], error: errors.of(name), inputmode: 'numeric', width: 'short', locale });
}

function offerHint({ offer, price, whyNot }: QuotedOffer, locale: Locale): string | undefined {
  const t = texts(locale);
  if (price !== undefined && price.contributionClass === '') return `${offer.description.replace(/\.$/u, '')}. ${showPrice(price, locale)} ${t.perYear}`;
  return price === undefined ? whyNot : `${offer.description.replace(/\.$/u, '')}. ${showPrice(price, locale)} ${t.perYear}, ${t.group(price.contributionClass)}`;
}
