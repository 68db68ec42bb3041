import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, dateField, descriptionList, details, errorSummary, form, formErrors, heading, hiddenField, html, link, list, NOTHING, paragraph, radioGroup, section, table, textArea, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { Instance } from '@allmende/operations';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, formatDateShort, formatInstant } from '@allmende/time';
import type { FoundContract } from '../../actions/get-contract.ts';
import type { Amendment } from '../../domain/amendment.ts';
import { scopeText } from '../../domain/contract-document.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import { contractState } from '../contract-state.ts';
import { documentLinks } from '../document-links.ts';
import { ocdsLink } from '../ocds-link.ts';
import { proofFacts } from '../proof-facts.ts';
import { showPrice } from '../show-price.ts';
import { showTerm } from '../show-term.ts';

/** What was typed into the form for an amendment. */
export type TypedAmendment = { readonly title: string; readonly text: string; readonly effectiveOn: { day: string; month: string; year: string }; readonly termKind: string; readonly months: string; readonly renewsMonths: string; readonly noticeMonths: string };

const texts = translations({
  de: {
    title: 'Verträge', subject: 'Gegenstand', price: 'Preis im Jahr', preline: 'Vertrag', customer: 'Auftraggeberin', provider: 'Auftragnehmerin', begin: 'Beginn', term: 'Laufzeit', ends: 'Ende', noticeBy: 'Kündigen bis', periodEnds: 'Laufender Zeitraum endet', agreement: 'Auftragsverarbeitung (Art. 28 DSGVO)', agreementSource: 'Quelle', concluded: 'Geschlossen', approved: 'Freigegeben', refused: 'Das ging nicht', terms: 'Allgemeine Bedingungen',
    items: 'Leistungen', item: 'Leistung', scope: 'Umfang', documents: 'Dokumente', bundle: 'Alles zu diesem Vertrag als prüfbares Bündel', peppol: 'Bestellung für das Einkaufssystem (Peppol BIS Order 3, XML)', writing: 'Die Dokumente werden gerade geschrieben. Bitte laden Sie die Seite in einigen Sekunden neu.', apps: 'Anwendungen', order: 'Zur Bestellung', proof: 'Vergabegrund und Nachweis',
    end: 'Vertrag beenden', endText: 'Die Anwendungen werden heute beendet. Sie erhalten alle Daten als Archiv; nach einer Frist werden sie gelöscht. Das lässt sich nicht rückgängig machen.', endLater: (day: string) => `Kündigen zum ${day}`, endLaterText: (day: string) => `Der Vertrag hat eine feste Laufzeit und endet mit dem ${day}. Dann werden die Anwendungen beendet, und Sie erhalten alle Daten als Archiv.`,
    states: (state: string) => ({ absent: 'startet', starting: 'startet', running: 'läuft', suspended: 'ausgesetzt', failing: 'gestört', removed: 'entfernt' })[state] ?? state, app1: 'Anwendungen ansehen',
    amendments: 'Nachträge', noAmendment: 'Bisher nicht geändert.', number: 'Nr.', what: 'Was sich ändert', effective: 'Gilt ab', state: 'Stand', amendmentStates: (state: string) => ({ proposed: 'vorgeschlagen', agreed: 'vereinbart', refused: 'abgelehnt' })[state] ?? state, decide: 'Entscheidung', agree: 'Zustimmen', refuse: 'Ablehnen', own: 'Zustimmen muss eine andere Person.', newTerm: 'Neue Laufzeit',
    propose: 'Nachtrag vorschlagen', proposeText: 'Der Vertrag bleibt, wie er ist; der Nachtrag kommt dazu, wenn eine zweite Person zustimmt.', short: 'Kurz gesagt', text: 'Was vereinbart wird', termKeep: 'Bleibt', termOpen: 'Unbestimmt', termFixed: 'Fest', months: 'Monate ab Beginn des Vertrags', renewsMonths: 'Verlängert sich jeweils um (Monate)', renewsHint: 'Leer: Der Vertrag endet von selbst.', noticeMonths: 'Kündigungsfrist (Monate)',
  },
  en: {
    title: 'Contracts', subject: 'Subject', price: 'Price per year', preline: 'Contract', customer: 'Customer', provider: 'Provider', begin: 'Start', term: 'Term', ends: 'End', noticeBy: 'Notice by', periodEnds: 'Running period ends', agreement: 'Processing agreement (Art. 28 GDPR)', agreementSource: 'Source', concluded: 'Concluded', approved: 'Approved', refused: 'That did not work', terms: 'General terms',
    items: 'Services', item: 'Service', scope: 'Scope', documents: 'Documents', bundle: 'Everything for this contract as a verifiable bundle', peppol: 'Order for the purchasing system (Peppol BIS Order 3, XML)', writing: 'The documents are being written. Please reload the page in a few seconds.', apps: 'Applications', order: 'To the order', proof: 'Ground for award and proof',
    end: 'End contract', endText: 'The applications end today. You get all data as an archive; after a period they are deleted. This cannot be undone.', endLater: (day: string) => `Give notice for ${day}`, endLaterText: (day: string) => `The contract has a fixed term and ends with ${day}. Then the applications end, and you get all data as an archive.`,
    states: (state: string) => ({ absent: 'starting', starting: 'starting', running: 'running', suspended: 'suspended', failing: 'failing', removed: 'removed' })[state] ?? state, app1: 'See applications',
    amendments: 'Amendments', noAmendment: 'Not changed so far.', number: 'No.', what: 'What changes', effective: 'Valid from', state: 'State', amendmentStates: (state: string) => ({ proposed: 'proposed', agreed: 'agreed', refused: 'refused' })[state] ?? state, decide: 'Decision', agree: 'Agree', refuse: 'Refuse', own: 'Somebody else has to agree.', newTerm: 'New term',
    propose: 'Propose an amendment', proposeText: 'The contract stays as it is; the amendment is added when a second person agrees.', short: 'In short', text: 'What is agreed', termKeep: 'Stays', termOpen: 'Open', termFixed: 'Fixed', months: 'Months from the start of the contract', renewsMonths: 'Is renewed each time by (months)', renewsHint: 'Empty: the contract ends by itself.', noticeMonths: 'Period of notice (months)',
  },
});

