import type { FieldProblem } from '@allmende/errors';
import { alert, button, descriptionList, details, errorSummary, form, formErrors, heading, html, link, list, NOTHING, paragraph, section, table, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { Instance } from '@allmende/operations';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { FoundContract } from '../../actions/get-contract.ts';
import { scopeText } from '../../domain/contract-document.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { yearlySum } from '../../domain/price-change.ts';
import type { SignatureRule } from '../../domain/signature-rule.ts';
import { contractState } from '../contract-state.ts';
import { documentLinks } from '../document-links.ts';
import { ocdsLink } from '../ocds-link.ts';
import { proofFacts } from '../proof-facts.ts';
import { showPrice } from '../show-price.ts';
import { showTerm } from '../show-term.ts';
import { amendmentsPart, type AmendmentViewer, type TypedAmendment } from './amendments.view.ts';

const texts = translations({
  de: {
    title: 'Verträge', subject: 'Gegenstand', price: 'Preis im Jahr', agreedPrice: (amount: string) => `im Vertrag vereinbart: ${amount}`, comingPrice: (day: string, amount: string) => `ab ${day}: ${amount}`, preline: 'Vertrag', customer: 'Auftraggeberin', provider: 'Auftragnehmerin', begin: 'Beginn', term: 'Laufzeit', ends: 'Ende', noticeBy: 'Kündigen bis', periodEnds: 'Laufender Zeitraum endet', agreement: 'Auftragsverarbeitung (Art. 28 DSGVO)', agreementSource: 'Quelle', concluded: 'Geschlossen', approved: 'Freigegeben', refused: 'Das ging nicht', terms: 'Allgemeine Bedingungen',
    items: 'Leistungen', item: 'Leistung', scope: 'Umfang', documents: 'Dokumente', bundle: 'Alles zu diesem Vertrag als prüfbares Bündel', peppol: 'Bestellung für das Einkaufssystem (Peppol BIS Order 3, XML)', writing: 'Die Dokumente werden gerade geschrieben. Bitte laden Sie die Seite in einigen Sekunden neu.', apps: 'Anwendungen', order: 'Zur Bestellung', proof: 'Vergabegrund und Nachweis',
    end: 'Vertrag beenden', endText: 'Die Anwendungen werden heute beendet. Sie erhalten alle Daten als Archiv; nach einer Frist werden sie gelöscht. Das lässt sich nicht rückgängig machen.', endLater: (day: string) => `Kündigen zum ${day}`, endLaterText: (day: string) => `Der Vertrag hat eine feste Laufzeit und endet mit dem ${day}. Dann werden die Anwendungen beendet, und Sie erhalten alle Daten als Archiv.`,
    states: (state: string) => ({ absent: 'startet', starting: 'startet', running: 'läuft', suspended: 'ausgesetzt', failing: 'gestört', removed: 'entfernt' })[state] ?? state, app1: 'Anwendungen ansehen',
  },
  en: {
    title: 'Contracts', subject: 'Subject', price: 'Price per year', agreedPrice: (amount: string) => `agreed in the contract: ${amount}`, comingPrice: (day: string, amount: string) => `from ${day}: ${amount}`, preline: 'Contract', customer: 'Customer', provider: 'Provider', begin: 'Start', term: 'Term', ends: 'End', noticeBy: 'Notice by', periodEnds: 'Running period ends', agreement: 'Processing agreement (Art. 28 GDPR)', agreementSource: 'Source', concluded: 'Concluded', approved: 'Approved', refused: 'That did not work', terms: 'General terms',
    items: 'Services', item: 'Service', scope: 'Scope', documents: 'Documents', bundle: 'Everything for this contract as a verifiable bundle', peppol: 'Order for the purchasing system (Peppol BIS Order 3, XML)', writing: 'The documents are being written. Please reload the page in a few seconds.', apps: 'Applications', order: 'To the order', proof: 'Ground for award and proof',
    end: 'End contract', endText: 'The applications end today. You get all data as an archive; after a period they are deleted. This cannot be undone.', endLater: (day: string) => `Give notice for ${day}`, endLaterText: (day: string) => `The contract has a fixed term and ends with ${day}. Then the applications end, and you get all data as an archive.`,
    states: (state: string) => ({ absent: 'starting', starting: 'starting', running: 'running', suspended: 'suspended', failing: 'failing', removed: 'removed' })[state] ?? state, app1: 'See applications',
  },
});

type Model = FoundContract & {
  readonly instances: readonly Instance[]; readonly viewer: AmendmentViewer & { readonly mayEnd: boolean }; readonly rule: SignatureRule | undefined; readonly typed: TypedAmendment; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined; readonly today: PlainDate;
};
type Options = { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef };
type Words = ReturnType<typeof texts>;

/** One contract with everything that was agreed. */
export function contractView(model: Model, options: Options): View {
  const { locale, urlFor, authority } = options;
  const t = texts(locale);
  const { contract, documents, instances, days } = model;
  const errors = formErrors(model.problems, locale);
  const office = (...segments: string[]) => urlFor.office(authority.slug, ...segments);
  return {
    title: `${t.preline} ${contract.number}`, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: office('contracts') }, { label: contract.number }],
    main: html`${errorSummary({ errors: errors.all, locale })}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: model.refused })}${heading(contract.number, 1, { preline: t.preline })}${paragraph(html`${contractState(contract, locale)} ${link({ label: t.order, href: office('orders', contract.order) })}`)}${descriptionList([
      { name: t.subject, value: contract.subject }, { name: t.customer, value: `${contract.customer.name} (${contract.customer.key})` }, { name: t.provider, value: `${contract.provider.name} (${contract.provider.key})` },
      { name: t.price, value: showYearly(model, t, locale) }, { name: t.begin, value: formatDate(contract.startsOn, locale) }, { name: t.term, value: showTerm(model.term, locale) },
      ...(days === undefined ? [] : [{ name: t.periodEnds, value: formatDate(days.lastDay, locale) }, ...(days.noticeBy === null ? [] : [{ name: t.noticeBy, value: formatDate(days.noticeBy, locale) }])]),
      ...(contract.endsOn === null ? [] : [{ name: t.ends, value: formatDate(contract.endsOn, locale) }]),
      { name: t.approved, value: formatInstant(contract.approved.at, locale) }, { name: t.concluded, value: formatInstant(contract.concludedAt, locale) },
      { name: t.agreement, value: html`${contract.agreement.text.version}<br>${t.agreementSource}: ${contract.agreement.text.source}` }, ...(contract.terms === null ? [] : [{ name: t.terms, value: html`${contract.terms.version}<br>${t.agreementSource}: ${contract.terms.source}` }]),
    ], locale)}${section(html`${heading(t.documents, 2)}${documents.length < 2 ? paragraph(t.writing) : ''}${documentLinks(contract, documents, { locale, urlFor, authority })}${ocdsLink(contract.order, true, { locale, urlFor, authority })}${paragraph(link({ label: t.peppol, href: office('contracts', contract.id, 'peppol-order') }))}${paragraph(link({ label: t.bundle, href: office('contracts', contract.id, 'bundle') }))}`)}${section(html`${heading(t.items, 2)}${table<OrderLine>({
      caption: t.items, captionHidden: true, rows: model.lines, empty: '',
      columns: [{ label: t.item, cell: (line) => line.name }, { label: t.scope, cell: (line) => scopeText(line) || '–' }, { label: t.price, numeric: true, cell: (line) => showPrice(line.price, locale) }],
    })}`)}${section(html`${heading(t.proof, 2)}${descriptionList(proofFacts(contract.ground, locale), locale)}`)}${instances.length === 0 ? '' : section(html`${heading(t.apps, 2)}${list(instances.map((one) => html`${one.title}: ${t.states(one.observed)}`))}${paragraph(link({ label: t.app1, href: office('instances') }))}`)}${
      amendmentsPart(model, options)}${endPart(model, t, options)}`,
  };
}

