import {
  alert, button, card, checkboxGroup, dateField, descriptionList, details, errorSummary, form, formErrors, heading, hiddenField, html, lead, linkButton, moneyField, paragraph, radioGroup, section, select, split, spokenPart, stepCount, textArea, textField, type FormErrors, type Html,
} from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View, TypedDay } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import { formatDate } from '@allmende/time';
import type { CaseContent, CaseDecision } from '../../domain/case-content.ts';
import type { CaseEvidence } from '../../domain/case-evidence.ts';
import type { CaseFile } from '../../domain/case-file.ts';
import type { FigureName, Figures, NoticeText } from '../../domain/compose-notice.ts';
import { SERVICE_ROUTES, serviceStatement, type ServiceRoute } from '../../domain/notice.ts';
import { regimeOf } from '../../domain/regime-of.ts';
import type { CaseRefusal } from '../case-refusal.ts';
import { refusalAlert } from '../case-refusal.view.ts';
import { application } from './case-application.view.ts';

const texts = translations({
  de: {
    cases: 'Fälle', decide: 'Entscheiden', kind: 'Wie entscheiden Sie?', figures: 'Beträge und Tage', text: 'Text des Bescheids', check: 'Bescheid prüfen', next: 'Weiter', toCheck: 'Bescheid prüfen', issue: 'Bescheid erlassen', change: 'Text ändern', changeFigures: 'Beträge und Tage ändern',
    amount: 'Betrag im Jahr', amountPlain: 'Betrag', firstAmount: 'Betrag im ersten Zeitraum', firstAmountHint: 'Leer lassen, wenn der Bescheid keinen eigenen ersten Betrag nennt.', startsOn: 'Gilt ab', dueOn: 'Erste Zahlung fällig am', dueHint: (days: number) => `Vorschlag: ${days} Tage nach dem Tag, an dem der Bescheid als bekannt gegeben gilt, wenn er heute zur Post geht.`,
    reason: 'Grund der Entscheidung', refusalReason: 'Grund für die Auswertung', refusalHint: 'Gezählt wird nur die Zahl der Fälle je Grund. Im Bescheid steht er nicht.', proposed: (amount: string) => `Aus dem Antrag berechnet: ${amount}`, unknown: 'Aus dem Antrag lässt sich kein Betrag berechnen.', recipient: 'Empfängerin oder Empfänger', recipientHint: 'Name und Anschrift, wie sie auf dem Umschlag stehen.', subject: 'Betreff', body: 'Text',
    bodyHint: 'Eine leere Zeile trennt Absätze. Ersetzen Sie Lücken in eckigen Klammern.', remedy: 'Rechtsbehelfsbelehrung', remedyFrom: (source: string) => `Hinterlegt für Ihr Land. Quelle: ${source}.`, remedyExample: 'Diese Fassung ist ein Beispiel und nicht rechtlich geprüft.', remedyUnknown: 'Für Ihr Land ist keine Fassung hinterlegt. Schreiben Sie die Belehrung selbst.',
    checkLead: 'So geht der Bescheid hinaus. Danach können Sie ihn nicht mehr ändern.', post: 'Bekanntgabe', application: 'Den Antrag ansehen', proposal: 'Vorschlag mit den neuen Angaben', proposalText: 'Sie hatten den Text schon geändert. Er ist unverändert. Prüfen Sie, ob er noch zu den Angaben passt.', refused: 'Der Bescheid ist nicht erlassen', seeCase: 'Den Fall ansehen',
    retry: 'Trotzdem erlassen', example: 'Auf jeder Seite des Bescheids steht „Beispielwerte“.', figuresFirst: 'Erster Zeitraum', to: 'An', route: 'Wie geben Sie den Bescheid bekannt?', routeHint: 'Das Postfach nur, wenn die Person es nicht ausgeschlossen hat und Ihre Behörde den Bescheid dort selbst bereitstellt und die Person benachrichtigt (§ 9 OZG).', route_post: 'Mit der Post', route_formal: 'Förmliche Zustellung mit Nachweis', route_mailbox: 'Im Postfach des Nutzerkontos', blocks: 'Textbausteine', blocksHint: 'Die Angaben dieses Falls sind schon eingesetzt.', insert: 'Gewählte einfügen',
  },
  en: {
    cases: 'Cases', decide: 'Decide', kind: 'How do you decide?', figures: 'Amounts and days', text: 'Text of the notice', check: 'Check the notice', next: 'Continue', toCheck: 'Check the notice', issue: 'Issue notice', change: 'Change the text', changeFigures: 'Change amounts and days',
    amount: 'Amount per year', amountPlain: 'Amount', firstAmount: 'Amount for the first period', firstAmountHint: 'Leave empty when the notice names no first amount of its own.', startsOn: 'Applies from', dueOn: 'First payment due on', dueHint: (days: number) => `Proposal: ${days} days after the day on which the notice counts as served if it is posted today.`,
    reason: 'Reason of the decision', refusalReason: 'Reason for the figures', refusalHint: 'Only the number of cases by reason is counted. It does not stand in the notice.', proposed: (amount: string) => `Worked out from the application: ${amount}`, unknown: 'No amount can be worked out from the application.', recipient: 'Recipient', recipientHint: 'Name and address as on the envelope.', subject: 'Subject', body: 'Text',
    bodyHint: 'An empty line separates paragraphs. Replace gaps in square brackets. Notices are written in German.', remedy: 'Information on remedies', remedyFrom: (source: string) => `On record for your Land. Source: ${source}.`, remedyExample: 'This wording is an example and not checked by a lawyer.', remedyUnknown: 'No wording is on record for your Land. Write it yourself.',
    checkLead: 'The notice goes out like this. You cannot change it afterwards.', post: 'Service of the notice', application: 'See the application', proposal: 'Proposal with the new values', proposalText: 'You had changed the text. It is as you left it. Check whether it still fits the values.', refused: 'The notice is not issued', seeCase: 'See the case',
    retry: 'Issue nevertheless', example: 'Each page of the notice says “Beispielwerte” (example values).', figuresFirst: 'First period', to: 'To', route: 'How do you serve the notice?', routeHint: 'The mailbox only if the person has not excluded it, and your authority puts the notice there itself and notifies the person (§ 9 OZG).', route_post: 'By post', route_formal: 'Formally, with proof of delivery', route_mailbox: 'In the mailbox of the user account', blocks: 'Text blocks', blocksHint: 'The facts of this case are put in already.', insert: 'Insert the chosen ones',
  },
});

