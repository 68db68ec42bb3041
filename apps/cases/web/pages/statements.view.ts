import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, card, descriptionList, emptyState, errorSummary, form, formErrors, heading, html, lead, link, list, paragraph, section, table, textArea } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatDateShort, type PlainDate } from '@allmende/time';
import type { OpenedRequest } from '../../actions/open-statement-request.ts';
import type { StatementRequest } from '../../domain/participation.ts';

const texts = translations({
  de: {
    kept: 'Was Sie geschrieben haben, steht noch hier. Es ist nicht gespeichert.', yours: 'Ihr Text',
    gone: 'Die Bitte um Stellungnahme wurde inzwischen zurückgenommen.', goneText: (name: string) => `${name} wartet nicht mehr auf Ihre Stellungnahme. Ihr Text wurde nicht übermittelt und nicht gespeichert. Er steht noch hier: Kopieren Sie ihn, wenn Sie ihn brauchen.`, back: 'Zu den Stellungnahmen',
    home: 'Meine Arbeit heute', title: 'Stellungnahmen', lead: 'Andere Stellen fragen Ihre Behörde zu Fällen, die sie bearbeiten.', caption: 'Bitten um Stellungnahme', reference: 'Vorgangsnummer', from: 'Von', service: 'Leistung', due: 'Bis', state: 'Stand', asked: 'offen', answered: 'beantwortet', withdrawn: 'zurückgenommen', late: 'überfällig',
    none: 'Niemand wartet auf eine Stellungnahme von Ihnen.', question: 'Die Frage', askedBy: (name: string) => `${name} fragt`, by: (day: string) => `Antworten Sie bis zum ${day}.`, shown: 'Was Sie von dem Fall sehen', shownText: 'Die fragende Stelle hat diese Teile für Sie ausgewählt. Mehr sehen Sie von dem Fall nicht.', results: 'Berechnung', documents: 'Dokumente', place: 'Ort',
    statement: 'Ihre Stellungnahme', give: 'Stellungnahme abgeben', giveHint: 'Sie steht danach in der Akte der fragenden Stelle und lässt sich nicht mehr ändern.', given: 'Ihre Behörde hat Stellung genommen',
  },
  en: {
    kept: 'What you wrote is still here. It is not saved.', yours: 'Your text',
    gone: 'The request for a statement was taken back meanwhile.', goneText: (name: string) => `${name} no longer waits for your statement. Your text was not sent and not saved. It is still here: copy it if you need it.`, back: 'To the statements',
    home: 'My work today', title: 'Statements', lead: 'Other offices ask your authority about cases that they work on.', caption: 'Requests for statements', reference: 'Reference', from: 'From', service: 'Service', due: 'By', state: 'State', asked: 'open', answered: 'answered', withdrawn: 'withdrawn', late: 'overdue',
    none: 'Nobody waits for a statement of yours.', question: 'The question', askedBy: (name: string) => `${name} asks`, by: (day: string) => `Answer by ${day}.`, shown: 'What you see of the case', shownText: 'The asking office has chosen these parts for you. You see nothing else of the case.', results: 'Calculation', documents: 'Documents', place: 'Place',
    statement: 'Your statement', give: 'Give the statement', giveHint: 'It then stands in the file of the asking office and cannot be changed any more.', given: 'Your authority has given its statement',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly homeHref: string; readonly listHref: string; readonly href: (request: string, ...more: string[]) => string };

/** What other offices ask this authority for. */
export function statementsView(model: { readonly requests: readonly StatementRequest[]; readonly today: PlainDate }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  return {
    title: t.title, breadcrumbs: [{ label: t.home, href: options.homeHref }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${table({
      caption: t.caption, captionHidden: true, rows: model.requests, empty: emptyState({ title: t.none }),
      columns: [
        { label: t.reference, cell: (request) => (request.state === 'withdrawn' ? request.reference : link({ label: request.reference, href: options.href(request.id) })) },
        { label: t.from, cell: (request) => request.fromName },
        { label: t.service, cell: (request) => request.serviceName[locale] },
        { label: t.due, cell: (request) => html`<span>${formatDateShort(request.dueOn as PlainDate, locale)}${request.state === 'asked' && request.dueOn < model.today ? html` ${badge(t.late, 'warning', { small: true })}` : ''}</span>` },
        { label: t.state, cell: (request) => badge(t[request.state], request.state === 'asked' ? 'info' : request.state === 'answered' ? 'success' : 'neutral', { small: true }) },
      ],
    })}`,
  };
}

/** A request that was taken back while somebody was writing: what they wrote, and nothing of the case. */
export function withdrawnStatementView(model: { readonly request: StatementRequest; readonly typed: string }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  const { request, typed } = model;
  return {
    title: `${t.title}, ${request.reference}`, breadcrumbs: [{ label: t.home, href: options.homeHref }, { label: t.title, href: options.listHref }, { label: request.reference }],
    main: html`${heading(request.reference, 1, { preline: `${request.fromName} · ${request.serviceName[locale]}` })}${alert({ kind: 'warning', title: t.gone, body: t.goneText(request.fromName) })}${
      typed.trim() === '' ? '' : section(html`${heading(t.yours, 2)}${typed.split(/\n{2,}/u).map((text) => paragraph(text))}`)}${paragraph(link({ label: t.back, href: options.listHref }))}`,
  };
}

/** One request: the question, the parts that were chosen, and the form for the statement. */
export function statementView(model: OpenedRequest & { readonly typed: string; readonly problems: readonly FieldProblem[]; readonly refusal?: string | undefined }, options: Options): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { request, parts } = model;
  const rows = (part: OpenedRequest['parts']['results']) => descriptionList(part.map(({ label, value }) => ({ name: label, value: value ?? '' })), locale);
  const shown = html`${heading(t.shown, 2)}${paragraph(t.shownText, 'muted')}${parts.pages.map((page) => html`${heading(page.title, 3)}${rows(page.rows)}`)}${parts.results.length === 0 ? '' : html`${heading(t.results, 3)}${rows(parts.results)}`}${
    parts.evidence.length === 0 ? '' : html`${heading(t.documents, 3)}${list(parts.evidence.map((one) => link({ label: one.name === '' ? (one.label[locale] ?? one.label.de) : one.name, href: options.href(request.id, 'evidence', one.id) })))}`}`;
  const refused = model.refusal === undefined ? '' : html`${alert({ kind: 'warning', title: model.refusal, body: t.kept })}${model.statement === undefined ? '' : html`${heading(t.yours, 3)}${model.typed.split(/\n{2,}/u).map((text) => paragraph(text))}`}`;
  const answer = model.statement === undefined
    ? form({ csrf, fields: textArea({ name: 'statement', label: t.statement, hint: t.giveHint, value: model.typed, error: errors.of('statement'), rows: 10, locale }), buttons: button({ label: t.give }) })
    : html`${alert({ kind: 'success', title: t.given })}${model.statement.split(/\n{2,}/u).map((text) => paragraph(text))}`;
  return {
    title: `${t.title}, ${request.reference}`, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.home, href: options.homeHref }, { label: t.title, href: options.listHref }, { label: request.reference }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(request.reference, 1, { preline: `${request.fromName} · ${request.serviceName[locale]}` })}${card({
      title: t.question, body: html`${paragraph(t.askedBy(model.askedBy), 'muted')}${model.question.split(/\n{2,}/u).map((text) => paragraph(text))}${model.statement === undefined ? paragraph(t.by(formatDate(request.dueOn as PlainDate, locale))) : ''}`,
    })}${section(shown)}${section(html`${heading(t.statement, 2)}${refused}${answer}`)}`,
  };
}
