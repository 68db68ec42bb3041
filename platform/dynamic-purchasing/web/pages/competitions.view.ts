import type { FieldProblem } from '@allmende/errors';
import { alert, button, checkboxGroup, code, dateField, descriptionList, details, emptyState, errorSummary, fileField, form, formErrors, heading, html, lead, link, linkButton, list, moneyField, paragraph, radioGroup, sealingPart, section, select, table, textArea, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, formatEnd, formatInstant } from '@allmende/time';
import type { Bidder } from '../../domain/bidder.ts';
import type { Competition } from '../../domain/competition.ts';
import { MOST_POINTS, PRICE_FORMULAS, TIE_RULES } from '../../domain/criterion.ts';
import type { Evaluation } from '../../domain/evaluation.ts';
import { reasonsFor, scoreText } from '../../domain/notice.ts';
import type { Offer, OpenedOffer } from '../../domain/offer.ts';
import type { PurchasingSystem } from '../../domain/purchasing-system.ts';
import { competitionState } from '../competition-state.ts';
import { sealingWords } from '../sealing-words.ts';

const texts = translations({
  de: {
    title: 'Wettbewerbe', lead: 'Angebote aus dynamischen Beschaffungssystemen (§§ 22 bis 24 VgV), versiegelt bis zur gemeinsamen Öffnung.', add: 'Wettbewerb anlegen', keys: 'Schlüssel zum Öffnen', number: 'Nummer', subject: 'Gegenstand', deadline: 'Angebotsfrist', state: 'Stand',
    none: 'Noch kein Wettbewerb', noneText: 'Legen Sie einen Wettbewerb in einer Kategorie an. Vorher erzeugen mindestens zwei Personen ihren Schlüssel.',
    newLead: 'Alle, die in der Kategorie zugelassen sind, werden aufgefordert. Danach lässt sich nichts mehr ändern.', category: 'Beschaffungssystem und Kategorie', name: 'Gegenstand', description: 'Leistungsbeschreibung', award: 'Zuschlagskriterien', priceWeight: 'Gewicht des Preises in Prozent', priceFormula: 'Wie der Preis zählt',
    criterion: (index: number) => `Weiteres Kriterium ${index}`, weight: (index: number) => `Gewicht von Kriterium ${index} in Prozent`, tie: 'Bei Gleichstand entscheidet', threshold: 'Erreicht der Auftrag den EU-Schwellenwert?', yes: 'Ja', no: 'Nein', thresholdHint: 'Dann gilt die Wartepflicht nach § 134 GWB.', officers: 'Wer öffnet die Angebote?',
    officersHint: 'Jedes Angebot wird für diese Personen verschlüsselt.', least: 'So viele müssen gemeinsam öffnen', leastHint: 'Mindestens zwei (§ 55 Abs. 2 VgV). Wählen Sie eine Person mehr, als nötig sind, falls jemand ausfällt.', save: 'Entwurf speichern', noKeys: 'Noch haben weniger als zwei Personen einen Schlüssel.', noSystem: 'Zurzeit läuft kein Beschaffungssystem.',
    preline: 'Wettbewerb', invite: 'Auffordern', inviteText: (count: number) => `Aufgefordert werden alle Zugelassenen der Kategorie: ${count}.`, lastDay: 'Letzter Tag für Angebote', lastDayHint: (day: string, basis: string) => `Frühestens ${day} (${basis}).`, doubts: 'Zur Frist ist nicht alles bekannt', criteria: 'Kriterien', price: 'Preis', invited: 'Aufgeforderte', admitted: 'Zugelassene',
    questions: 'Fragen und Antworten', noQuestions: 'Noch keine Fragen.', answer: 'Antwort', sendAnswer: 'Antworten', answerLabel: (question: string) => `Antwort auf „${question}“`, sealed: 'Die Angebote sind versiegelt', sealedText: 'Bis zum Ende der Frist zeigt die Plattform nicht, ob Angebote da sind, und gibt keines heraus.',
    opening: 'Öffnung', openingText: (done: number, needed: number) => `${done} von ${needed} Personen haben ihren Anteil abgegeben.`, open: 'Angebote mit meinem Schlüssel öffnen', noOffers: 'Es ist kein Angebot eingegangen.', offers: 'Angebote', bidder: 'Bieter', files: 'Dateien', digest: 'Prüfsumme', total: 'Wertung', rank: 'Rang', evaluate: 'Werten', evaluateAgain: 'Wertung ändern', reasons: 'Gründe',
    decide: 'Entscheiden und allen mitteilen', decideText: 'Alle Aufgeforderten erhalten eine Mitteilung mit Gründen. Die Wertung lässt sich danach nicht mehr ändern.', awardNow: 'Zuschlag erteilen', awardFrom: (day: string) => `Der Zuschlag darf ab dem ${day} erteilt werden.`, record: 'Vergabevermerk (PDF)', recordSoon: 'Der Vergabevermerk wird gerade geschrieben.',
    orderable: 'Was im Store darauf bestellt werden kann', orderableHint: 'Der Zuschlag ist dann der Nachweis für eine Bestellung dieser Angebote.', perYear: 'Preis im Jahr', bindingUntil: 'Angebot bindet bis',
    cancel: 'Wettbewerb aufheben', cancelReason: 'Grund der Aufhebung', cancelled: 'Aufgehoben', threshold2: 'EU-Schwellenwert', reached: 'erreicht', notReached: 'nicht erreicht', openers: (k: number, n: number) => `${k} von ${n} gemeinsam`, fingerprint: 'Fingerabdruck',
    openTitle: 'Angebote öffnen', openLead: 'Ihr Schlüssel bleibt auf diesem Gerät. Es verlässt nur Ihr Anteil an jedem Angebot.', step1: 'Anteile öffnen', step2: 'Anteile abgeben', openDone: 'Ihre Anteile sind geöffnet und unten als Datei eingetragen. Geben Sie sie jetzt ab.', shares: 'Datei mit den Anteilen', send: 'Anteile abgeben', setFile: 'Verschlüsselte Anteile als Datei für tools/seal',
    keysTitle: 'Schlüssel zum Öffnen', keysLead: 'Wer Angebote öffnet, erzeugt einmal einen Schlüssel auf dem eigenen Gerät. Der private Teil verlässt es nie.', makeKey: 'Schlüssel erzeugen', again: 'Passphrase wiederholen', keyDone: 'Die Schlüsseldatei wurde gespeichert. Bewahren Sie sie mit der Passphrase auf: Ohne beide lässt sich kein Angebot öffnen. Fingerabdruck:', publicKey: 'Datei mit dem öffentlichen Teil', keepKey: 'Öffentlichen Teil eintragen', passHint: 'Mindestens 12 Zeichen. Niemand kann sie zurücksetzen.', holders: 'Wer einen Schlüssel hat', since: 'Seit', noHolders: 'Noch niemand.',
    evalTitle: 'Angebote werten', evalLead: (most: number) => `Ganze Punkte von 0 bis ${most}, jeweils mit Grund. Den Preis rechnet die Plattform nach der angekündigten Formel.`, points: (title: string) => `Punkte für ${title}`, reason: (title: string) => `Grund für ${title}`, excluded: 'Ausschluss mit Grund', excludedHint: 'Nur ausfüllen, wenn das Angebot ausgeschlossen wird (§ 57 VgV).', saveEval: 'Wertung speichern', answerOf: 'Angabe des Bieters', note: 'Anmerkungen',
  },
  en: {
    title: 'Competitions', lead: 'Offers from dynamic purchasing systems (§§ 22 to 24 VgV), sealed until they are opened together.', add: 'Set up a competition', keys: 'Keys for opening', number: 'Number', subject: 'Subject', deadline: 'Period for offers', state: 'State',
    none: 'No competition yet', noneText: 'Set up a competition in a category. Before that at least two people make their key.',
    newLead: 'Everybody who is admitted to the category is invited. After that nothing can be changed.', category: 'Purchasing system and category', name: 'Subject', description: 'Specification', award: 'Award criteria', priceWeight: 'Weight of the price in percent', priceFormula: 'How the price counts',
    criterion: (index: number) => `Further criterion ${index}`, weight: (index: number) => `Weight of criterion ${index} in percent`, tie: 'Ties are decided by', threshold: 'Does the contract reach the EU threshold?', yes: 'Yes', no: 'No', thresholdHint: 'Then the standstill of § 134 GWB applies.', officers: 'Who opens the offers?',
    officersHint: 'Each offer is encrypted for these people.', least: 'So many must open together', leastHint: 'At least two (§ 55 Abs. 2 VgV). Choose one person more than needed, in case somebody is away.', save: 'Save draft', noKeys: 'Fewer than two people have a key so far.', noSystem: 'No purchasing system runs at the moment.',
    preline: 'Competition', invite: 'Invite', inviteText: (count: number) => `Everybody admitted to the category is invited: ${count}.`, lastDay: 'Last day for offers', lastDayHint: (day: string, basis: string) => `${day} at the earliest (${basis}).`, doubts: 'Not everything about the period is known', criteria: 'Criteria', price: 'Price', invited: 'Invited', admitted: 'Admitted',
    questions: 'Questions and answers', noQuestions: 'No questions yet.', answer: 'Answer', sendAnswer: 'Answer', answerLabel: (question: string) => `Answer to “${question}”`, sealed: 'The offers are sealed', sealedText: 'Until the end of the period the platform does not show whether there are offers, and hands none out.',
    opening: 'Opening', openingText: (done: number, needed: number) => `${done} of ${needed} people have handed in their share.`, open: 'Open offers with my key', noOffers: 'No offer has arrived.', offers: 'Offers', bidder: 'Bidder', files: 'Files', digest: 'Checksum', total: 'Score', rank: 'Rank', evaluate: 'Evaluate', evaluateAgain: 'Change the evaluation', reasons: 'Reasons',
    decide: 'Decide and tell everybody', decideText: 'Everybody who was invited gets a notice with reasons. The evaluation cannot be changed afterwards.', awardNow: 'Award the contract', awardFrom: (day: string) => `The contract may be awarded from ${day}.`, record: 'Record of award (PDF)', recordSoon: 'The record of award is being written.',
    orderable: 'What of the store can be ordered on it', orderableHint: 'The award is then the proof for one order of these offers.', perYear: 'Price per year', bindingUntil: 'Offer binds until',
    cancel: 'Cancel the competition', cancelReason: 'Reason for cancelling', cancelled: 'Cancelled', threshold2: 'EU threshold', reached: 'reached', notReached: 'not reached', openers: (k: number, n: number) => `${k} of ${n} together`, fingerprint: 'Fingerprint',
    openTitle: 'Open offers', openLead: 'Your key stays on this device. Only your share of each offer leaves it.', step1: 'Open the shares', step2: 'Hand in the shares', openDone: 'Your shares are opened and entered below as a file. Hand them in now.', shares: 'File with the shares', send: 'Hand in shares', setFile: 'Encrypted shares as a file for tools/seal',
    keysTitle: 'Keys for opening', keysLead: 'Whoever opens offers makes a key once, on the own device. The private part never leaves it.', makeKey: 'Make a key', again: 'Repeat the passphrase', keyDone: 'The key file has been saved. Keep it with the passphrase: without both no offer can be opened. Fingerprint:', publicKey: 'File with the public part', keepKey: 'Enter the public part', passHint: 'At least 12 characters. Nobody can reset it.', holders: 'Who has a key', since: 'Since', noHolders: 'Nobody yet.',
    evalTitle: 'Evaluate offers', evalLead: (most: number) => `Whole points from 0 to ${most}, each with a reason. The platform works out the price by the announced formula.`, points: (title: string) => `Points for ${title}`, reason: (title: string) => `Reason for ${title}`, excluded: 'Exclusion with reason', excludedHint: 'Only if the offer is excluded (§ 57 VgV).', saveEval: 'Save evaluation', answerOf: 'What the bidder states', note: 'Notes',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor; readonly authority: AuthorityRef };
const at = ({ urlFor, authority }: Pick<Options, 'urlFor' | 'authority'>, ...segments: string[]) => urlFor.office(authority.slug, 'competitions', ...segments);
const crumbs = (options: Options, ...more: { label: string; href?: string }[]) => [{ label: texts(options.locale).title, href: at(options) }, ...more];

/** The competitions of an authority. */
export function competitionsView(model: { readonly competitions: readonly (Competition & { readonly isOver: boolean })[]; readonly mayRun: boolean; readonly mayOpen: boolean }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  const add = model.mayRun ? linkButton({ label: t.add, href: at(options, 'new'), icon: 'add' }) : '';
  const keys = model.mayOpen ? linkButton({ label: t.keys, href: at(options, 'keys'), look: 'secondary' }) : '';
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}<div class="kern-btn-wrapper a-buttons">${model.competitions.length > 0 ? add : ''}${keys}</div>${table<Competition & { isOver: boolean }>({
      caption: t.title, captionHidden: true, rows: model.competitions, empty: emptyState({ title: t.none, text: t.noneText, next: add }),
      columns: [
        { label: t.number, cell: (one) => link({ label: one.number, href: at(options, one.id) }) }, { label: t.subject, cell: (one) => one.content.title }, { label: t.deadline, cell: (one) => (one.deadline === null ? '–' : formatEnd(one.deadline, locale)) },
        { label: t.state, cell: (one) => competitionState(one.state, one.isOver, locale) },
      ],
    })}`,
  };
}

/** What was typed for a new competition. */
export type TypedCompetition = {
  readonly category: string; readonly title: string; readonly description: string; readonly aboveThreshold: string; readonly threshold: string; readonly officers: readonly string[]; readonly priceWeight: string; readonly priceFormula: string; readonly tieRule: string;
  readonly criteria: readonly { readonly title: string; readonly weight: string }[];
};

/** The form for a new competition. */
export function newCompetitionView(model: { readonly systems: readonly PurchasingSystem[]; readonly keys: readonly { readonly thumbprint: string; readonly name: string }[]; readonly typed: TypedCompetition; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const { typed } = model;
  const errors = formErrors(model.problems, locale);
  return {
    title: t.add, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: t.add }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.add)}${lead(t.newLead)}${model.keys.length < 2 ? alert({ kind: 'warning', title: t.noKeys, body: link({ label: t.keys, href: at(options, 'keys') }) }) : ''}${model.systems.length === 0 ? alert({ kind: 'warning', title: t.noSystem }) : ''}${form({
      csrf, label: t.add, buttons: button({ label: t.save }),
      fields: html`${select({ name: 'category', label: t.category, value: typed.category, error: errors.of('category'), options: model.systems.flatMap((system) => system.categories.map((one) => ({ value: `${system.id}/${one.id}`, label: `${system.title}: ${one.name}` }))), locale })}${
        textField({ name: 'title', label: t.name, value: typed.title, error: errors.of('title'), maxlength: 150, locale })}${textArea({ name: 'description', label: t.description, value: typed.description, error: errors.of('description'), rows: 8, locale })}${heading(t.award, 2)}${
        textField({ name: 'priceWeight', label: t.priceWeight, value: typed.priceWeight, error: errors.of('priceWeight'), inputmode: 'numeric', width: 'short', locale })}${select({ name: 'priceFormula', label: t.priceFormula, value: typed.priceFormula, error: errors.of('priceFormula'), options: Object.entries(PRICE_FORMULAS).map(([value, words]) => ({ value, label: words[locale] })), locale })}${
        typed.criteria.map((one, index) => html`${textField({ name: `criteria.${index}.title`, label: t.criterion(index + 1), value: one.title, error: errors.of(`criteria.${index}.title`), optional: true, maxlength: 150, locale })}${textField({ name: `criteria.${index}.weight`, label: t.weight(index + 1), value: one.weight, optional: true, inputmode: 'numeric', width: 'short', locale })}`)}${
        select({ name: 'tieRule', label: t.tie, value: typed.tieRule, error: errors.of('tieRule'), options: Object.entries(TIE_RULES).map(([value, words]) => ({ value, label: words[locale] })), locale })}${
        radioGroup({ name: 'aboveThreshold', label: t.threshold, hint: t.thresholdHint, value: typed.aboveThreshold, error: errors.of('aboveThreshold'), options: [{ value: 'yes', label: t.yes }, { value: 'no', label: t.no }], horizontal: true, locale })}${heading(t.opening, 2)}${
        checkboxGroup({ name: 'officers', label: t.officers, hint: t.officersHint, values: typed.officers, error: errors.of('officers'), options: model.keys.map((one) => ({ value: one.thumbprint, label: one.name, hint: `${t.fingerprint}: ${one.thumbprint.slice(0, 12)}…` })), locale })}${
        textField({ name: 'threshold', label: t.least, hint: t.leastHint, value: typed.threshold, error: errors.of('threshold'), inputmode: 'numeric', width: 'short', locale })}`,
    })}`,
  };
}

