import type { FieldProblem } from '@allmende/errors';
import { badge, button, dateField, details, form, formErrors, heading, hiddenField, html, moneyField, NOTHING, paragraph, radioGroup, section, table, textArea, textField, type FormErrors, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { formatDate, formatDateShort, formatInstant } from '@allmende/time';
import type { FoundContract } from '../../actions/get-contract.ts';
import type { Amendment } from '../../domain/amendment.ts';
import type { PriceChange } from '../../domain/price-change.ts';
import type { SignatureRule } from '../../domain/signature-rule.ts';
import { showTerm } from '../show-term.ts';

type TypedDay = { readonly day: string; readonly month: string; readonly year: string };

/** What was typed into the forms for an amendment: to propose one, and for the steps that it needs. */
export type TypedAmendment = {
  readonly title: string; readonly text: string; readonly effectiveOn: TypedDay; readonly termKind: string; readonly months: string; readonly renewsMonths: string; readonly noticeMonths: string;
  /** By position. */
  readonly prices: Readonly<Record<number, string>>;
  readonly basis: string; readonly reason: string; readonly givenOn: TypedDay; readonly consent: string; readonly commitmentKind: string; readonly commitmentBasis: string; readonly commitmentReason: string;
  readonly position: string; readonly note: string; readonly body: string; readonly number: string; readonly decidedOn: TypedDay; readonly councilReference: string; readonly form: string; readonly signedOn: TypedDay; readonly reference: string;
};

/** What the person who looks may do about amendments. */
export type AmendmentViewer = { readonly accountId: string; readonly mayAmend: boolean; readonly mayAgree: boolean; readonly mayCheckBudget: boolean; readonly mayEnterResolution: boolean; readonly isHead: boolean };

type Model = FoundContract & { readonly viewer: AmendmentViewer; readonly rule: SignatureRule | undefined; readonly typed: TypedAmendment; readonly problems: readonly FieldProblem[] };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor; readonly authority: AuthorityRef };

