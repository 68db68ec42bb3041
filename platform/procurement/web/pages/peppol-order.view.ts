import type { FieldProblem } from '@allmende/errors';
import { button, errorSummary, formErrors, heading, html, lead, queryForm, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import type { Contract } from '../../domain/contract.ts';

const texts = translations({
  de: {
    contracts: 'Verträge', title: 'Bestellung als Peppol BIS Order 3', lead: 'Die Datei nennt die elektronischen Adressen beider Seiten. Die Plattform kennt sie nicht; bitte tragen Sie sie ein.', buyer: 'Ihre Adresse', buyerHint: 'Zum Beispiel Ihre Leitweg-ID mit dem Schema 0204: 0204:08121000-1234-56', seller: 'Adresse der Auftragnehmerin', sellerHint: 'Schema, Doppelpunkt, Kennung', get: 'Datei herunterladen',
  },
  en: {
    contracts: 'Contracts', title: 'Order as Peppol BIS Order 3', lead: 'The file names the electronic addresses of both sides. The platform does not know them; please enter them.', buyer: 'Your address', buyerHint: 'For example your Leitweg-ID with scheme 0204: 0204:08121000-1234-56', seller: 'Address of the contractor', sellerHint: 'Scheme, colon, identifier', get: 'Download file',
  },
});

/** Asks for both electronic addresses. */
export function peppolOrderView({ contract, typed, problems }: { readonly contract: Contract; readonly typed: { readonly buyer: string; readonly seller: string }; readonly problems: readonly FieldProblem[] }, { locale, urlFor, authority }: { locale: Locale; urlFor: UrlFor; authority: AuthorityRef }): View {
  const t = texts(locale);
  const errors = formErrors(problems, locale);
  const office = (...segments: string[]) => urlFor.office(authority.slug, ...segments);
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.contracts, href: office('contracts') }, { label: contract.number, href: office('contracts', contract.id) }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${queryForm({
      action: office('contracts', contract.id, 'peppol-order'), label: t.title, buttons: button({ label: t.get }),
      fields: html`${textField({ name: 'buyer', label: t.buyer, hint: t.buyerHint, value: typed.buyer, error: errors.of('buyer'), ltr: true, locale })}${textField({ name: 'seller', label: t.seller, hint: t.sellerHint, value: typed.seller, error: errors.of('seller'), ltr: true, locale })}`,
    })}`,
  };
}