type Model = FoundContract & {
  readonly instances: readonly Instance[]; readonly viewer: { readonly accountId: string; readonly mayEnd: boolean; readonly mayAmend: boolean; readonly mayAgree: boolean }; readonly typed: TypedAmendment; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined;
};
type Options = { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef };
type Words = ReturnType<typeof texts>;

/** One contract with everything that was agreed. */
export function contractView(model: Model, options: Options): View {
  const { locale, urlFor, authority } = options;
  const t = texts(locale);
  const { contract, documents, instances, days } = model;
  const errors = formErrors(model.problems);
  const office = (...segments: string[]) => urlFor.office(authority.slug, ...segments);
  return {
    title: `${t.preline} ${contract.number}`, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: office('contracts') }, { label: contract.number }],
    main: html`${errorSummary({ errors: errors.all, locale })}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: model.refused })}${heading(contract.number, 1, { preline: t.preline })}${paragraph(html`${contractState(contract, locale)} ${link({ label: t.order, href: office('orders', contract.order) })}`)}${descriptionList([
      { name: t.subject, value: contract.subject }, { name: t.customer, value: `${contract.customer.name} (${contract.customer.key})` }, { name: t.provider, value: `${contract.provider.name} (${contract.provider.key})` },
      { name: t.price, value: formatEuro(contract.centsPerYear, locale) }, { name: t.begin, value: formatDate(contract.startsOn, locale) }, { name: t.term, value: showTerm(model.term, locale) },
      ...(days === undefined ? [] : [{ name: t.periodEnds, value: formatDate(days.lastDay, locale) }, ...(days.noticeBy === null ? [] : [{ name: t.noticeBy, value: formatDate(days.noticeBy, locale) }])]),
      ...(contract.endsOn === null ? [] : [{ name: t.ends, value: formatDate(contract.endsOn, locale) }]),
      { name: t.approved, value: formatInstant(contract.approved.at, locale) }, { name: t.concluded, value: formatInstant(contract.concludedAt, locale) },
      { name: t.agreement, value: html`${contract.agreement.text.version}<br>${t.agreementSource}: ${contract.agreement.text.source}` }, ...(contract.terms === null ? [] : [{ name: t.terms, value: html`${contract.terms.version}<br>${t.agreementSource}: ${contract.terms.source}` }]),
    ], locale)}${section(html`${heading(t.documents, 2)}${documents.length < 2 ? paragraph(t.writing) : ''}${documentLinks(contract, documents, { locale, urlFor, authority })}${ocdsLink(contract.order, true, { locale, urlFor, authority })}${paragraph(link({ label: t.peppol, href: office('contracts', contract.id, 'peppol-order') }))}${paragraph(link({ label: t.bundle, href: office('contracts', contract.id, 'bundle') }))}`)}${section(html`${heading(t.items, 2)}${table<OrderLine>({
      caption: t.items, captionHidden: true, rows: contract.lines, empty: '',
      columns: [{ label: t.item, cell: (line) => line.name }, { label: t.scope, cell: (line) => scopeText(line) || '–' }, { label: t.price, numeric: true, cell: (line) => showPrice(line.price, locale) }],
    })}`)}${section(html`${heading(t.proof, 2)}${descriptionList(proofFacts(contract.ground, locale), locale)}`)}${instances.length === 0 ? '' : section(html`${heading(t.apps, 2)}${list(instances.map((one) => html`${one.title}: ${t.states(one.observed)}`))}${paragraph(link({ label: t.app1, href: office('instances') }))}`)}${
      amendmentsPart(model, t, options)}${endPart(model, t, options)}`,
  };
}

