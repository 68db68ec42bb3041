import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, dateField, descriptionList, details, errorSummary, fieldset, form, formErrors, heading, hiddenField, html, link, linkButton, list, NOTHING, paragraph, radioGroup, section, spoken, steps, table, taskList, textArea, textField, type FormErrors, type Html, type Step } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import { needCategoryName } from '@allmende/needs';
import type { AppStep, Instance } from '@allmende/operations';
import { withQuery, type AuthorityRef, type UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant } from '@allmende/time';
import type { CheckedGround } from '../../actions/check-grounds.ts';
import type { Contract } from '../../domain/contract.ts';
import { scopeText } from '../../domain/contract-document.ts';
import { GROUNDS } from '../../domain/ground-for-award.ts';
import type { NextStep } from '../../domain/next-step.ts';
import { yearlyTotal, type Order } from '../../domain/order.ts';
import type { StoredChoice } from '../../domain/order-choice.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { SignatureRule } from '../../domain/signature-rule.ts';
import { choicePart, earlierChoicePart } from '../choice-part.ts';
import { documentLinks, type ShownDocument } from '../document-links.ts';
import { ocdsLink } from '../ocds-link.ts';
import { orderState } from '../order-state.ts';
import { proofFacts } from '../proof-facts.ts';
import { showPrice, showSeconds } from '../show-price.ts';
import { showTerm } from '../show-term.ts';

/** What was typed into the form of the next step. */
export type TypedStep = { ground: string; kind: string; basis: string; reason: string; refusal: string; form: string; signedOn: { day: string; month: string; year: string }; reference: string; termKind: string; months: string; renewsMonths: string; noticeMonths: string; position: string; note: string; body: string; number: string; councilReference: string; choiceWords: string; compared: string; choiceReason: string; decidedOn: { day: string; month: string; year: string } };

