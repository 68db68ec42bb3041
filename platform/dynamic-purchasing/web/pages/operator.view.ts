import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, dateField, descriptionList, details, emptyState, errorSummary, form, formErrors, heading, html, lead, link, linkButton, list, paragraph, radioGroup, section, table, textArea, textField, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { AdmissionRequest, RequestTexts } from '../../domain/admission-request.ts';
import type { Bidder } from '../../domain/bidder.ts';
import { isOpen, type PurchasingSystem } from '../../domain/purchasing-system.ts';

const texts = translations({
  de: {
    title: 'Dynamische Beschaffungssysteme', lead: 'Ständig offen für alle geeigneten Unternehmen (§§ 22 bis 24 VgV). Mitglieder fordern daraus Angebote an.', add: 'System einrichten', name: 'Bezeichnung', runs: 'Läuft', until: (from: string, to: string) => `${from} bis ${to}`, state: 'Stand', open: 'offen', over: 'beendet', none: 'Noch kein System', noneText: 'Richten Sie ein System ein, sobald die Auftragsbekanntmachung abgesandt ist.',
    newLead: 'Der Zugang kostet Unternehmen nichts, und ihre Zahl ist nicht begrenzt.', subject: 'Art und geschätzte Menge der Leistung', notice: 'Auftragsbekanntmachung', noticeHint: 'Zum Beispiel ihre Nummer im Amtsblatt.', publishedOn: 'Abgesandt am', runsUntil: 'Läuft bis', category: (index: number) => `Kategorie ${index}`, categoryName: (index: number) => `Name der Kategorie ${index}`, description: (index: number) => `Was in Kategorie ${index} beschafft wird`, suitability: (index: number) => `Eignungskriterien der Kategorie ${index}`,
    first: 'Erste Teilnahmeanträge bis', admitted: (count: number) => `${count} zugelassen`, categories: 'Kategorien', criteria: 'Eignungskriterien', requests: 'Teilnahmeanträge', noRequests: 'Noch keine Teilnahmeanträge.', received: 'Eingegangen', due: 'Zu entscheiden bis', overdue: 'überfällig', states: (state: 'open' | 'admitted' | 'refused') => ({ open: 'offen', admitted: 'zugelassen', refused: 'abgelehnt' })[state], statement: 'Angaben zur Eignung', decision: 'Entscheidung', admit: 'Zulassen', refuse: 'Ablehnen', reason: 'Begründung', reasonHint: 'Bei einer Ablehnung nötig. Das Unternehmen liest sie.',
    decide: 'Entscheiden', extend: 'Frist auf 15 Arbeitstage verlängern', extendReason: 'Warum mehr Zeit nötig ist', extended: 'Verlängert', end: 'System beenden', endText: 'Danach gibt es keine Teilnahmeanträge und keine Aufforderungen mehr. Die Europäische Kommission ist über die Einstellung zu informieren (§ 23 Abs. 2 VgV).', address: 'Anschrift',
  },
  en: {
    title: 'Dynamic purchasing systems', lead: 'Always open to every suitable enterprise (§§ 22 to 24 VgV). Members call for offers from them.', add: 'Set up a system', name: 'Name', runs: 'Runs', until: (from: string, to: string) => `${from} to ${to}`, state: 'State', open: 'open', over: 'ended', none: 'No system yet', noneText: 'Set up a system as soon as the contract notice has been sent.',
    newLead: 'Access costs enterprises nothing, and their number is not limited.', subject: 'Kind and estimated quantity', notice: 'Contract notice', noticeHint: 'For example its number in the Official Journal.', publishedOn: 'Sent on', runsUntil: 'Runs until', category: (index: number) => `Category ${index}`, categoryName: (index: number) => `Name of category ${index}`, description: (index: number) => `What is bought in category ${index}`, suitability: (index: number) => `Criteria of suitability of category ${index}`,
    first: 'First requests until', admitted: (count: number) => `${count} admitted`, categories: 'Categories', criteria: 'Criteria of suitability', requests: 'Requests to take part', noRequests: 'No requests yet.', received: 'Received', due: 'To be decided by', overdue: 'overdue', states: (state: 'open' | 'admitted' | 'refused') => ({ open: 'open', admitted: 'admitted', refused: 'refused' })[state], statement: 'Statement on suitability', decision: 'Decision', admit: 'Admit', refuse: 'Refuse', reason: 'Reason', reasonHint: 'Needed for a refusal. The enterprise reads it.',
    decide: 'Decide', extend: 'Take 15 working days', extendReason: 'Why more time is needed', extended: 'Extended', end: 'End the system', endText: 'After that there are no requests and no calls for offers. The European Commission must be informed of the end (§ 23 Abs. 2 VgV).', address: 'Address',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };
const at = (urlFor: UrlFor, ...segments: string[]) => urlFor.operator('dynamic-purchasing', ...segments);

/** All systems. */
export function systemsView(model: { readonly systems: readonly PurchasingSystem[]; readonly today: PlainDate; readonly mayRun: boolean }, { locale, urlFor }: Options): View {
  const t = texts(locale);
  const add = model.mayRun ? linkButton({ label: t.add, href: at(urlFor, 'new'), icon: 'add' }) : '';
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead)}${model.systems.length > 0 ? add : ''}${table<PurchasingSystem>({
      caption: t.title, captionHidden: true, rows: model.systems, empty: emptyState({ title: t.none, text: t.noneText, next: add }),
      columns: [
        { label: t.name, cell: (one) => link({ label: one.title, href: at(urlFor, one.id) }) }, { label: t.runs, cell: (one) => t.until(formatDate(one.publishedOn, locale), formatDate(one.runsUntil, locale)) },
        { label: t.state, cell: (one) => (isOpen(one, model.today) ? badge(t.open, 'success', { small: true }) : badge(t.over, 'neutral', { small: true })) },
      ],
    })}`,
  };
}

type Day = { readonly day: string; readonly month: string; readonly year: string };
/** What was typed for a new system. */
export type TypedSystem = { readonly title: string; readonly subject: string; readonly notice: string; readonly publishedOn: Day; readonly runsUntil: Day; readonly categories: readonly { readonly name: string; readonly description: string; readonly suitability: string }[] };

/** The form for a new system. */
export function newSystemView(model: { readonly typed: TypedSystem; readonly problems: readonly FieldProblem[] }, { locale, csrf, urlFor }: Options): View {
  const t = texts(locale);
  const { typed } = model;
  const errors = formErrors(model.problems, locale);
  return {
    title: t.add, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: at(urlFor) }, { label: t.add }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.add)}${lead(t.newLead)}${form({
      csrf, label: t.add, buttons: button({ label: t.add }),
      fields: html`${textField({ name: 'title', label: t.name, value: typed.title, error: errors.of('title'), maxlength: 150, locale })}${textArea({ name: 'subject', label: t.subject, value: typed.subject, error: errors.of('subject'), locale })}${
        textField({ name: 'notice', label: t.notice, hint: t.noticeHint, value: typed.notice, error: errors.of('notice'), maxlength: 200, locale })}${dateField({ name: 'publishedOn', label: t.publishedOn, value: typed.publishedOn, error: errors.of('publishedOn'), locale })}${
        dateField({ name: 'runsUntil', label: t.runsUntil, value: typed.runsUntil, error: errors.of('runsUntil'), locale })}${typed.categories.map((one, index) => html`${heading(t.category(index + 1), 2)}${
        textField({ name: `categories.${index}.name`, label: t.categoryName(index + 1), value: one.name, error: errors.of(`categories.${index}.name`) ?? (index === 0 ? errors.of('categories') : undefined), optional: index > 0, maxlength: 150, locale })}${
        textArea({ name: `categories.${index}.description`, label: t.description(index + 1), value: one.description, error: errors.of(`categories.${index}.description`), optional: index > 0, rows: 3, locale })}${
        textArea({ name: `categories.${index}.suitability`, label: t.suitability(index + 1), value: one.suitability, error: errors.of(`categories.${index}.suitability`), optional: index > 0, rows: 3, locale })}`)}`,
    })}`,
  };
}

