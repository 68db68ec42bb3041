import type { FieldProblem } from '@allmende/errors';
import { alert, button, code, descriptionList, details, errorSummary, fileField, form, formErrors, heading, html, lead, link, linkButton, list, paragraph, sealingPart, section, select, table, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatDate, formatEnd, formatInstant } from '@allmende/time';
import type { SeenByBidder } from '../../actions/invited-competition.ts';
import type { AdmissionRequest, RequestTexts } from '../../domain/admission-request.ts';
import type { Competition } from '../../domain/competition.ts';
import { PRICE_FORMULAS, TIE_RULES } from '../../domain/criterion.ts';
import type { PurchasingSystem } from '../../domain/purchasing-system.ts';
import { competitionState } from '../competition-state.ts';
import { sealingWords } from '../sealing-words.ts';

const texts = translations({
  de: {
    home: 'Für Anbieter', title: 'Beschaffungssysteme und Wettbewerbe', lead: 'Ständig offen für alle, die die Eignungskriterien erfüllen. Die Teilnahme kostet nichts (§ 22 VgV).', systems: 'Beschaffungssysteme', none: 'Zurzeit läuft kein Beschaffungssystem.', system: 'System', until: 'Läuft bis', mine: 'Ihre Wettbewerbe', noMine: 'Noch keine Aufforderung.', details: 'Anschrift und E-Mail-Adresse für Mitteilungen', needDetails: 'Tragen Sie zuerst ein, wohin Mitteilungen gehen.', signIn: 'Um teilzunehmen, melden Sie sich als Anbieter an.', enter: 'Eintragen',
    number: 'Wettbewerb', authority: 'Auftraggeber', deadline: 'Angebotsfrist', state: 'Stand', company: (name: string) => `Mitteilungen an ${name}`, address: 'Anschrift', email: 'E-Mail-Adresse', emailHint: 'Mitteilungen zu Anträgen und Angeboten gehen hierher.', save: 'Speichern',
    subject: 'Art und geschätzte Menge', notice: 'Auftragsbekanntmachung', first: 'Erste Teilnahmeanträge bis', categories: 'Kategorien und Eignungskriterien', request: 'Teilnahme beantragen', category: 'Kategorie', statement: 'Wie Sie die Eignungskriterien erfüllen', statementHint: 'Nur der Betrieb der Plattform liest es; es liegt verschlüsselt.', send: 'Antrag absenden', requests: 'Ihre Anträge', due: (day: string) => `Entscheidung bis ${day}`, states: (state: 'open' | 'admitted' | 'refused') => ({ open: 'wird geprüft', admitted: 'zugelassen', refused: 'abgelehnt' })[state],
    description: 'Leistungsbeschreibung', criteria: 'Zuschlagskriterien', price: 'Preis', tie: 'Bei Gleichstand', questions: 'Fragen und Antworten', questionsText: 'Alle Aufgeforderten sehen Fragen und Antworten, niemand sieht, wer gefragt hat.', ask: 'Frage stellen', question: 'Ihre Frage', waiting: 'Noch keine Antwort.',
    offer: 'Ihr Angebot', received: (at: string) => `Eingegangen am ${at}. Bis zum Ende der Frist können Sie es ersetzen oder zurückziehen.`, receivedOver: (at: string) => `Eingegangen am ${at}.`, digest: 'Prüfsumme', withdraw: 'Angebot zurückziehen', withdrawText: 'Das Angebot wird gelöscht. Bis zum Ende der Frist können Sie ein neues abgeben.', step1: 'Angebot versiegeln', sealLead: (k: number, n: number) => `Ihr Angebot wird auf diesem Gerät verschlüsselt. Öffnen können es nur ${k} der ${n} genannten Personen gemeinsam, nach dem Ende der Frist.`,
    sealDone: 'Ihr Angebot ist versiegelt und unten als Datei eingetragen. Geben Sie es jetzt ab. Prüfsumme:', step2: 'Versiegeltes Angebot abgeben', envelope: 'Versiegeltes Angebot', submit: 'Angebot abgeben', files: 'Anlagen', filesHint: 'Zusammen bis 5 MB.', officers: 'Wer öffnet', officersText: 'Vergleichen Sie die Fingerabdrücke mit denen, die Ihnen die Behörde auf anderem Weg nennt.', sheet: 'Siegelblatt für tools/seal', over: 'Die Angebotsfrist ist abgelaufen.', notices: 'Mitteilungen', priceHint: 'Zum Beispiel 12.500,00',
  },
  en: {
    home: 'For suppliers', title: 'Purchasing systems and competitions', lead: 'Always open to everybody who meets the criteria of suitability. Taking part costs nothing (§ 22 VgV).', systems: 'Purchasing systems', none: 'No purchasing system runs at the moment.', system: 'System', until: 'Runs until', mine: 'Your competitions', noMine: 'No invitation yet.', details: 'Address and e-mail address for notices', needDetails: 'First enter where notices go.', signIn: 'To take part, sign in as a supplier.', enter: 'Enter',
    number: 'Competition', authority: 'Contracting authority', deadline: 'Period for offers', state: 'State', company: (name: string) => `Notices to ${name}`, address: 'Address', email: 'E-mail address', emailHint: 'Notices about requests and offers go here.', save: 'Save',
    subject: 'Kind and estimated quantity', notice: 'Contract notice', first: 'First requests until', categories: 'Categories and criteria of suitability', request: 'Request to take part', category: 'Category', statement: 'How you meet the criteria of suitability', statementHint: 'Only the operator of the platform reads it; it is stored encrypted.', send: 'Send request', requests: 'Your requests', due: (day: string) => `Decision by ${day}`, states: (state: 'open' | 'admitted' | 'refused') => ({ open: 'being examined', admitted: 'admitted', refused: 'refused' })[state],
    description: 'Specification', criteria: 'Award criteria', price: 'Price', tie: 'Ties', questions: 'Questions and answers', questionsText: 'Everybody invited sees questions and answers, nobody sees who asked.', ask: 'Ask a question', question: 'Your question', waiting: 'No answer yet.',
    offer: 'Your offer', received: (at: string) => `Received on ${at}. Until the end of the period you can replace or withdraw it.`, receivedOver: (at: string) => `Received on ${at}.`, digest: 'Checksum', withdraw: 'Withdraw the offer', withdrawText: 'The offer is deleted. Until the end of the period you can hand in a new one.', step1: 'Seal the offer', sealLead: (k: number, n: number) => `Your offer is encrypted on this device. Only ${k} of the ${n} people named can open it together, after the end of the period.`,
    sealDone: 'Your offer is sealed and entered below as a file. Hand it in now. Checksum:', step2: 'Hand in the sealed offer', envelope: 'Sealed offer', submit: 'Hand in offer', files: 'Attachments', filesHint: 'Up to 5 MB together.', officers: 'Who opens', officersText: 'Compare the fingerprints with those that the authority tells you on another way.', sheet: 'Sealing sheet for tools/seal', over: 'The period for offers is over.', notices: 'Notices', priceHint: 'For example 12.500,00',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };
const at = (urlFor: UrlFor, ...segments: string[]) => urlFor.supplier('dynamic-purchasing', ...segments);
const crumbs = ({ locale, urlFor }: Options, ...more: { label: string; href?: string }[]) => [{ label: texts(locale).home, href: urlFor.supplier() }, { label: texts(locale).title, href: at(urlFor) }, ...more];

/** Everything a supplier can take part in; strangers see the systems. */
export function overviewView(model: { readonly systems: readonly PurchasingSystem[]; readonly competitions: readonly (Competition & { readonly isOver: boolean })[]; readonly bidder: 'stranger' | 'unknown' | 'known' }, options: Options): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  return {
    title: t.title, breadcrumbs: [{ label: t.home, href: urlFor.supplier() }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${model.bidder === 'stranger' ? paragraph(link({ label: t.signIn, href: urlFor.supplier() })) : model.bidder === 'unknown' ? alert({ kind: 'info', title: t.needDetails, body: linkButton({ label: t.enter, href: at(urlFor, 'details') }) }) : paragraph(link({ label: t.details, href: at(urlFor, 'details') }))}${
      model.bidder === 'known' ? section(html`${heading(t.mine, 2)}${table<Competition & { isOver: boolean }>({
        caption: t.mine, captionHidden: true, rows: model.competitions, empty: t.noMine,
        columns: [{ label: t.number, cell: (one) => link({ label: `${one.content.title} (${one.number})`, href: at(urlFor, 'competitions', one.id) }) }, { label: t.authority, cell: (one) => one.content.authorityName }, { label: t.deadline, cell: (one) => (one.deadline === null ? '–' : formatEnd(one.deadline, locale)) }, { label: t.state, cell: (one) => competitionState(one.state, one.isOver, locale) }],
      })}`) : ''}${section(html`${heading(t.systems, 2)}${table<PurchasingSystem>({
        caption: t.systems, captionHidden: true, rows: model.systems, empty: t.none,
        columns: [{ label: t.system, cell: (one) => link({ label: one.title, href: at(urlFor, 'systems', one.id) }) }, { label: t.category, cell: (one) => one.categories.map(({ name }) => name).join(', ') }, { label: t.until, cell: (one) => formatDate(one.runsUntil, locale) }],
      })}`)}`,
  };
}

/** Where notices go. */
export function detailsView(model: { readonly name: string; readonly typed: { readonly address: string; readonly email: string }; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  return {
    title: t.details, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: t.details }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.company(model.name))}${form({
      csrf, label: t.company(model.name), buttons: button({ label: t.save }),
      fields: html`${textArea({ name: 'address', label: t.address, value: model.typed.address, error: errors.of('address'), rows: 3, locale })}${textField({ name: 'email', label: t.email, hint: t.emailHint, type: 'email', autocomplete: 'email', value: model.typed.email, error: errors.of('email'), locale })}`,
    })}`,
  };
}

/** One system; who works for a supplier can ask to take part. */
export function supplierSystemView(
  model: { readonly system: PurchasingSystem; readonly requests: readonly (AdmissionRequest & RequestTexts)[]; readonly bidder: 'stranger' | 'unknown' | 'known'; readonly isOpen: boolean; readonly typed: { readonly category: string; readonly statement: string }; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined }, options: Options,
): View {
  const { locale, csrf, urlFor } = options;
  const t = texts(locale);
  const { system } = model;
  const errors = formErrors(model.problems, locale);
  const own = model.requests.filter((one) => one.system === system.id);
  const nameOf = (category: string) => system.categories.find((one) => one.id === category)?.name ?? '–';
  const openTo = system.categories.filter((one) => !own.some((request) => request.category === one.id && request.state !== 'refused'));
  return {
    title: system.title, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: system.title }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(system.title)}${model.refused === undefined ? '' : alert({ kind: 'danger', title: model.refused })}${descriptionList([{ name: t.subject, value: system.subject }, { name: t.notice, value: system.notice }, { name: t.until, value: formatDate(system.runsUntil, locale) }, { name: t.first, value: formatDate(system.firstRequestsUntil, locale) }], locale)}${
      section(html`${heading(t.categories, 2)}${descriptionList(system.categories.map((one) => ({ name: one.name, value: html`${one.description}<br>${one.suitability}` })), locale)}`)}${
      own.length === 0 ? '' : section(html`${heading(t.requests, 2)}${list(own.map((one) => `${nameOf(one.category)}: ${t.states(one.state)}. ${one.state === 'open' ? t.due(formatDate(one.decideUntil, locale)) : one.reason ?? ''}`))}`)}${
      model.bidder === 'stranger' ? paragraph(link({ label: t.signIn, href: urlFor.supplier() })) : model.bidder === 'unknown' ? alert({ kind: 'info', title: t.needDetails, body: linkButton({ label: t.enter, href: at(urlFor, 'details') }) }) : !model.isOpen || openTo.length === 0 ? '' : section(html`${heading(t.request, 2)}${form({
        csrf, label: t.request, buttons: button({ label: t.send }),
        fields: html`${select({ name: 'category', label: t.category, value: model.typed.category, error: errors.of('category'), options: openTo.map((one) => ({ value: one.id, label: one.name })), locale })}${textArea({ name: 'statement', label: t.statement, hint: t.statementHint, value: model.typed.statement, error: errors.of('statement'), rows: 6, locale })}`,
      })}`)}`,
  };
}

/** One competition: questions, the own offer, notices. */
export function supplierCompetitionView(model: SeenByBidder & { readonly typed: { readonly question: string }; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined }, options: Options): View {
  const { locale, csrf, urlFor } = options;
  const t = texts(locale);
  const words = sealingWords(locale);
  const { competition, sheet, ownOffer } = model;
  const { content } = competition;
  const errors = formErrors(model.problems, locale);
  const here = (...segments: string[]) => at(urlFor, 'competitions', competition.id, ...segments);
  const isOpen = competition.state === 'invited' && !model.isOver;
  const seal = html`${paragraph(t.sealLead(content.threshold, content.officers.length))}${details({ summary: t.officers, body: html`${paragraph(t.officersText)}${list(content.officers.map((one) => html`${one.name}: ${code(one.thumbprint)}`))}` })}${sealingPart({
    kind: 'seal', given: sheet, target: 'envelope', label: t.step1, done: t.sealDone, words: words.problems(), without: words.without,
    fields: html`${sheet.fields.map((one) => (one.name === 'price' ? textField({ name: one.name, label: one.label, hint: t.priceHint, inputmode: 'decimal', width: 'half', locale }) : textArea({ name: one.name, label: one.label, optional: !one.required, maxlength: one.maxLength, rows: 4, locale })))}${fileField({ name: 'files', label: t.files, hint: t.filesHint, multiple: true, optional: true, locale })}`,
  })}${paragraph(link({ label: t.sheet, href: here('sheet') }))}${heading(t.step2, 3)}${form({ csrf, action: here('offer'), multipart: true, label: t.step2, fields: fileField({ name: 'envelope', label: t.envelope, accept: '.json', error: errors.of('envelope'), locale }), buttons: button({ label: t.submit }) })}`;
  return {
    title: content.title, sealing: true, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: competition.number }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(content.title, 1, { preline: `${t.number} ${competition.number}` })}${paragraph(competitionState(competition.state, model.isOver, locale))}${model.refused === undefined ? '' : alert({ kind: 'danger', title: model.refused })}${
      model.notices.length === 0 ? '' : section(html`${heading(t.notices, 2)}${model.notices.map((one) => html`${heading(one.subject, 3)}${paragraph(formatInstant(one.sentAt, locale), 'muted')}${one.text.split('\n').map((line) => paragraph(line))}`)}`)}${
      descriptionList([{ name: t.authority, value: content.authorityName }, { name: t.category, value: `${content.systemTitle}: ${content.categoryName}` }, ...(competition.deadline === null ? [] : [{ name: t.deadline, value: formatEnd(competition.deadline, locale) }])], locale)}${section(html`${heading(t.description, 2)}${paragraph(content.description)}`)}${
      section(html`${heading(t.criteria, 2)}${list([`${t.price}: ${content.award.priceWeight} %. ${PRICE_FORMULAS[content.award.priceFormula][locale]}`, ...content.award.criteria.map((one) => `${one.title}: ${one.weight} %`), `${t.tie}: ${TIE_RULES[content.award.tieRule][locale]}`])}`)}${
      section(html`${heading(t.offer, 2)}${ownOffer === undefined ? (isOpen ? '' : paragraph(t.over)) : html`${paragraph((isOpen ? t.received : t.receivedOver)(formatInstant(ownOffer.receivedAt, locale)))}${paragraph(html`${t.digest}: ${code(ownOffer.digest)}`)}`}${isOpen ? seal : ''}${
        isOpen && ownOffer !== undefined ? details({ summary: t.withdraw, body: html`${paragraph(t.withdrawText)}${form({ csrf, action: here('withdrawal'), label: t.withdraw, fields: '', buttons: button({ label: t.withdraw, look: 'secondary' }) })}` }) : ''}`)}${
      section(html`${heading(t.questions, 2)}${paragraph(t.questionsText)}${model.questions.map((one) => html`${heading(one.question, 3)}${paragraph(one.answer ?? t.waiting)}`)}${isOpen ? form({ csrf, action: here('questions'), label: t.ask, fields: textArea({ name: 'question', label: t.question, value: model.typed.question, error: errors.of('question'), rows: 3, locale }), buttons: button({ label: t.ask, look: 'secondary' }) }) : ''}`)}`,
  };
}