/** The price of today, with what was agreed in the contract and what comes, where amendments changed it. */
function showYearly({ amendments, contract, lines, today }: Model, t: Words, locale: Locale): Html | string {
  const now = yearlySum(lines);
  const coming = amendments.filter((one) => one.state === 'agreed' && one.price !== null && one.effectiveOn > today);
  const first = now === contract.centsPerYear ? formatEuro(now, locale) : html`${formatEuro(now, locale)}<br>${t.agreedPrice(formatEuro(contract.centsPerYear, locale))}`;
  return coming.length === 0 ? first : html`${first}${coming.map((one) => html`<br>${t.comingPrice(formatDate(one.effectiveOn, locale), formatEuro(one.price?.centsPerYear ?? now, locale))}`)}`;
}

function endPart({ contract, viewer, days }: Model, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  if (!viewer.mayEnd || contract.endsOn !== null || contract.notice !== null || (days !== undefined && !days.renews)) return NOTHING;
  const day = days === undefined ? undefined : formatDate(days.lastDay, locale);
  const label = day === undefined ? t.end : t.endLater(day);
  return details({
    summary: label, body: html`${paragraph(day === undefined ? t.endText : t.endLaterText(day))}${form({ csrf, action: urlFor.office(authority.slug, 'contracts', contract.id, 'end'), label, fields: '', buttons: button({ label, look: 'secondary' }) })}`,
  });
}