type ShownRequest = AdmissionRequest & RequestTexts & { readonly from: Bidder | undefined };

/** One system with its requests. */
export function systemView(
  model: { readonly system: PurchasingSystem & { readonly admitted: ReadonlyMap<string, number> }; readonly requests: readonly ShownRequest[]; readonly today: PlainDate; readonly mayRun: boolean; readonly typed: (request: string, field: string) => string; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined },
  { locale, csrf, urlFor }: Options,
): View {
  const t = texts(locale);
  const { system, requests, today } = model;
  const errors = formErrors(model.problems, locale);
  const post = (step: string | readonly string[], label: string, fields: Html | '' = '', look: 'primary' | 'secondary' = 'primary') => form({ csrf, action: at(urlFor, system.id, ...[step].flat()), label, fields, buttons: button({ label, look }) });
  const request = (one: ShownRequest): Html => html`${heading(`${one.from?.name ?? '–'}: ${system.categories.find(({ id }) => id === one.category)?.name ?? '–'}`, 3)}${descriptionList([
    { name: t.state, value: one.state === 'open' && one.decideUntil < today ? `${t.states('open')}, ${t.overdue}` : t.states(one.state) }, { name: t.received, value: formatInstant(one.receivedAt, locale) }, { name: t.due, value: formatDate(one.decideUntil, locale) }, { name: t.address, value: one.from?.address ?? '–' },
    { name: t.statement, value: one.statement }, ...(one.extendedBecause === null ? [] : [{ name: t.extended, value: one.extendedBecause }]), ...(one.reason === null ? [] : [{ name: t.reason, value: one.reason }]),
  ], locale)}${!model.mayRun || one.state !== 'open' ? '' : html`${post(['requests', one.id, 'decision'], t.decide, html`${
    radioGroup({ name: `decision-${one.id}`, label: t.decision, value: model.typed(one.id, 'decision'), error: errors.of(`decision-${one.id}`), options: [{ value: 'admitted', label: t.admit }, { value: 'refused', label: t.refuse }], horizontal: true, locale })}${
    textArea({ name: `reason-${one.id}`, label: t.reason, hint: t.reasonHint, value: model.typed(one.id, 'reason'), error: errors.of(`reason-${one.id}`), optional: true, rows: 3, locale })}`)}${one.extendedBecause !== null ? '' : details({ summary: t.extend, open: errors.of(`extend-${one.id}`) !== undefined, body: post(['requests', one.id, 'extension'], t.extend, textArea({ name: `extend-${one.id}`, label: t.extendReason, value: model.typed(one.id, 'extend'), error: errors.of(`extend-${one.id}`), rows: 2, locale }), 'secondary') })}`}`;
  return {
    title: system.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.title, href: at(urlFor) }, { label: system.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(system.title)}${model.refused === undefined ? '' : alert({ kind: 'danger', title: model.refused })}${descriptionList([
      { name: t.subject, value: system.subject }, { name: t.notice, value: system.notice }, { name: t.runs, value: t.until(formatDate(system.publishedOn, locale), formatDate(system.endedOn ?? system.runsUntil, locale)) }, { name: t.first, value: formatDate(system.firstRequestsUntil, locale) },
    ], locale)}${section(html`${heading(t.categories, 2)}${list(system.categories.map((one) => html`${one.name} (${t.admitted(system.admitted.get(one.id) ?? 0)}). ${t.criteria}: ${one.suitability}`))}`)}${section(html`${heading(t.requests, 2)}${requests.length === 0 ? paragraph(t.noRequests) : requests.map(request)}`)}${
      model.mayRun && isOpen(system, today) ? details({ summary: t.end, body: html`${paragraph(t.endText)}${post('end', t.end, '', 'secondary')}` }) : ''}`,
  };
}