const texts = translations({
  de: {
    amendments: 'Nachträge', noAmendment: 'Bisher nicht geändert.', number: 'Nr.', what: 'Was sich ändert', effective: 'Gilt ab', state: 'Stand', states: (state: string) => ({ proposed: 'vorgeschlagen', agreed: 'vereinbart', refused: 'abgelehnt' })[state] ?? state, agree: 'Zustimmen', refuse: 'Ablehnen', own: 'Zustimmen muss eine andere Person.', newTerm: 'Neue Laufzeit',
    next: (number: number) => `Nachtrag ${number}: der nächste Schritt`, perYear: 'im Jahr', total: 'Alle Leistungen', before: (amount: string) => `bisher ${amount}`, law: 'Ohne neues Vergabeverfahren nach', consent: 'Zustimmung der Auftragnehmerin', committed: 'Verpflichtungserklärung nötig', everydayShort: 'Geschäft der laufenden Verwaltung', budgetDone: 'Deckung bestätigt', councilDone: 'Beschluss', signed: 'Unterzeichnet',
    propose: 'Nachtrag vorschlagen', proposeText: 'Der Vertrag bleibt, wie er ist; der Nachtrag kommt dazu, wenn eine zweite Person zustimmt.', short: 'Kurz gesagt', text: 'Was vereinbart wird', term: 'Laufzeit', termKeep: 'Bleibt', termOpen: 'Unbestimmt', termFixed: 'Fest', months: 'Monate ab Beginn des Vertrags', renewsMonths: 'Verlängert sich jeweils um (Monate)', renewsHint: 'Leer: Der Vertrag endet von selbst.', noticeMonths: 'Kündigungsfrist (Monate)',
    prices: 'Neue Preise', pricesText: 'Leer: Der Preis bleibt.', reasons: 'Begründung', reasonsText: 'Nötig für neue Preise und für eine längere Laufzeit. Ein höherer Preis oder eine längere Laufzeit wird wie eine Bestellung freigegeben: Der Vergabegrund muss sie tragen, und Deckung, Beschluss oder Leitung sind nötig, wenn die Regeln Ihrer Behörde das ab diesem Betrag verlangen.', priceOf: (name: string) => `${name}: neuer Preis im Jahr`, now: (amount: string) => `Heute: ${amount}`,
    basis: 'Vorschrift, nach der der Vertrag geändert werden darf', basisHint: 'Zum Beispiel § 132 GWB mit Absatz und Nummer. Die Plattform prüft das nicht; es ist Ihre Einschätzung und steht im Nachtrag.', reason: 'Warum sie diese Änderung trägt', givenOn: 'Auftragnehmerin hat zugestimmt am', consentRef: 'Wo die Zustimmung liegt',
    commitment: 'Wenn Ihre Behörde mehr zahlt oder sich länger bindet: Ist das ein Geschäft der laufenden Verwaltung?', everyday: 'Ja', declaration: 'Nein, eine Verpflichtungserklärung ist nötig', declarationHint: 'Dann stimmt nur die Leitung zu und trägt die unterschriebene Erklärung ein.', norm: (basis: string) => `Für Ihre Behörde gilt ${basis}.`, commitmentBasis: 'Vorschrift über Verpflichtungserklärungen', commitmentReason: 'Begründung dieser Einschätzung',
    budgetTitle: 'Deckung bestätigen', position: 'Haushaltsstelle oder Produktkonto', note: 'Anmerkung', waitBudget: 'Die Kämmerei bestätigt zuerst die Deckung.', councilTitle: 'Beschluss eintragen', body: 'Gremium', councilNumber: 'Nummer des Beschlusses', decidedOn: 'Beschlossen am', councilReference: 'Wo er liegt', waitCouncil: 'Zuerst wird der Beschluss des Gremiums eingetragen.', waitHead: 'Zustimmen kann hier nur die Leitung Ihrer Behörde.',
    form: 'Wie wurde unterzeichnet?', paper: 'Eigenhändig auf Papier', electronic: 'Mit elektronischer Signatur', signedOn: 'Tag der Unterschrift', reference: 'Aktenzeichen', rules: 'Regeln der Behörde',
  },
  en: {
    amendments: 'Amendments', noAmendment: 'Not changed so far.', number: 'No.', what: 'What changes', effective: 'Valid from', state: 'State', states: (state: string) => ({ proposed: 'proposed', agreed: 'agreed', refused: 'refused' })[state] ?? state, agree: 'Agree', refuse: 'Refuse', own: 'Somebody else has to agree.', newTerm: 'New term',
    next: (number: number) => `Amendment ${number}: the next step`, perYear: 'per year', total: 'All services', before: (amount: string) => `before ${amount}`, law: 'Without a new award under', consent: 'Consent of the provider', committed: 'signed declaration needed', everydayShort: 'everyday business', budgetDone: 'Budget confirmed', councilDone: 'Resolution', signed: 'Signed',
    propose: 'Propose an amendment', proposeText: 'The contract stays as it is; the amendment is added when a second person agrees.', short: 'In short', text: 'What is agreed', term: 'Term', termKeep: 'Stays', termOpen: 'Open', termFixed: 'Fixed', months: 'Months from the start of the contract', renewsMonths: 'Is renewed each time by (months)', renewsHint: 'Empty: the contract ends by itself.', noticeMonths: 'Period of notice (months)',
    prices: 'New prices', pricesText: 'Empty: the price stays.', reasons: 'Reasons', reasonsText: 'Needed for new prices and for a longer term. A higher price or a longer term is approved like an order: the ground for award must carry it, and budget, resolution or head are needed if the rules of your authority ask for them from this amount on.', priceOf: (name: string) => `${name}: new price per year`, now: (amount: string) => `Today: ${amount}`,
    basis: 'Norm that lets the contract be changed', basisHint: 'Such as § 132 GWB with paragraph and number. The platform does not check it; it is your judgement and stands in the amendment.', reason: 'Why it carries this change', givenOn: 'The provider agreed on', consentRef: 'Where the consent lies',
    commitment: 'If your authority pays more or binds itself for longer: is that everyday business of the administration?', everyday: 'Yes', declaration: 'No, a signed declaration is needed', declarationHint: 'Then only the head agrees and enters the signed declaration.', norm: (basis: string) => `For your authority ${basis} applies.`, commitmentBasis: 'Norm on declarations that commit the authority', commitmentReason: 'Reason for this judgement',
    budgetTitle: 'Confirm the budget', position: 'Budget position', note: 'Note', waitBudget: 'The treasurer\'s office confirms the budget first.', councilTitle: 'Enter the resolution', body: 'Body', councilNumber: 'Number of the resolution', decidedOn: 'Decided on', councilReference: 'Where it lies', waitCouncil: 'The resolution is entered first.', waitHead: 'Only the head of your authority can agree here.',
    form: 'How was it signed?', paper: 'By hand on paper', electronic: 'With a verifiable electronic signature', signedOn: 'Day of the signature', reference: 'File number', rules: 'Rules of the authority',
  },
});
type Words = ReturnType<typeof texts>;

