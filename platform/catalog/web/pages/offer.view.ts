import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, emptyState, errorSummary, form, formErrors, heading, hiddenField, html, lead, link, moneyField, paragraph, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { UrlFor } from '@allmende/tenancy';
import { formatDateShort, type PlainDate } from '@allmende/time';
import type { Offer } from '../../domain/offer.ts';
import { priceOn, type Price } from '../../domain/price.ts';
import { rateOn, type Rate } from '../../domain/rate.ts';

/** What was typed into the form for new prices; amounts by contribution class. */
export type TypedPrices = { readonly validFrom: { day: string; month: string; year: string }; readonly label: string; readonly amounts: Readonly<Record<string, string>> };

/** What was typed into the form for a price by use. */
export type TypedRate = { readonly rateFrom: { day: string; month: string; year: string }; readonly rateLabel: string } & Readonly<Record<'flatCents' | 'centsPerCase' | 'centsPerUser' | 'minimumCents', string>>;

const texts = translations({
  de: {
    offers: 'Angebote und Preise', toStore: 'Zum Eintrag im Store', toSustainability: 'Angaben zur Nachhaltigkeit', prices: 'Preise im Jahr nach Beitragsklasse', class: 'Klasse', price: 'Preis im Jahr', validFrom: 'Gilt ab', inForce: 'gilt heute', none: 'Noch kein Preis', noneText: 'Ohne Preis kann niemand dieses Angebot bestellen.',
    add: 'Preise eintragen', addText: 'Eingetragene Preise werden nie geändert; ein neuer Preis gilt ab einem neuen Tag. Ein leeres Feld lässt die Klasse, wie sie ist.', classPrice: (name: string) => `Klasse ${name}`, hint: 'Euro im Jahr, 0 ist ein Preis',
    label: 'Hinweis', labelHint: 'Erscheint neben dem Preis, zum Beispiel „Beispielwerte“. Leer bei einem echten Preis.', noClasses: 'Es gibt noch keine Beitragsklassen.', toClasses: 'Beitragsklassen eintragen',
    rates: 'Preise nach Nutzung', rateNone: 'Kein Preis nach Nutzung eingetragen.', rateText: 'Kommen zum Preis der Beitragsklasse hinzu. Ein leeres Feld heißt: Dieser Teil wird nicht berechnet.', rateAdd: 'Preis nach Nutzung eintragen', flat: 'Pauschal im Jahr', perCase: 'Je Fall', perUser: 'Je Person und Jahr', minimum: 'Mindestens im Jahr', rateHint: 'Euro',
    withdraw: 'Angebot zurückziehen', withdrawText: 'Dann kann es niemand mehr neu bestellen. Verträge, die stehen, laufen weiter.', giveBack: 'Wieder anbieten', withdrawn: (day: string) => `Dieses Angebot ist seit dem ${day} zurückgezogen.`,
  },
  en: {
    offers: 'Offers and prices', toStore: 'To the entry in the store', toSustainability: 'Statements on sustainability', prices: 'Prices per year by contribution class', class: 'Class', price: 'Price per year', validFrom: 'Valid from', inForce: 'in force', none: 'No price yet', noneText: 'Nobody can order this offer without a price.',
    add: 'Enter prices', addText: 'Entered prices are never changed; a new price applies from a new day. An empty field leaves the class as it is.', classPrice: (name: string) => `Class ${name}`, hint: 'Euros per year, 0 is a price',
    label: 'Note', labelHint: 'Appears beside the price, such as “sample values”. Empty for a real price.', noClasses: 'There are no contribution classes yet.', toClasses: 'Enter contribution classes',
    rates: 'Prices by use', rateNone: 'No price by use entered.', rateText: 'Are added to the price of the contribution class. An empty field means: this part is not charged.', rateAdd: 'Enter a price by use', flat: 'Flat per year', perCase: 'Per case', perUser: 'Per user and year', minimum: 'At least per year', rateHint: 'Euros',
    withdraw: 'Withdraw offer', withdrawText: 'Then nobody can order it anew. Contracts that stand go on.', giveBack: 'Offer again', withdrawn: (day: string) => `This offer has been withdrawn since ${day}.`,
  },
});