/** Everything the page of a competition shows. */
export type CompetitionModel = {
  readonly competition: Competition; readonly isOver: boolean; readonly invited: readonly Bidder[]; readonly questions: readonly { readonly id: string; readonly question: string; readonly answer: string | null }[]; readonly offers: readonly Offer[]; readonly opened: readonly OpenedOffer[];
  readonly releases: readonly { readonly thumbprint: string }[]; readonly evaluation: Evaluation | undefined;
  readonly may: { readonly run: boolean; readonly open: boolean; readonly decide: boolean }; readonly earliest: { readonly day: string; readonly basis: string; readonly doubts: readonly string[] } | undefined; readonly lastDay: { readonly day: string; readonly month: string; readonly year: string };
  readonly storeOffers: readonly { readonly id: string; readonly name: string }[];
  readonly typed: { readonly answers: Readonly<Record<string, string>>; readonly reason: string; readonly award: { readonly offers: readonly string[]; readonly centsPerYear: string; readonly validUntil: { readonly day: string; readonly month: string; readonly year: string } } }; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined;
};

/** One competition with the next step. */
export function competitionView(model: CompetitionModel, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const { competition, isOver, may } = model;
  const { content, state } = competition;
  const errors = formErrors(model.problems, locale);
  const here = (...segments: string[]) => at(options, competition.id, ...segments);
  const post = (step: string | readonly string[], label: string, fields: Html | '' = '', look: 'primary' | 'secondary' = 'primary') => form({ csrf, action: here(...[step].flat()), label, fields, buttons: button({ label, look }) });
  return {
    title: `${t.preline} ${competition.number}`, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: competition.number }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(content.title, 1, { preline: `${t.preline} ${competition.number}` })}${paragraph(competitionState(state, isOver, locale))}${model.refused === undefined ? '' : alert({ kind: 'danger', title: model.refused })}${nextStep()}${descriptionList([
      { name: t.category, value: `${content.systemTitle}: ${content.categoryName}` }, ...(competition.deadline === null ? [] : [{ name: t.deadline, value: formatEnd(competition.deadline, locale) }]),
      { name: t.threshold2, value: content.aboveThreshold ? t.reached : t.notReached }, { name: t.opening, value: html`${t.openers(content.threshold, content.officers.length)}: ${content.officers.map((one) => one.name).join(', ')}` },
      ...(competition.cancelledBecause === null ? [] : [{ name: t.cancelled, value: competition.cancelledBecause }]),
    ], locale)}${section(html`${heading(t.description, 2)}${paragraph(content.description)}`)}${section(html`${heading(t.criteria, 2)}${list([`${t.price}: ${content.award.priceWeight} %. ${PRICE_FORMULAS[content.award.priceFormula][locale]}`, ...content.award.criteria.map((one) => `${one.title}: ${one.weight} %`), `${t.tie}: ${TIE_RULES[content.award.tieRule][locale]}`])}`)}${
      model.opened.length > 0 ? section(html`${heading(t.offers, 2)}${offersTable()}`) : ''}${model.evaluation === undefined ? '' : section(html`${heading(t.reasons, 2)}${model.offers.map((one) => details({ summary: one.bidderName, body: list(reasonsFor(content, model.evaluation as Evaluation, one.id)) }))}`)}${
      section(html`${heading(t.questions, 2)}${model.questions.length === 0 ? paragraph(t.noQuestions) : model.questions.map(question)}`)}${section(html`${heading(state === 'draft' ? t.admitted : t.invited, 2)}${model.invited.length === 0 ? paragraph('–') : list(model.invited.map((one) => one.name))}`)}${
      may.run && state !== 'awarded' && state !== 'cancelled' ? details({ summary: t.cancel, open: errors.of('reason') !== undefined, body: post('cancel', t.cancel, textArea({ name: 'reason', label: t.cancelReason, value: model.typed.reason, error: errors.of('reason'), locale }), 'secondary') }) : ''}`,
  };

  function nextStep(): Html | '' {
    if (state === 'draft' && may.run && model.earliest !== undefined) {
      return section(html`${heading(t.invite, 2)}${paragraph(t.inviteText(model.invited.length))}${model.earliest.doubts.length > 0 ? alert({ kind: 'info', title: t.doubts, body: model.earliest.doubts.join(' ') }) : ''}${post('invite', t.invite, dateField({ name: 'lastDay', label: t.lastDay, hint: t.lastDayHint(model.earliest.day, model.earliest.basis), value: model.lastDay, error: errors.of('lastDay'), locale }))}`);
    }
    if (state === 'invited' && !isOver) return alert({ kind: 'info', title: t.sealed, body: t.sealedText });
    if (state === 'invited') {
      return section(html`${heading(t.opening, 2)}${model.offers.length === 0 ? paragraph(t.noOffers) : html`${paragraph(t.openingText(model.releases.length, content.threshold))}${may.open ? linkButton({ label: t.open, href: here('opening') }) : ''}`}`);
    }
    if (state === 'opened' && may.run) return section(linkButton({ label: t.evaluate, href: here('evaluation') }));
    if (state === 'evaluated') return section(html`${may.decide ? html`${paragraph(t.decideText)}${post('announce', t.decide)}` : ''}${may.run ? linkButton({ label: t.evaluateAgain, href: here('evaluation'), look: 'secondary' }) : ''}`);
    if (state === 'announced' && competition.awardFrom !== null) {
      const { award } = model.typed;
      return section(html`${paragraph(t.awardFrom(formatDate(competition.awardFrom, locale)))}${may.decide ? post('award', t.awardNow, model.storeOffers.length === 0 ? '' : html`${checkboxGroup({
        name: 'offers', label: t.orderable, hint: t.orderableHint, values: award.offers, error: errors.of('offers'), optional: true, options: model.storeOffers.map((one) => ({ value: one.id, label: one.name })), locale })}${moneyField({
        name: 'centsPerYear', label: t.perYear, value: award.centsPerYear, error: errors.of('centsPerYear'), optional: true, locale })}${dateField({ name: 'validUntil', label: t.bindingUntil, value: award.validUntil, error: errors.of('validUntil'), optional: true, locale })}`) : ''}`);
    }
    if (state === 'awarded') return section(competition.record === null ? paragraph(t.recordSoon) : paragraph(link({ label: t.record, href: here('record') })));
    return '';
  }

  function offersTable(): Html {
    const rankOf = (offer: Offer) => model.evaluation?.ranking.find((one) => one.offer === offer.id);
    const said = (offer: Offer) => model.opened.find((one) => one.offer === offer.id);
    return table<Offer>({
      caption: t.offers, captionHidden: true, rows: model.offers.toSorted((one, other) => (rankOf(one)?.rank ?? 99) - (rankOf(other)?.rank ?? 99)), empty: t.noOffers,
      columns: [
        { label: t.bidder, cell: (one) => one.bidderName }, { label: t.price, numeric: true, cell: (one) => { const price = said(one)?.price ?? null; return price === null ? said(one)?.fault ?? '–' : formatEuro(price, locale); } },
        ...(model.evaluation === undefined ? [] : [{ label: t.rank, numeric: true, cell: (one: Offer) => String(rankOf(one)?.rank ?? '–') }, { label: t.total, numeric: true, cell: (one: Offer) => { const scored = rankOf(one); return scored === undefined ? '–' : scoreText(scored.total); } }]),
        { label: t.files, cell: (one) => html`${(said(one)?.files ?? []).map((file) => html`${link({ label: file.name, href: here('files', file.file) })} `)}` }, { label: t.digest, cell: (one) => code(one.digest.slice(0, 16)) },
      ],
    });
  }

  function question(one: CompetitionModel['questions'][number]): Html {
    const error = errors.of(`answer-${one.id}`);
    return html`${heading(one.question, 3)}${one.answer === null ? '' : paragraph(one.answer)}${may.run && state === 'invited' && !isOver ? post(['questions', one.id], t.sendAnswer, textArea({ name: `answer-${one.id}`, label: t.answerLabel(one.question), value: model.typed.answers[one.id] ?? one.answer ?? '', error, rows: 3, locale }), 'secondary') : ''}`;
  }
}

/** Opening with the own key, on the own machine. */
export function openingView(model: { readonly competition: Competition; readonly set: unknown; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined }, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const words = sealingWords(locale);
  const { competition } = model;
  const errors = formErrors(model.problems, locale);
  return {
    title: t.openTitle, sealing: true, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: competition.number, href: at(options, competition.id) }, { label: t.openTitle }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.openTitle, 1, { preline: competition.content.title })}${lead(t.openLead)}${model.refused === undefined ? '' : alert({ kind: 'danger', title: model.refused })}${section(html`${heading(t.step1, 2)}${sealingPart({
      kind: 'open', given: model.set, target: 'shares', label: t.step1, done: t.openDone, words: words.problems(), without: words.without,
      fields: html`${fileField({ name: 'keyFile', label: words.keyFile, accept: '.json', locale })}${textField({ name: 'passphrase', label: words.passphrase, type: 'password', autocomplete: 'off', locale })}`,
    })}${paragraph(link({ label: t.setFile, href: at(options, competition.id, 'opening', 'set') }))}`)}${section(html`${heading(t.step2, 2)}${form({ csrf, multipart: true, label: t.step2, fields: fileField({ name: 'shares', label: t.shares, accept: '.json', error: errors.of('shares'), locale }), buttons: button({ label: t.send }) })}`)}`,
  };
}