/** The amendments of a contract, the next step of the one that waits, and the form for a new one. */
export function amendmentsPart(model: Model, options: Options): Html {
  const { amendments, contract, viewer } = model;
  const { locale } = options;
  const t = texts(locale);
  const waiting = amendments.find((one) => one.state === 'proposed');
  return section(html`${heading(t.amendments, 2)}${table<Amendment>({
    caption: t.amendments, captionHidden: true, rows: amendments, empty: t.noAmendment,
    columns: [
      { label: t.number, cell: (one) => one.number }, { label: t.what, cell: (one) => html`<strong>${one.title}</strong><br>${one.text}${one.term === null ? '' : html`<br>${t.newTerm}: ${showTerm(one.term, locale)}`}${one.price === null ? '' : showPriceChange(model, one.price, t, locale)}${showSteps(one, t, locale)}` },
      { label: t.effective, cell: (one) => formatDateShort(one.effectiveOn, locale) }, { label: t.state, cell: (one) => badge(t.states(one.state), one.state === 'agreed' ? 'success' : one.state === 'proposed' ? 'info' : 'neutral', { small: true }) },
    ],
  })}${contract.endsOn !== null ? '' : waiting ? nextPart(model, waiting, t, options) : viewer.mayAmend ? proposePart(model, t, options) : ''}`);
}

function showPriceChange({ contract }: Model, price: PriceChange, t: Words, locale: Locale): Html {
  const name = (position: number) => contract.lines.find((line) => line.position === position)?.name ?? String(position);
  return html`${price.prices.map(({ centsPerYear, position }) => html`<br>${name(position)}: ${formatEuro(centsPerYear, locale)} ${t.perYear}`)}${price.prices.length === 0 ? '' : html`<br>${t.total}: ${formatEuro(price.centsPerYear, locale)} (${t.before(formatEuro(price.beforeCentsPerYear, locale))})`}<br>${t.law} ${price.basis}: ${price.reason}<br>${t.consent}: ${formatDate(price.consent.givenOn, locale)}, ${price.consent.reference}${
    price.commitment === null ? '' : html`<br>${price.commitment.kind === 'everyday' ? t.everydayShort : t.committed}, ${price.commitment.basis}`}`;
}

function showSteps({ checks, declared }: Amendment, t: Words, locale: Locale): Html {
  return html`${checks.budget === null ? '' : html`<br>${t.budgetDone}: ${formatInstant(checks.budget.at, locale)}, ${checks.budget.position}`}${checks.council === null ? '' : html`<br>${t.councilDone}: ${checks.council.body}, ${checks.council.number}, ${formatDate(checks.council.decidedOn, locale)}`}${
    declared === null ? '' : html`<br>${t.signed}: ${formatDate(declared.signedOn, locale)}, ${declared.reference}`}`;
}

