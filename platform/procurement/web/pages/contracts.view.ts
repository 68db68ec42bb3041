import { badge, button, descriptionList, details, emptyState, form, heading, html, lead, link, list, paragraph, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { Instance } from '@allmende/operations';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, formatDateShort, formatInstant } from '@allmende/time';
import type { Contract } from '../../domain/contract.ts';
import { scopeText } from '../../domain/contract-document.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { documentLinks, type ShownDocument } from '../document-links.ts';
import { ocdsLink } from '../ocds-link.ts';
import { proofFacts } from '../proof-facts.ts';
import { showPrice } from '../show-price.ts';

const texts = translations({
  de: {
    title: 'Verträge', lead: 'Was vereinbart ist, mit Nachweis und Dokumenten.', number: 'Nummer', subject: 'Gegenstand', price: 'Preis im Jahr', since: 'Beginn', state: 'Stand', running: 'läuft', ended: (day: string) => `beendet am ${day}`, none: 'Noch kein Vertrag', noneText: 'Ein Vertrag entsteht mit der Freigabe einer Bestellung.', orders: 'Zu den Bestellungen',
    preline: 'Vertrag', parties: 'Vertragsparteien', customer: 'Auftraggeberin', provider: 'Auftragnehmerin', term: 'Laufzeit', open: (day: string) => `ab ${day}, auf unbestimmte Zeit`, closed: (from: string, until: string) => `${from} bis ${until}`, agreement: 'Auftragsverarbeitung (Art. 28 DSGVO)', agreementSource: 'Quelle', concluded: 'Geschlossen', approved: 'Freigegeben',
    items: 'Leistungen', item: 'Leistung', scope: 'Umfang', documents: 'Dokumente', bundle: 'Alles zu diesem Vertrag als prüfbares Bündel', writing: 'Die Dokumente werden gerade geschrieben. Bitte laden Sie die Seite in einigen Sekunden neu.', apps: 'Anwendungen', app: 'Anwendung', appState: 'Stand', order: 'Zur Bestellung', proof: 'Vergabegrund und Nachweis',
    end: 'Vertrag beenden', endText: 'Die Anwendungen werden heute beendet. Sie erhalten alle Daten als Archiv; nach einer Frist werden sie gelöscht. Das lässt sich nicht rückgängig machen.', states: (state: string) => ({ absent: 'startet', starting: 'startet', running: 'läuft', suspended: 'ausgesetzt', failing: 'gestört', removed: 'entfernt' })[state] ?? state, app1: 'Anwendungen ansehen',
  },
  en: {
    title: 'Contracts', lead: 'What is agreed, with proof and documents.', number: 'Number', subject: 'Subject', price: 'Price per year', since: 'Start', state: 'State', running: 'running', ended: (day: string) => `ended on ${day}`, none: 'No contract yet', noneText: 'A contract comes about with the approval of an order.', orders: 'To the orders',
    preline: 'Contract', parties: 'Parties', customer: 'Customer', provider: 'Provider', term: 'Term', open: (day: string) => `from ${day}, without a fixed end`, closed: (from: string, until: string) => `${from} to ${until}`, agreement: 'Processing agreement (Art. 28 GDPR)', agreementSource: 'Source', concluded: 'Concluded', approved: 'Approved',
    items: 'Services', item: 'Service', scope: 'Scope', documents: 'Documents', bundle: 'Everything for this contract as a verifiable bundle', writing: 'The documents are being written. Please reload the page in a few seconds.', apps: 'Applications', app: 'Application', appState: 'State', order: 'To the order', proof: 'Ground for award and proof',
    end: 'End contract', endText: 'The applications end today. You get all data as an archive; after a period they are deleted. This cannot be undone.', states: (state: string) => ({ absent: 'starting', starting: 'starting', running: 'running', suspended: 'suspended', failing: 'failing', removed: 'removed' })[state] ?? state, app1: 'See applications',
  },
});

type Options = { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef };

/** Contracts of an authority. */
export function contractsView({ contracts }: { contracts: readonly Contract[] }, { locale, urlFor, authority }: Options): View {
  const t = texts(locale);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${table<Contract>({
      caption: t.title, captionHidden: true, rows: contracts, empty: emptyState({ title: t.none, text: t.noneText, next: link({ label: t.orders, href: urlFor.office(authority.slug, 'orders') }) }),
      columns: [
        { label: t.number, cell: (one) => link({ label: one.number, href: urlFor.office(authority.slug, 'contracts', one.id) }) }, { label: t.subject, cell: (one) => one.lines.map((line) => line.name).join(', ') },
        { label: t.price, numeric: true, cell: (one) => formatEuro(one.centsPerYear, locale) }, { label: t.since, cell: (one) => formatDateShort(one.startsOn, locale) }, { label: t.state, cell: (one) => stateOf(one, locale) },
      ],
    })}`,
  };
}

/** One contract with everything that was agreed. */
export function contractView(
  { contract, documents, instances, mayEnd }: { contract: Contract; documents: readonly ShownDocument[]; instances: readonly Instance[]; mayEnd: boolean }, { locale, csrf, urlFor, authority }: Options,
): View {
  const t = texts(locale);
  const office = (...segments: string[]) => urlFor.office(authority.slug, ...segments);
  const { startsOn, endsOn } = contract;
  return {
    title: `${t.preline} ${contract.number}`, breadcrumbs: [{ label: t.title, href: office('contracts') }, { label: contract.number }],
    main: html`${heading(contract.number, 1, { preline: t.preline })}${paragraph(html`${stateOf(contract, locale)} ${link({ label: t.order, href: office('orders', contract.order) })}`)}${descriptionList([
      { name: t.subject, value: contract.subject }, { name: t.customer, value: `${contract.customer.name} (${contract.customer.key})` }, { name: t.provider, value: `${contract.provider.name} (${contract.provider.key})` },
      { name: t.price, value: formatEuro(contract.centsPerYear, locale) }, { name: t.term, value: endsOn === null ? t.open(formatDate(startsOn, locale)) : t.closed(formatDate(startsOn, locale), formatDate(endsOn, locale)) },
      { name: t.approved, value: formatInstant(contract.approved.at, locale) }, { name: t.concluded, value: formatInstant(contract.concludedAt, locale) },
      { name: t.agreement, value: html`${contract.agreement.text.version}<br>${t.agreementSource}: ${contract.agreement.text.source}` },
    ], locale)}${section(html`${heading(t.documents, 2)}${documents.length < 2 ? paragraph(t.writing) : ''}${documentLinks(contract, documents, { locale, urlFor, authority })}${ocdsLink(contract.order, true, { locale, urlFor, authority })}${paragraph(link({ label: t.bundle, href: office('contracts', contract.id, 'bundle') }))}`)}${section(html`${heading(t.items, 2)}${table<OrderLine>({
      caption: t.items, captionHidden: true, rows: contract.lines, empty: '',
      columns: [{ label: t.item, cell: (line) => line.name }, { label: t.scope, cell: (line) => scopeText(line) || '–' }, { label: t.price, numeric: true, cell: (line) => showPrice(line.price, locale) }],
    })}`)}${section(html`${heading(t.proof, 2)}${descriptionList(proofFacts(contract.ground, locale), locale)}`)}${instances.length === 0 ? '' : section(html`${heading(t.apps, 2)}${list(instances.map((one) => html`${one.title}: ${t.states(one.observed)}`))}${paragraph(link({ label: t.app1, href: office('instances') }))}`)}${
      mayEnd && endsOn === null ? details({ summary: t.end, body: html`${paragraph(t.endText)}${form({ csrf, action: office('contracts', contract.id, 'end'), label: t.end, fields: '', buttons: button({ label: t.end, look: 'secondary' }) })}` }) : ''}`,
  };
}

function stateOf(contract: Contract, locale: Locale) {
  const t = texts(locale);
  return contract.endsOn === null ? badge(t.running, 'success', { small: true }) : badge(t.ended(formatDateShort(contract.endsOn, locale)), 'neutral', { small: true });
}