/** Making and entering the own key. */
export function keysView(model: { readonly keys: readonly { readonly name: string; readonly thumbprint: string; readonly madeAt: Date }[]; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const words = sealingWords(locale);
  const errors = formErrors(model.problems, locale);
  return {
    title: t.keysTitle, sealing: true, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: t.keysTitle }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.keysTitle)}${lead(t.keysLead)}${section(html`${heading(t.makeKey, 2)}${sealingPart({
      kind: 'key', target: 'publicKey', label: t.makeKey, done: t.keyDone, words: words.problems(), without: words.without,
      fields: html`${textField({ name: 'passphrase', label: words.passphrase, hint: t.passHint, type: 'password', autocomplete: 'new-password', locale })}${textField({ name: 'again', label: t.again, type: 'password', autocomplete: 'new-password', locale })}`,
    })}`)}${section(html`${heading(t.keepKey, 2)}${form({ csrf, multipart: true, label: t.keepKey, fields: fileField({ name: 'publicKey', label: t.publicKey, accept: '.json', error: errors.of('publicKey'), locale }), buttons: button({ label: t.keepKey }) })}`)}${section(html`${heading(t.holders, 2)}${table({
      caption: t.holders, captionHidden: true, rows: model.keys, empty: t.noHolders,
      columns: [{ label: t.name, cell: (one) => one.name }, { label: t.fingerprint, cell: (one) => code(one.thumbprint) }, { label: t.since, cell: (one) => formatInstant(one.madeAt, locale) }],
    })}`)}`,
  };
}

/** Points with reasons for each offer. */
export function evaluationView(model: { readonly competition: Competition; readonly offers: readonly Offer[]; readonly opened: readonly OpenedOffer[]; readonly typed: (name: string) => string; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const { competition } = model;
  const errors = formErrors(model.problems, locale);
  return {
    title: t.evalTitle, hasErrors: errors.all.length > 0, breadcrumbs: crumbs(options, { label: competition.number, href: at(options, competition.id) }, { label: t.evalTitle }),
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.evalTitle, 1, { preline: competition.content.title })}${lead(t.evalLead(MOST_POINTS))}${form({
      csrf, label: t.evalTitle, buttons: button({ label: t.saveEval }),
      fields: html`${model.offers.map((offer) => {
        const said = model.opened.find((one) => one.offer === offer.id);
        const name = (field: string) => `${offer.id}.${field}`;
        return html`${heading(offer.bidderName, 2)}${descriptionList([
          { name: t.price, value: said?.price === undefined || said.price === null ? said?.fault ?? '–' : formatEuro(said.price, locale) }, ...(said?.note ? [{ name: t.note, value: said.note }] : []),
        ], locale)}${competition.content.award.criteria.map((one) => html`${heading(one.title, 3)}${paragraph(html`${t.answerOf}: ${said?.answers[one.id] ?? '–'}`)}${textField({ name: name(`${one.id}.points`), label: t.points(one.title), value: model.typed(name(`${one.id}.points`)), error: errors.of(name(`${one.id}.points`)), inputmode: 'numeric', width: 'short', locale })}${textArea({
          name: name(`${one.id}.reason`), label: t.reason(one.title), value: model.typed(name(`${one.id}.reason`)), error: errors.of(name(`${one.id}.reason`)), rows: 2, locale })}`)}${textArea({ name: name('excluded'), label: t.excluded, hint: t.excludedHint, value: model.typed(name('excluded')), error: errors.of(name('excluded')), optional: true, rows: 2, locale })}`;
      })}`,
    })}`,
  };
}