function nextPart(model: Model, one: Amendment, t: Words, options: Options): Html {
  const { viewer } = model;
  const rules = one.chain.basis === null ? '' : ` (${t.rules}: ${one.chain.basis})`;
  const own = one.proposed.by === viewer.accountId;
  const needsHead = one.chain.head || one.price?.commitment?.kind === 'declaration';
  const refuse = viewer.mayAgree && !own ? decisionForm(model, one, 'refused', '', t, options) : NOTHING;
  const stage = one.chain.budget && one.checks.budget === null ? (viewer.mayCheckBudget && !own ? budgetForm(model, one, t, options) : paragraph(`${t.waitBudget}${rules}`))
    : one.chain.council && one.checks.council === null ? (viewer.mayEnterResolution ? resolutionForm(model, one, t, options) : paragraph(`${t.waitCouncil}${rules}`))
      : own ? paragraph(t.own) : needsHead && !viewer.isHead ? paragraph(`${t.waitHead}${rules}`) : viewer.mayAgree ? decisionForm(model, one, 'agreed', declarationFields(model, one, t, options), t, options) : paragraph(t.own);
  return html`${heading(t.next(one.number), 3)}${stage}${refuse}`;
}

function actionOf({ contract }: Model, one: Amendment, { authority, urlFor }: Options, ...rest: string[]): string {
  return urlFor.office(authority.slug, 'contracts', contract.id, 'amendments', String(one.number), ...rest);
}

function decisionForm(model: Model, one: Amendment, decision: 'agreed' | 'refused', fields: Html | '', t: Words, options: Options): Html {
  const isYes = decision === 'agreed';
  return form({ csrf: options.csrf, action: actionOf(model, one, options), label: isYes ? t.agree : t.refuse, fields: html`${hiddenField({ name: 'decision', value: decision })}${fields}`, buttons: button({ label: isYes ? t.agree : t.refuse, about: one.title, look: isYes ? 'primary' : 'tertiary', small: true }) });
}

function declarationFields({ problems, typed }: Model, one: Amendment, t: Words, { locale }: Options): Html | '' {
  if (one.price?.commitment?.kind !== 'declaration') return '';
  const errors = formErrors(problems, locale);
  return html`${radioGroup({ name: 'form', label: t.form, value: typed.form, error: errors.of('form'), locale, options: [{ value: 'paper', label: t.paper }, { value: 'electronic-signature', label: t.electronic }] })}${
    dateField({ name: 'signedOn', label: t.signedOn, value: typed.signedOn, error: errors.of('signedOn'), locale })}${textField({ name: 'reference', label: t.reference, value: typed.reference, error: errors.of('reference'), width: 'half', locale })}`;
}

function budgetForm(model: Model, one: Amendment, t: Words, options: Options): Html {
  const { problems, typed } = model;
  const { csrf, locale } = options;
  const errors = formErrors(problems, locale);
  return form({
    csrf, action: actionOf(model, one, options, 'budget'), label: t.budgetTitle, buttons: button({ label: t.budgetTitle, small: true }),
    fields: html`${textField({ name: 'budget.position', label: t.position, value: typed.position, error: errors.of('budget.position'), width: 'half', locale })}${textArea({ name: 'budget.note', label: t.note, value: typed.note, error: errors.of('budget.note'), rows: 2, optional: true, locale })}`,
  });
}

function resolutionForm(model: Model, one: Amendment, t: Words, options: Options): Html {
  const { problems, typed } = model;
  const { csrf, locale } = options;
  const errors = formErrors(problems, locale);
  const text = (name: 'body' | 'number' | 'reference', label: string, value: string) => textField({ name: `council.${name}`, label, value, error: errors.of(`council.${name}`), width: 'half', locale });
  return form({
    csrf, action: actionOf(model, one, options, 'resolution'), label: t.councilTitle, buttons: button({ label: t.councilTitle, small: true }),
    fields: html`${text('body', t.body, typed.body)}${text('number', t.councilNumber, typed.number)}${dateField({ name: 'council.decidedOn', label: t.decidedOn, value: typed.decidedOn, error: errors.of('council.decidedOn'), locale })}${text('reference', t.councilReference, typed.councilReference)}`,
  });
}