/** Everything that was typed so far; it travels along in the form, so that nothing is lost on the way. */
export type Typed = { readonly version: number; readonly amount: string; readonly firstAmount: string; readonly startsOn: TypedDay; readonly dueOn: TypedDay; readonly reason: string; /** Why it refuses, for the figures. */ readonly refusalReason: string; readonly text: NoticeText | undefined; readonly route: ServiceRoute };

export type DecideOptions = {
  readonly locale: Locale; readonly csrf: string; readonly content: CaseContent; readonly file: CaseFile; readonly evidence: readonly CaseEvidence[]; /** Text blocks of the authority, with the facts of the case put in. */ readonly blocks: readonly { readonly id: string; readonly title: string; readonly body: string }[]; readonly caseHref: string; readonly listHref: string; readonly decideHref: string; readonly signatory: string; readonly authority: string; /** Whether pages on which nothing is left to do are passed over. */ readonly isQuick: boolean; /** Information on remedies that the authority keeps for this service; empty without one. */ readonly ownRemedy: string;
};

const STEPS = 4;

/** First step: which way to decide. */
export function kindView(model: { decisions: readonly CaseDecision[]; problems: readonly FieldProblem[] }, options: DecideOptions): View {
  const t = texts(options.locale);
  const errors = formErrors(model.problems, options.locale);
  return frame(1, t.kind, errors, options, form({
    csrf: options.csrf, fields: html`${hiddenField({ name: 'step', value: 'kind' })}${radioGroup({
      name: 'decision', label: t.decide, error: errors.of('decision'), locale: options.locale, options: model.decisions.map((decision) => ({ value: decision.id, label: decision.label[options.locale] ?? decision.label.de })),
    })}`, buttons: button({ label: t.next }),
  }));
}