/** One offer: its prices, the form for new ones, and taking it out of the store. */
export function offerView(
  model: { readonly offer: Offer; readonly classes: readonly string[]; readonly today: PlainDate; readonly typed: TypedPrices; readonly rate: TypedRate; readonly problems: readonly FieldProblem[] }, { locale, csrf, urlFor }: { locale: Locale; csrf: string; urlFor: UrlFor },
): View {
  const t = texts(locale);
  const { offer, typed } = model;
  const errors = formErrors(model.problems, locale);
  const isInForce = (price: Price) => priceOn(offer.prices, price.contributionClass, model.today) === price;
  const newPrices = model.classes.length === 0
    ? html`${paragraph(t.noClasses)}${paragraph(link({ label: t.toClasses, href: urlFor.operator('contributions') }))}`
    : form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${dateField({ name: 'validFrom', label: t.validFrom, value: typed.validFrom, error: errors.of('validFrom'), locale })}${model.classes.map((name) =>
        moneyField({ name: `centsPerYear.${name}`, label: t.classPrice(name), hint: t.hint, value: typed.amounts[name] ?? '', error: errors.of(`centsPerYear.${name}`), optional: true, locale }))}${
        textField({ name: 'label', label: t.label, hint: t.labelHint, value: typed.label, error: errors.of('label'), optional: true, locale })}`,
    });
  const { rate } = model;
  const rateInForce = rateOn(offer.rates, model.today);
  const amount = (name: 'flatCents' | 'centsPerCase' | 'centsPerUser' | 'minimumCents', label: string) => moneyField({ name, label, hint: t.rateHint, value: rate[name], error: errors.of(name), optional: true, locale });
  const rates = section(html`${heading(t.rates, 2)}${table<Rate>({
    caption: t.rates, captionHidden: true, rows: offer.rates, empty: t.rateNone,
    columns: [
      { label: t.validFrom, cell: (one) => html`${formatDateShort(one.validFrom, locale)}${one === rateInForce ? html` ${badge(t.inForce, 'success', { small: true })}` : ''}${one.label === null ? '' : html` ${badge(one.label, 'info', { small: true })}`}` },
      { label: t.flat, numeric: true, cell: (one) => formatEuro(one.flatCents, locale) }, { label: t.perCase, numeric: true, cell: (one) => formatEuro(one.centsPerCase, locale) },
      { label: t.perUser, numeric: true, cell: (one) => formatEuro(one.centsPerUser, locale) }, { label: t.minimum, numeric: true, cell: (one) => formatEuro(one.minimumCents, locale) },
    ],
  })}${heading(t.rateAdd, 3)}${paragraph(t.rateText)}${form({
    csrf, label: t.rateAdd, action: urlFor.operator('offers', offer.id, 'rates'), buttons: button({ label: t.rateAdd }),
    fields: html`${dateField({ name: 'rateFrom', label: t.validFrom, value: rate.rateFrom, error: errors.of('rateFrom'), locale })}${amount('flatCents', t.flat)}${amount('centsPerCase', t.perCase)}${amount('centsPerUser', t.perUser)}${amount('minimumCents', t.minimum)}${
      textField({ name: 'rateLabel', label: t.label, hint: t.labelHint, value: rate.rateLabel, error: errors.of('rateLabel'), optional: true, locale })}`,
  })}`);
  const isOut = offer.withdrawnOn !== null;
  return {
    title: offer.name, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.offers, href: urlFor.operator('offers') }, { label: offer.name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(offer.name)}${lead(offer.description)}${paragraph(link({ label: t.toStore, href: urlFor.public('store', offer.solution) }))}${paragraph(link({ label: t.toSustainability, href: urlFor.operator('sustainability', offer.solution) }))}${section(table<Price>({
      caption: t.prices, rows: offer.prices, empty: emptyState({ title: t.none, text: t.noneText }),
      columns: [
        { label: t.class, cell: (price) => price.contributionClass }, { label: t.price, cell: (price) => html`${formatEuro(price.centsPerYear, locale)}${price.label === null ? '' : html` ${badge(price.label, 'info', { small: true })}`}` },
        { label: t.validFrom, cell: (price) => html`${formatDateShort(price.validFrom, locale)}${isInForce(price) ? html` ${badge(t.inForce, 'success', { small: true })}` : ''}` },
      ],
    }))}${section(html`${heading(t.add, 2)}${paragraph(t.addText)}${newPrices}`)}${rates}${section(html`${heading(isOut ? t.giveBack : t.withdraw, 2)}${paragraph(isOut ? t.withdrawn(formatDateShort(offer.withdrawnOn ?? model.today, locale)) : t.withdrawText)}${form({
      csrf, label: isOut ? t.giveBack : t.withdraw, action: urlFor.operator('offers', offer.id, 'withdrawal'), buttons: button({ label: isOut ? t.giveBack : t.withdraw, look: 'secondary' }), fields: hiddenField({ name: 'withdrawn', value: isOut ? 'no' : 'yes' }),
    })}`)}`,
  };
}