const texts = translations({
  de: {
    orders: 'Bestellungen', preline: 'Bestellung', refused: 'Das ging nicht', note: 'So läuft es hier', next: 'Nächster Schritt', items: 'Was bestellt wird', item: 'Angebot', scope: 'Umfang', price: 'Preis im Jahr', remove: 'Herausnehmen', total: 'Summe im Jahr', addMore: 'Weiteres Angebot aufnehmen', empty: 'Der Entwurf ist leer.', addFirst: 'Angebot aufnehmen',
    submitTitle: 'einreichen', submitText: 'Danach gibt eine zweite Person die Bestellung frei.', submit: 'Bestellung einreichen', ground: 'Warum ist keine Ausschreibung nötig?', groundYes: 'Der Nachweis liegt vor.', proofMissing: 'Der Nachweis fehlt noch',
    commitment: 'Ist das ein Geschäft der laufenden Verwaltung?', everyday: 'Ja, laufende Verwaltung', everydayHint: 'Mit der Freigabe kommt der Vertrag zustande.', declaration: 'Nein, eine unterzeichnete Erklärung ist nötig', declarationHint: 'Nach der Freigabe wartet die Bestellung auf die Leitung der Behörde.',
    rule: (basis: string, formText: string, exception: string) => `${basis}: ${formText}. Ausgenommen: ${exception}.`, ruleSource: (source: string) => `Quelle: ${source}. Ob eine Ausnahme greift, beurteilen Sie.`, noRule: 'Für Ihr Land und Ihre Art von Behörde ist keine Vorschrift eingetragen. Bitte nennen Sie sie selbst.',
    basis: 'Vorschrift', basisHint: 'Zum Beispiel der Paragraf der Kommunalverfassung', reason: 'Begründung',
    term: 'Laufzeit', termOpen: 'Unbestimmt', termOpenHint: 'Sie können den Vertrag jederzeit beenden.', termFixed: 'Fest', months: 'Monate', monthsHint: 'Bei fester Laufzeit, 1 bis 120', renewsMonths: 'Verlängert sich jeweils um (Monate)', renewsHint: 'Leer: Der Vertrag endet von selbst.', noticeMonths: 'Kündigungsfrist (Monate)',
    budgetTitle: 'Deckung bestätigen', budgetText: 'Nach den Regeln Ihrer Behörde bestätigt die Kämmerei, dass die Mittel bereitstehen.', budget: 'Deckung bestätigen', position: 'Haushaltsstelle', positionHint: 'Oder Produktkonto', budgetNote: 'Anmerkung', waitBudget: 'Jetzt ist die Kämmerei dran', waitBudgetText: 'Sie bestätigt, dass die Mittel im Haushalt bereitstehen.', budgetDone: 'Deckung bestätigt',
    councilTitle: 'Beschluss eintragen', councilText: 'Nach den Regeln Ihrer Behörde braucht diese Bestellung einen Beschluss. Tragen Sie ein, wo er zu finden ist.', council: 'Beschluss eintragen', councilBody: 'Gremium', councilBodyHint: 'Zum Beispiel Gemeinderat oder Hauptausschuss', councilNumber: 'Nummer des Beschlusses', councilDay: 'Beschlossen am', councilReference: 'Wo er liegt', councilReferenceHint: 'Vorlage oder Aktenzeichen', waitCouncil: 'Ein Beschluss fehlt noch', waitCouncilText: 'Die Digitalbeauftragten, die Freigabe oder die Leitung tragen ihn ein.', councilDone: 'Beschluss',
    waitHeadText: 'Ab diesem Betrag gibt nach den Regeln Ihrer Behörde nur die Leitung frei.',
    approveTitle: 'freigeben', approveText: 'Mit der Freigabe kommt der Vertrag zustande, zusammen mit der Vereinbarung zur Auftragsverarbeitung. Die Anwendungen starten sofort.', approveThenDeclare: 'Nach der Freigabe wartet die Bestellung auf die unterzeichnete Erklärung der Leitung.', approve: 'Bestellung freigeben', refuse: 'Ablehnen', refusal: 'Grund der Ablehnung', refuseHead: 'Bestellung ablehnen',
    waitApprove: 'Jetzt ist eine zweite Person dran', waitApproveText: 'Jemand mit der Rolle Freigabe oder die Leitung der Behörde muss freigeben.', own: 'Sie haben an dieser Bestellung mitgearbeitet. Freigeben muss jemand anderes.', waitSubmit: 'Noch ein Entwurf', waitSubmitText: 'Die Digitalbeauftragten stellen die Bestellung zusammen und reichen sie ein.',
    declareTitle: 'Erklärung eintragen', declareText: 'Die Plattform unterschreibt nicht für Sie. Tragen Sie ein, wann und wie unterzeichnet wurde und wo die Erklärung liegt.', form: 'Wie wurde unterzeichnet?', paper: 'Eigenhändig auf Papier', electronic: 'Mit prüfbarer elektronischer Signatur', signedOn: 'Tag der Unterschrift', reference: 'Aktenzeichen', declare: 'Erklärung eintragen und Vertrag schließen',
    waitDeclare: 'Jetzt ist die Leitung der Behörde dran', waitDeclareText: 'Der Vertrag kommt zustande, sobald die unterzeichnete Erklärung eingetragen ist.', cancel: 'Bestellung zurückziehen', cancelText: 'Solange kein Vertrag besteht, geht das ohne Folgen.',
    goOn: 'Wie es weitergeht', running: 'Vom Vertrag zum laufenden Dienst', approved: 'Freigegeben', contract: 'Vertrag geschlossen', documents: 'Dokumente', docsWriting: 'werden geschrieben', docsReady: 'Dokumente liegen bereit', reload: 'Stand aktualisieren', toContract: 'Zum Vertrag', starts: 'startet', runs: 'läuft', failing: 'läuft noch nicht', ended: 'beendet',
    proof: 'Vergabegrund und Nachweis', notYetProof: 'Der Nachweis wird mit der Freigabe festgehalten.', choice: 'Wie haben Sie ausgewählt?', choiceHint: 'Mit der Einreichung hält die Plattform unveränderlich fest, was der Store für diese Suche zeigt: Lösungen, Angebote, Preise, Prüfstufen und Angaben zur Nachhaltigkeit.', choiceWords: 'Suchwörter', choiceWordsHint: 'Zusammen mit dem Themengebiet des Bedarfs', compared: 'Adresse Ihres Vergleichs', comparedHint: 'Wenn Sie Lösungen nebeneinander gestellt haben: die Adresse der Seite „Lösungen vergleichen“.', choiceReason: 'Warum dieses Angebot?', toCompare: 'Lösungen vergleichen', commitmentName: 'Verpflichtung der Behörde', isEveryday: 'Geschäft der laufenden Verwaltung', isDeclaration: 'unterzeichnete Erklärung nötig', signed: 'Unterzeichnet',
    history: 'Verlauf', created: 'Begonnen', submitted: 'Eingereicht', closed: 'Beendet', byYou: 'von Ihnen', byOther: 'von einer anderen Person', refusedWhy: 'Abgelehnt', need: 'Zum Bedarf', frozen: 'Preis und Beschreibung sind eingefroren, wie sie bei der Einreichung galten.',
  },
  en: {
    orders: 'Orders', preline: 'Order', refused: 'That did not work', note: 'How it runs here', next: 'Next step', items: 'What is ordered', item: 'Offer', scope: 'Scope', price: 'Price per year', remove: 'Take out', total: 'Total per year', addMore: 'Add another offer', empty: 'The draft is empty.', addFirst: 'Add an offer',
    submitTitle: 'hand in', submitText: 'Then a second person approves the order.', submit: 'Hand the order in', ground: 'Why is no tender needed?', groundYes: 'The proof is there.', proofMissing: 'The proof is still missing',
    commitment: 'Is this everyday business of the administration?', everyday: 'Yes, everyday business', everydayHint: 'With the approval the contract comes about.', declaration: 'No, a signed declaration is needed', declarationHint: 'After the approval the order waits for the head of the authority.',
    rule: (basis: string, formText: string, exception: string) => `${basis}: ${formText}. Excepted: ${exception}.`, ruleSource: (source: string) => `Source: ${source}. You judge whether an exception applies.`, noRule: 'No norm is entered for your Land and kind of authority. Please cite it yourself.',
    basis: 'Norm', basisHint: 'For example the section of the municipal code', reason: 'Reasons',
    term: 'Term', termOpen: 'Open', termOpenHint: 'You can end the contract at any time.', termFixed: 'Fixed', months: 'Months', monthsHint: 'For a fixed term, 1 to 120', renewsMonths: 'Is renewed each time by (months)', renewsHint: 'Empty: the contract ends by itself.', noticeMonths: 'Period of notice (months)',
    budgetTitle: 'confirm the budget', budgetText: 'By the rules of your authority the treasurer\'s office confirms that the money is there.', budget: 'Confirm the budget', position: 'Budget position', positionHint: 'Or product account', budgetNote: 'Note', waitBudget: 'It is the treasurer\'s turn', waitBudgetText: 'They confirm that the money is in the budget.', budgetDone: 'Budget confirmed',
    councilTitle: 'enter the resolution', councilText: 'By the rules of your authority this order needs a resolution. Enter where it can be found.', council: 'Enter the resolution', councilBody: 'Body', councilBodyHint: 'For example the council or its main committee', councilNumber: 'Number of the resolution', councilDay: 'Resolved on', councilReference: 'Where it lies', councilReferenceHint: 'Paper or file number', waitCouncil: 'A resolution is still missing', waitCouncilText: 'The digital officers, the approver or the head enter it.', councilDone: 'Resolution',
    waitHeadText: 'From this amount on only the head approves, by the rules of your authority.',
    approveTitle: 'approve', approveText: 'With the approval the contract comes about, together with the processing agreement. The applications start at once.', approveThenDeclare: 'After the approval the order waits for the signed declaration of the head.', approve: 'Approve order', refuse: 'Refuse', refusal: 'Reason for the refusal', refuseHead: 'Refuse order',
    waitApprove: 'It is a second person\'s turn', waitApproveText: 'Somebody with the role approver or the head of the authority has to approve.', own: 'You worked on this order. Somebody else has to approve.', waitSubmit: 'Still a draft', waitSubmitText: 'The digital officers put the order together and hand it in.',
    declareTitle: 'enter the declaration', declareText: 'The platform does not sign for you. Enter when and how it was signed and where the declaration lies.', form: 'How was it signed?', paper: 'By hand on paper', electronic: 'With a verifiable electronic signature', signedOn: 'Day of the signature', reference: 'File number', declare: 'Enter declaration and conclude contract',
    waitDeclare: 'It is the head of the authority\'s turn', waitDeclareText: 'The contract comes about as soon as the signed declaration is entered.', cancel: 'Withdraw order', cancelText: 'As long as there is no contract, this has no consequences.',
    goOn: 'What comes next', running: 'From contract to running service', approved: 'Approved', contract: 'Contract concluded', documents: 'Documents', docsWriting: 'are being written', docsReady: 'Documents are ready', reload: 'Refresh', toContract: 'To the contract', starts: 'starting', runs: 'running', failing: 'not running yet', ended: 'ended',
    proof: 'Ground for award and proof', notYetProof: 'The proof is recorded with the approval.', choice: 'How did you choose?', choiceHint: 'When the order is handed in, the platform records for good what the store shows for this search: solutions, offers, prices, vetting and statements on sustainability.', choiceWords: 'Words to search by', choiceWordsHint: 'Together with the category of the need', compared: 'Address of your comparison', comparedHint: 'If you put solutions side by side: the address of the page “Compare solutions”.', choiceReason: 'Why this offer?', toCompare: 'Compare solutions', commitmentName: 'Commitment of the authority', isEveryday: 'everyday business', isDeclaration: 'signed declaration needed', signed: 'Signed',
    history: 'History', created: 'Begun', submitted: 'Handed in', closed: 'Closed', byYou: 'by you', byOther: 'by somebody else', refusedWhy: 'Refused', need: 'To the need', frozen: 'Price and description are frozen as they stood when the order was handed in.',
  },
});