function proposePart(model: Model, t: Words, { authority, csrf, locale, urlFor }: Options): Html {
  const { contract, problems, typed } = model;
  const errors = formErrors(problems, locale);
  const months = (name: 'months' | 'renewsMonths' | 'noticeMonths', label: string, hint?: string) => textField({ name: `term.${name}`, label, hint, value: typed[name], error: errors.of(`term.${name}`), inputmode: 'numeric', width: 'short', optional: true, locale });
  return details({
    summary: t.propose, open: errors.all.length > 0,
    body: html`${paragraph(t.proposeText)}${form({
      csrf, action: urlFor.office(authority.slug, 'contracts', contract.id, 'amendments'), label: t.propose, buttons: button({ label: t.propose, look: 'secondary' }),
      fields: html`${textField({ name: 'title', label: t.short, value: typed.title, error: errors.of('title'), locale })}${textArea({ name: 'text', label: t.text, value: typed.text, error: errors.of('text'), rows: 4, locale })}${dateField({ name: 'effectiveOn', label: t.effective, value: typed.effectiveOn, error: errors.of('effectiveOn'), locale })}${
        radioGroup({ name: 'term.kind', label: t.term, value: typed.termKind || 'keep', error: errors.of('term.kind'), locale, options: [{ value: 'keep', label: t.termKeep }, { value: 'open', label: t.termOpen }, { value: 'fixed', label: t.termFixed }] })}${
        months('months', t.months)}${months('renewsMonths', t.renewsMonths, t.renewsHint)}${months('noticeMonths', t.noticeMonths)}${priceFields(model, errors, t, locale)}`,
    })}`,
  });
}

function priceFields({ lines, rule, typed }: Model, errors: FormErrors, t: Words, locale: Locale): Html {
  return html`${heading(t.prices, 3)}${paragraph(t.pricesText)}${lines.map(({ name, position, price }) => moneyField({
    name: `price.prices.${position}`, label: t.priceOf(name), hint: t.now(formatEuro(price.centsPerYear, locale)), value: typed.prices[position] ?? '', error: errors.of(`price.prices.${position}`), optional: true, locale,
  }))}${heading(t.reasons, 3)}${paragraph(t.reasonsText)}${textField({ name: 'price.basis', label: t.basis, hint: t.basisHint, value: typed.basis, error: errors.of('price.basis'), optional: true, locale })}${textArea({ name: 'price.reason', label: t.reason, value: typed.reason, error: errors.of('price.reason'), rows: 3, optional: true, locale })}${
    dateField({ name: 'price.consent.givenOn', label: t.givenOn, value: typed.givenOn, error: errors.of('price.consent.givenOn'), optional: true, locale })}${textField({ name: 'price.consent.reference', label: t.consentRef, value: typed.consent, error: errors.of('price.consent.reference'), width: 'half', optional: true, locale })}${
    radioGroup({ name: 'commitment.kind', label: t.commitment, hint: rule === undefined ? undefined : t.norm(rule.basis), value: typed.commitmentKind, error: errors.of('commitment.kind'), optional: true, locale, options: [{ value: 'everyday', label: t.everyday }, { value: 'declaration', label: t.declaration, hint: t.declarationHint }] })}${
    rule === undefined ? textField({ name: 'commitment.basis', label: t.commitmentBasis, value: typed.commitmentBasis, error: errors.of('commitment.basis'), optional: true, locale }) : ''}${textArea({ name: 'commitment.reason', label: t.commitmentReason, value: typed.commitmentReason, error: errors.of('commitment.reason'), rows: 2, optional: true, locale })}`;
}