/** Second step: amounts, days, reason. */
export function figuresView(model: { decision: CaseDecision; asked: readonly FigureName[]; typed: Typed; problems: readonly FieldProblem[] }, options: DecideOptions): View {
  const t = texts(options.locale);
  const { decision, asked, typed } = model;
  const errors = formErrors(model.problems, options.locale);
  const proposal = (cents: number | undefined) => (cents === undefined ? t.unknown : t.proposed(formatEuro(cents as never, options.locale)));
  const { firstDueDays } = options.content;
  // Local taxes are set for a year; of other services nobody says for what time an amount is.
  const amountLabel = regimeOf(options.content) === 'ao-kag' ? t.amount : t.amountPlain;
  const { locale } = options;
  const fields = {
    amount: () => moneyField({ name: 'amount', label: amountLabel, hint: proposal(decision.amountCents), value: typed.amount, error: errors.of('amount'), locale }),
    firstAmount: () => moneyField({ name: 'firstAmount', label: t.firstAmount, hint: html`${proposal(decision.firstAmountCents)} ${t.firstAmountHint}`, value: typed.firstAmount, error: errors.of('firstAmount'), optional: true, locale }),
    startsOn: () => dateField({ name: 'startsOn', label: t.startsOn, value: typed.startsOn, error: errors.of('startsOn'), locale }),
    dueOn: () => dateField({ name: 'dueOn', label: t.dueOn, hint: firstDueDays === undefined ? undefined : t.dueHint(firstDueDays), value: typed.dueOn, error: errors.of('dueOn'), locale }),
    reason: () => textArea({ name: 'reason', label: t.reason, value: typed.reason, error: errors.of('reason'), rows: 4, locale }),
  };
  return frame(2, t.figures, errors, options, form({
    csrf: options.csrf,
    fields: html`${hidden(decision, typed, 'figures', { figures: false, text: true })}${options.isQuick ? hiddenField({ name: 'quick', value: 'yes' }) : ''}${asked.map((name) => fields[name]())}${decision.refusal === undefined || decision.refusal.reasons.length === 0 ? '' : select({
      name: 'refusalReason', label: t.refusalReason, hint: t.refusalHint, optional: true, value: typed.refusalReason, error: errors.of('refusalReason'), locale, options: decision.refusal.reasons.map(({ id, label }) => ({ value: id, label: label[locale] ?? label.de })),
    })}`,
    buttons: button({ label: t.next }),
  }), decision);
}

/** Third step: every word of the notice. */
export function textView(model: { decision: CaseDecision; typed: Typed & { text: NoticeText }; proposal: NoticeText | undefined; problems: readonly FieldProblem[] }, options: DecideOptions): View {
  const t = texts(options.locale);
  const { decision, typed, proposal } = model;
  const errors = formErrors(model.problems, options.locale);
  const { remedy } = options.content;
  const { locale } = options;
  const remedyHint = remedy === undefined ? t.remedyUnknown : html`${t.remedyFrom(remedy.source)}${remedy.example ? html` ${t.remedyExample}` : ''}`;
  const main = html`${proposal === undefined ? '' : html`${alert({ kind: 'warning', title: t.text, body: t.proposalText })}${details({ summary: t.proposal, body: spokenPart(html`${heading(proposal.subject, 3)}${proposal.body.split('\n\n').map((text) => paragraph(text))}`, 'de', locale) })}`}${form({
    csrf: options.csrf,
    fields: html`${hidden(decision, typed, undefined, { figures: true, text: false, route: false })}${textArea({ name: 'recipient', label: t.recipient, hint: t.recipientHint, value: typed.text.recipient, rows: 4, error: errors.of('recipient'), locale })}${textField({
      name: 'subject', label: t.subject, value: typed.text.subject, error: errors.of('subject'), locale,
    })}${textArea({ name: 'body', label: t.body, hint: t.bodyHint, value: typed.text.body, rows: 14, error: errors.of('body'), locale })}${options.blocks.length === 0 ? '' : checkboxGroup({ name: 'blocks', label: t.blocks, hint: t.blocksHint, locale, options: options.blocks.map(({ id, title, body }) => ({ value: id, label: title, hint: body })) })}${options.blocks.length === 0 ? '' : button({ label: t.insert, name: 'step', value: 'insert', look: 'secondary' })}${textArea({ name: 'remedy', label: t.remedy, hint: remedyHint, value: typed.text.remedy, rows: 5, error: errors.of('remedy'), locale })}${radioGroup({
      name: 'route', label: t.route, hint: t.routeHint, value: typed.route, locale, options: SERVICE_ROUTES.map((route) => ({ value: route, label: t[`route_${route}`] })),
    })}`,
    buttons: html`${button({ label: t.toCheck, name: 'step', value: 'text' })}${button({ label: t.changeFigures, name: 'step', value: 'back', look: 'tertiary' })}`,
  })}`;
  return frame(3, t.text, errors, options, main, decision);
}