type Words = ReturnType<typeof texts>;

export type OrderModel = {
  order: Order; /** The frozen choice, once it is handed in. */ choice: StoredChoice | undefined; viewer: { accountId: string; mayPlace: boolean; mayApprove: boolean; maySign: boolean; mayCheckBudget: boolean; mayEnterResolution: boolean }; next: NextStep; rule: SignatureRule | undefined; grounds: readonly CheckedGround[]; instances: readonly Instance[]; goOn: readonly AppStep[];
  /** What whoever orders should know of how the apps would run. */
  notes: readonly string[];
  agreed: { contract: Contract; documents: readonly ShownDocument[] } | undefined; now: Date; typed: TypedStep; problems: readonly FieldProblem[]; refused: string | undefined;
};
type Options = { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef; url: string };

/** One order: where it stands, the one next step and who may do it, then everything that was frozen. */
export function orderView(model: OrderModel, options: Options): View {
  const { locale, urlFor, authority } = options;
  const t = texts(locale);
  const { order } = model;
  const errors = formErrors(model.problems, locale);
  const state = orderState(order.state, locale);
  return {
    title: order.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.orders, href: urlFor.office(authority.slug, 'orders') }, { label: order.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: model.refused })}${heading(order.title, 1, { preline: t.preline })}${paragraph(html`${badge(state.label, state.tone)} ${link({ label: t.need, href: urlFor.office(authority.slug, 'needs', order.need) })}`)}${
      order.state === 'contracted' ? html`${goOnPart(model, t, options)}${runningPart(model, t, options)}` : ''}${itemsPart(model, t, options)}${model.notes.map((note) => alert({ kind: 'info', title: t.note, body: note }))}${nextPart(model, t, options)}${chosenPart(model, options)}${order.state === 'draft' ? '' : proofPart(model, t, locale)}${historyPart(model, t, locale)}${ocdsLink(order.id, order.submitted !== null, options)}${cancelPart(model, t, options)}`,
  };
}

function itemsPart({ order, viewer }: OrderModel, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const draft = order.state === 'draft' && viewer.mayPlace;
  const add = withQuery(urlFor.office(authority.slug, 'orders', 'new'), { need: order.need });
  return section(html`${heading(t.items, 2)}${table<OrderLine>({
    caption: t.items, captionHidden: true, rows: order.lines, empty: t.empty,
    columns: [
      { label: t.item, cell: (line) => line.name }, { label: t.scope, cell: (line) => spoken(html`${line.description}${scopeText(line) === '' ? '' : html`<br>${scopeText(line)}`}`, 'de', locale) },
      { label: t.price, numeric: true, cell: (line) => showPrice(line.price, locale) },
      ...(draft ? [{ label: t.remove, action: true, cell: (line: OrderLine) => form({ csrf, action: urlFor.office(authority.slug, 'orders', order.id, 'lines', String(line.position), 'remove'), fields: '', buttons: button({ label: t.remove, about: line.name, look: 'tertiary', small: true }) }) }] : []),
    ],
  })}${order.lines.length === 0 ? '' : paragraph(html`<strong>${t.total}: ${formatEuro(yearlyTotal(order), locale)}</strong>`)}${draft ? linkButton({ label: order.lines.length === 0 ? t.addFirst : t.addMore, href: add, look: 'secondary', icon: 'add' }) : order.state === 'draft' ? '' : paragraph(t.frozen, 'small')}`);
}

function nextPart(model: OrderModel, t: Words, options: Options): Html {
  const { next, order } = model;
  if (next.kind === 'submit') return next.mine ? (order.lines.length === 0 ? NOTHING : submitPart(model, t, options)) : section(alert({ kind: 'info', title: t.waitSubmit, body: t.waitSubmitText }));
  if (next.kind === 'budget') return next.mine ? budgetPart(model, t, options) : section(alert({ kind: 'info', title: t.waitBudget, body: t.waitBudgetText }));
  if (next.kind === 'council') return next.mine ? councilPart(model, t, options) : section(alert({ kind: 'info', title: t.waitCouncil, body: t.waitCouncilText }));
  if (next.kind === 'approve' && order.chain.head && !next.mine && !next.ownOrder) return section(alert({ kind: 'info', title: t.waitApprove, body: t.waitHeadText }));
  if (next.kind === 'approve') return next.mine ? approvePart(model, t, options) : section(alert({ kind: 'info', title: t.waitApprove, body: next.ownOrder && model.viewer.mayApprove ? t.own : t.waitApproveText }));
  if (next.kind === 'declare') return next.mine ? declarePart(model, t, options) : section(alert({ kind: 'info', title: t.waitDeclare, body: next.ownOrder && model.viewer.maySign ? t.own : t.waitDeclareText }));
  return NOTHING;
}

function submitPart({ order, rule, grounds, typed, problems }: OrderModel, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const errors = formErrors(problems, locale);
  const possible = grounds.filter((one) => one.missing.length === 0);
  const missing = possible.length > 0 ? '' : alert({ kind: 'warning', title: t.proofMissing, body: list(grounds.flatMap((one) => one.missing)) });
  const norm = rule === undefined ? t.noRule : html`${t.rule(rule.basis, rule.form, rule.exception)} ${t.ruleSource(rule.source)}`;
  return section(html`${heading(`${t.next}: ${t.submitTitle}`, 2)}${paragraph(t.submitText)}${missing}${form({
    csrf, action: urlFor.office(authority.slug, 'orders', order.id, 'submit'), label: t.submitTitle, buttons: button({ label: t.submit }),
    fields: html`${radioGroup({
      name: 'ground', label: t.ground, value: typed.ground || possible[0]?.kind, error: errors.of('ground'), locale,
      options: GROUNDS.map((one) => ({ value: one.kind, label: one.name[locale], hint: groundHint(grounds.find(({ kind }) => kind === one.kind)?.missing ?? [], t) })),
    })}${termFields(typed, errors, t, locale)}${choiceFields(order, typed, errors, t, { locale, urlFor, authority })}${radioGroup({
      name: 'commitment.kind', label: t.commitment, hint: norm, value: typed.kind, error: errors.of('commitment.kind'), locale,
      options: [{ value: 'everyday', label: t.everyday, hint: t.everydayHint }, { value: 'declaration', label: t.declaration, hint: t.declarationHint }],
    })}${rule === undefined ? textField({ name: 'commitment.basis', label: t.basis, hint: t.basisHint, value: typed.basis, error: errors.of('commitment.basis'), locale }) : ''}${textArea({ name: 'commitment.reason', label: t.reason, value: typed.reason, error: errors.of('commitment.reason'), rows: 3, locale })}`,
  })}`);
}

function groundHint(missing: readonly string[], t: Words): string {
  return missing.length === 0 ? t.groundYes : missing.join(' ');
}

function choiceFields(order: Order, typed: TypedStep, errors: FormErrors, t: Words, { locale, urlFor, authority }: Pick<Options, 'locale' | 'urlFor' | 'authority'>): Html {
  const compare = withQuery(urlFor.public('store', 'compare'), { solution: [...new Set(order.lines.map(({ solution }) => solution))].slice(0, 4).join(','), authority: authority.slug });
  return fieldset({
    legend: t.choice, hint: html`${t.choiceHint} ${link({ label: t.toCompare, href: compare })}`,
    fields: html`${textField({ name: 'choice.words', label: t.choiceWords, hint: t.choiceWordsHint, value: typed.choiceWords, error: errors.of('choice.words'), locale })}${textField({ name: 'choice.compared', label: t.compared, hint: t.comparedHint, value: typed.compared, error: errors.of('choice.compared'), optional: true, locale })}${
      textArea({ name: 'choice.reason', label: t.choiceReason, value: typed.choiceReason, error: errors.of('choice.reason'), rows: 3, optional: true, locale })}`,
  });
}

function chosenPart({ order, choice }: OrderModel, { locale, urlFor, authority }: Options): Html {
  if (choice === undefined) return order.choice === null ? NOTHING : section(earlierChoicePart(order.choice, locale));
  return choicePart(choice, { locale, fileHref: urlFor.office(authority.slug, 'orders', order.id, 'choice'), categoryName: (value) => needCategoryName(value, locale) });
}

function termFields(typed: TypedStep, errors: FormErrors, t: Words, locale: Locale): Html {
  const months = (name: 'months' | 'renewsMonths' | 'noticeMonths', label: string, hint?: string) => textField({ name: `term.${name}`, label, hint, value: typed[name], error: errors.of(`term.${name}`), inputmode: 'numeric', width: 'short', optional: true, locale });
  return html`${radioGroup({ name: 'term.kind', label: t.term, value: typed.termKind || 'open', error: errors.of('term.kind'), locale, options: [{ value: 'open', label: t.termOpen, hint: t.termOpenHint }, { value: 'fixed', label: t.termFixed }] })}${
    months('months', t.months, t.monthsHint)}${months('renewsMonths', t.renewsMonths, t.renewsHint)}${months('noticeMonths', t.noticeMonths)}`;
}

function budgetPart({ order, typed, problems }: OrderModel, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const errors = formErrors(problems, locale);
  return section(html`${heading(`${t.next}: ${t.budgetTitle}`, 2)}${paragraph(html`${t.budgetText}${order.chain.basis === null ? '' : ` (${order.chain.basis})`}`)}${form({
    csrf, action: urlFor.office(authority.slug, 'orders', order.id, 'budget'), label: t.budgetTitle, buttons: button({ label: t.budget }),
    fields: html`${textField({ name: 'budget.position', label: t.position, hint: t.positionHint, value: typed.position, error: errors.of('budget.position'), width: 'half', locale })}${textArea({ name: 'budget.note', label: t.budgetNote, value: typed.note, error: errors.of('budget.note'), rows: 2, optional: true, locale })}`,
  })}`);
}

function councilPart({ order, typed, problems }: OrderModel, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const errors = formErrors(problems, locale);
  const text = (name: 'body' | 'number' | 'reference', label: string, value: string, hint?: string) => textField({ name: `council.${name}`, label, hint, value, error: errors.of(`council.${name}`), width: 'half', locale });
  return section(html`${heading(`${t.next}: ${t.councilTitle}`, 2)}${paragraph(html`${t.councilText}${order.chain.basis === null ? '' : ` (${order.chain.basis})`}`)}${form({
    csrf, action: urlFor.office(authority.slug, 'orders', order.id, 'resolution'), label: t.councilTitle, buttons: button({ label: t.council }),
    fields: html`${text('body', t.councilBody, typed.body, t.councilBodyHint)}${text('number', t.councilNumber, typed.number)}${dateField({ name: 'council.decidedOn', label: t.councilDay, value: typed.decidedOn, error: errors.of('council.decidedOn'), locale })}${text('reference', t.councilReference, typed.councilReference, t.councilReferenceHint)}`,
  })}`);
}

function approvePart({ order, typed, problems }: OrderModel, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const errors = formErrors(problems, locale);
  const at = (act: string) => urlFor.office(authority.slug, 'orders', order.id, act);
  return section(html`${heading(`${t.next}: ${t.approveTitle}`, 2)}${paragraph(order.commitment?.kind === 'declaration' ? t.approveThenDeclare : t.approveText)}${form({
    csrf, action: at('approve'), label: t.approveTitle, fields: hiddenField({ name: 'version', value: order.version }), buttons: button({ label: t.approve }),
  })}${details({
    summary: t.refuseHead, open: errors.all.length > 0,
    body: form({ csrf, action: at('refuse'), label: t.refuseHead, fields: textArea({ name: 'reason', label: t.refusal, value: typed.refusal, error: errors.of('reason'), rows: 3, locale }), buttons: button({ label: t.refuse, look: 'secondary' }) }),
  })}`);
}

function declarePart({ order, typed, problems }: OrderModel, t: Words, { locale, csrf, urlFor, authority }: Options): Html {
  const errors = formErrors(problems, locale);
  return section(html`${heading(`${t.next}: ${t.declareTitle}`, 2)}${paragraph(t.declareText)}${form({
    csrf, action: urlFor.office(authority.slug, 'orders', order.id, 'declare'), label: t.declareTitle, buttons: button({ label: t.declare }),
    fields: html`${radioGroup({ name: 'form', label: t.form, value: typed.form, error: errors.of('form'), locale, options: [{ value: 'paper', label: t.paper }, { value: 'electronic-signature', label: t.electronic }] })}${dateField({
      name: 'signedOn', label: t.signedOn, value: typed.signedOn, error: errors.of('signedOn'), locale,
    })}${textField({ name: 'reference', label: t.reference, value: typed.reference, error: errors.of('reference'), width: 'half', locale })}`,
  })}`);
}

function goOnPart({ goOn }: OrderModel, t: Words, { locale }: Options): Html {
  return goOn.length === 0 ? NOTHING : section(html`${heading(t.goOn, 2)}${taskList({ tasks: goOn, locale })}`);
}

function runningPart({ order, instances, agreed, now }: OrderModel, t: Words, { locale, urlFor, authority, url }: Options): Html {
  if (agreed === undefined || order.approved === null) return NOTHING;
  const from = (order.declared ?? order.approved).at;
  const { contract, documents } = agreed;
  const written = documents.length === 2 ? new Date(Math.max(...documents.map((one) => one.storedAt.getTime()))) : undefined;
  const shown: Step[] = [
    { label: t.approved, state: 'done', time: formatInstant(from, locale) }, { label: `${t.contract}: ${contract.number}`, state: 'done', time: showSeconds(from, contract.concludedAt, locale) },
    ...byLine(order, instances).map((one): Step => (one.wanted === 'removed' ? { label: `${one.title}: ${t.ended}`, state: 'done' }
      : one.runningAt !== undefined ? { label: `${one.title}: ${t.runs}`, state: 'done', time: showSeconds(from, one.runningAt, locale) }
        : { label: `${one.title}: ${one.failures > 0 ? t.failing : t.starts}`, state: one.failures > 0 ? 'failed' : 'current', time: showSeconds(from, now, locale), detail: one.detail })),
    written === undefined ? { label: `${t.documents}: ${t.docsWriting}`, state: 'current' } : { label: t.docsReady, state: 'done', time: showSeconds(from, written, locale) },
  ];
  const settled = written !== undefined && instances.every((one) => one.runningAt !== undefined || one.wanted === 'removed');
  return section(html`${heading(t.running, 2)}${steps({ steps: shown, locale })}${documentLinks(contract, documents, { locale, urlFor, authority })}${paragraph(link({ label: `${t.toContract} ${contract.number}`, href: urlFor.office(authority.slug, 'contracts', contract.id) }))}${settled ? '' : linkButton({ label: t.reload, href: url, look: 'secondary' })}`);
}

/** Instances in the order in which they were ordered. */
function byLine(order: Order, instances: readonly Instance[]): readonly Instance[] {
  const place = (app: string) => order.lines.findIndex((line) => line.app === app);
  return instances.toSorted((one, other) => place(one.app) - place(other.app));
}

function proofPart({ order }: OrderModel, t: Words, locale: Locale): Html {
  const { commitment, declared } = order;
  const ground = GROUNDS.find((one) => one.kind === order.ground)?.name[locale] ?? '';
  return section(html`${heading(t.proof, 2)}${descriptionList([
    ...(order.proven === null ? [{ name: t.proof, value: html`${ground}<br>${t.notYetProof}` }] : proofFacts(order.proven, locale)),
    ...(order.submitted === null ? [] : [{ name: t.term, value: showTerm(order.term, locale) }]),
    ...(commitment === null ? [] : [{ name: t.commitmentName, value: html`${commitment.kind === 'everyday' ? t.isEveryday : t.isDeclaration}, ${commitment.basis} (${commitment.source})<br>${commitment.reason}` }]),
    ...(declared === null ? [] : [{ name: t.signed, value: `${formatDate(declared.signedOn, locale)}, ${declared.form === 'paper' ? t.paper : t.electronic}, ${declared.reference}` }]),
  ], locale)}`);
}

function historyPart({ order, viewer }: OrderModel, t: Words, locale: Locale): Html {
  const by = (account: string) => (account === viewer.accountId ? t.byYou : t.byOther);
  const act = (name: string, one: { by: string; at: Date } | null) => (one === null ? [] : [{ name, value: `${formatInstant(one.at, locale)}, ${by(one.by)}` }]);
  return section(html`${heading(t.history, 2)}${descriptionList([
    { name: t.created, value: formatInstant(order.createdAt, locale) }, ...act(t.submitted, order.submitted),
    ...(order.checks.budget === null ? [] : [{ name: t.budgetDone, value: html`${formatInstant(order.checks.budget.at, locale)}, ${by(order.checks.budget.by)}<br>${order.checks.budget.position}${order.checks.budget.note === '' ? '' : html`<br>${order.checks.budget.note}`}` }]),
    ...(order.checks.council === null ? [] : [{ name: t.councilDone, value: html`${order.checks.council.body}, ${order.checks.council.number}, ${formatDate(order.checks.council.decidedOn, locale)}<br>${order.checks.council.reference}` }]), ...act(t.approved, order.approved), ...act(t.signed, order.declared),
    ...(order.closed === null ? [] : [{ name: order.state === 'refused' ? t.refusedWhy : t.closed, value: html`${formatInstant(order.closed.at, locale)}, ${by(order.closed.by)}${order.closed.reason === '' ? '' : html`<br>${order.closed.reason}`}` }]),
  ], locale)}`);
}

function cancelPart({ order, viewer }: OrderModel, t: Words, { csrf, urlFor, authority }: Options): Html {
  if (!viewer.mayPlace || !['draft', 'submitted', 'approved'].includes(order.state)) return NOTHING;
  return details({ summary: t.cancel, body: html`${paragraph(t.cancelText)}${form({ csrf, action: urlFor.office(authority.slug, 'orders', order.id, 'cancel'), label: t.cancel, fields: '', buttons: button({ label: t.cancel, look: 'secondary' }) })}` });
}