function amendmentsPart(model: Model, t: Words, options: Options): Html {
  const { amendments, contract, viewer } = model;
  const { locale, csrf, urlFor, authority } = options;
  const waits = amendments.some((one) => one.state === 'proposed');
  const decide = (one: Amendment, decision: 'agreed' | 'refused', label: string) => form({
    csrf, action: urlFor.office(authority.slug, 'contracts', contract.id, 'amendments', String(one.number)), fields: hiddenField({ name: 'decision', value: decision }), buttons: button({ label, about: one.title, look: decision === 'agreed' ? 'primary' : 'tertiary', small: true }),
  });
  const decision = (one: Amendment): Html => {
    if (one.state !== 'proposed' || contract.endsOn !== null || !viewer.mayAgree) return NOTHING;
    return one.proposed.by === viewer.accountId ? html`${t.own}` : html`${decide(one, 'agreed', t.agree)}${decide(one, 'refused', t.refuse)}`;
  };
  return section(html`${heading(t.amendments, 2)}${table<Amendment>({
    caption: t.amendments, captionHidden: true, rows: amendments, empty: t.noAmendment,
    columns: [
      { label: t.number, cell: (one) => one.number }, { label: t.what, cell: (one) => html`<strong>${one.title}</strong><br>${one.text}${one.term === null ? '' : html`<br>${t.newTerm}: ${showTerm(one.term, locale)}`}` }, { label: t.effective, cell: (one) => formatDateShort(one.effectiveOn, locale) },
      { label: t.state, cell: (one) => badge(t.amendmentStates(one.state), one.state === 'agreed' ? 'success' : one.state === 'proposed' ? 'info' : 'neutral', { small: true }) }, ...(waits ? [{ label: t.decide, action: true, cell: decision }] : []),
    ],
  })}${viewer.mayAmend && contract.endsOn === null && !waits ? proposePart(model, t, options) : ''}`);
}

function proposePart({ contract, typed, problems }: Model, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const errors = formErrors(problems);
  const months = (name: 'months' | 'renewsMonths' | 'noticeMonths', label: string, hint?: string) => textField({ name: `term.${name}`, label, hint, value: typed[name], error: errors.of(`term.${name}`), inputmode: 'numeric', width: 'short', optional: true, locale });
  return details({
    summary: t.propose, open: errors.all.length > 0,
    body: html`${paragraph(t.proposeText)}${form({
      csrf, action: urlFor.office(authority.slug, 'contracts', contract.id, 'amendments'), label: t.propose, buttons: button({ label: t.propose, look: 'secondary' }),
      fields: html`${textField({ name: 'title', label: t.short, value: typed.title, error: errors.of('title'), locale })}${textArea({ name: 'text', label: t.text, value: typed.text, error: errors.of('text'), rows: 4, locale })}${dateField({ name: 'effectiveOn', label: t.effective, value: typed.effectiveOn, error: errors.of('effectiveOn'), locale })}${
        radioGroup({ name: 'term.kind', label: t.term, value: typed.termKind || 'keep', error: errors.of('term.kind'), locale, options: [{ value: 'keep', label: t.termKeep }, { value: 'open', label: t.termOpen }, { value: 'fixed', label: t.termFixed }] })}${
        months('months', t.months)}${months('renewsMonths', t.renewsMonths, t.renewsHint)}${months('noticeMonths', t.noticeMonths)}`,
    })}`,
  });
}

function endPart({ contract, viewer, days }: Model, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  if (!viewer.mayEnd || contract.endsOn !== null || contract.notice !== null || (days !== undefined && !days.renews)) return NOTHING;
  const day = days === undefined ? undefined : formatDate(days.lastDay, locale);
  const label = day === undefined ? t.end : t.endLater(day);
  return details({
    summary: label, body: html`${paragraph(day === undefined ? t.endText : t.endLaterText(day))}${form({ csrf, action: urlFor.office(authority.slug, 'contracts', contract.id, 'end'), label, fields: '', buttons: button({ label, look: 'secondary' }) })}`,
  });
}