/** Last step: the notice as it goes out, and the button that issues it. */
export function checkView(
  model: { decision: CaseDecision; typed: Typed & { text: NoticeText }; figures: Figures; signatory: string; refusal?: (CaseRefusal & { canRetry: boolean }) | undefined }, options: DecideOptions,
): View {
  const t = texts(options.locale);
  const { decision, typed, figures, refusal } = model;
  const { text } = typed;
  const { locale } = options;
  const amounts = [
    ...(figures.amountCents === undefined ? [] : [{ name: regimeOf(options.content) === 'ao-kag' ? t.amount : t.amountPlain, value: formatEuro(figures.amountCents, locale) }]), ...(figures.firstAmountCents === undefined ? [] : [{ name: t.figuresFirst, value: formatEuro(figures.firstAmountCents, locale) }]),
    ...(figures.startsOn === undefined ? [] : [{ name: t.startsOn, value: formatDate(figures.startsOn, locale) }]), ...(figures.dueOn === undefined ? [] : [{ name: t.dueOn, value: formatDate(figures.dueOn, locale) }]),
    { name: t.to, value: lines(text.recipient) }, { name: t.post, value: serviceStatement(typed.route)[locale] },
  ];
  const letter = card({
    title: text.subject, preline: options.authority,
    body: html`${text.body.split(/\n{2,}/u).map((part) => paragraph(lines(part)))}${paragraph(model.signatory)}${heading('Rechtsbehelfsbelehrung', 3)}${text.remedy.split(/\n{2,}/u).map((part) => paragraph(lines(part)))}${paragraph(serviceStatement(typed.route).de, 'small')}`,
  });
  const buttons = refusal !== undefined && !refusal.canRetry
    ? linkButton({ label: t.seeCase, href: options.caseHref })
    : html`${button({ label: refusal === undefined ? t.issue : t.retry, name: 'step', value: 'issue' })}${button({ label: t.change, name: 'step', value: 'edit', look: 'secondary' })}${refusal === undefined ? button({ label: t.changeFigures, name: 'step', value: 'back', look: 'tertiary' }) : ''}`;
  const main = html`${refusal === undefined ? lead(t.checkLead) : refusalAlert(refusal, options, { title: t.refused, canSend: refusal.canRetry })}${
    options.content.hasExampleValues || options.content.remedy?.example === true ? alert({ kind: 'info', title: 'Beispielwerte', body: t.example }) : ''}${descriptionList(amounts, locale)}${section(spokenPart(letter, 'de', locale))}${section(form({ csrf: options.csrf, fields: hidden(decision, typed, undefined, { figures: true, text: true }), buttons }))}`;
  return frame(4, t.check, formErrors([], options.locale), options, main, decision);
}

function frame(step: number, title: string, errors: FormErrors, options: DecideOptions, main: Html, decision?: CaseDecision): View {
  const t = texts(options.locale);
  const { locale, file, content } = options;
  const name = decision === undefined ? '' : ` · ${decision.label[locale] ?? decision.label.de}`;
  const page = html`${errorSummary({ errors: errors.all, locale })}${stepCount(step, STEPS, locale)}${heading(title, 1, { preline: `${file.reference}${name}` })}${main}`;
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.listHref }, { label: file.reference, href: options.caseHref }, { label: t.decide }],
    main: split({ content: page, asideLast: true, aside: details({ summary: t.application, body: application(content, locale, options.evidence) }) }),
  };
}

function hidden(decision: CaseDecision, typed: Typed, step: string | undefined, parts: { figures: boolean; text: boolean; route?: false }): Html {
  const day = (name: string, value: TypedDay) => html`${hiddenField({ name: `${name}.day`, value: value.day })}${hiddenField({ name: `${name}.month`, value: value.month })}${hiddenField({ name: `${name}.year`, value: value.year })}`;
  return html`${hiddenField({ name: 'decision', value: decision.id })}${hiddenField({ name: 'version', value: typed.version })}${parts.route === false ? '' : hiddenField({ name: 'route', value: typed.route })}${step === undefined ? '' : hiddenField({ name: 'step', value: step })}${
    parts.figures ? html`${hiddenField({ name: 'amount', value: typed.amount })}${hiddenField({ name: 'firstAmount', value: typed.firstAmount })}${day('startsOn', typed.startsOn)}${day('dueOn', typed.dueOn)}${hiddenField({ name: 'reason', value: typed.reason })}${typed.refusalReason === '' ? '' : hiddenField({ name: 'refusalReason', value: typed.refusalReason })}` : ''}${
    parts.text && typed.text !== undefined ? html`${hiddenField({ name: 'subject', value: typed.text.subject })}${hiddenField({ name: 'body', value: typed.text.body })}${hiddenField({ name: 'remedy', value: typed.text.remedy })}${hiddenField({ name: 'recipient', value: typed.text.recipient })}` : ''}`;
}

function lines(text: string): Html {
  return html`${text.split('\n').map((line, index) => html`${index === 0 ? '' : html`<br>`}${line}`)}`;
}
