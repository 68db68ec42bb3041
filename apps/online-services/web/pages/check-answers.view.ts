import type { View } from '@allmende/http';
import { alert, button, descriptionList, errorSummary, form, heading, html, link, list, paragraph, section, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { AnswerSummary, SummaryRow } from '../../domain/answer-summary.ts';
import type { EvidenceCard } from '../evidence-cards.ts';
import { question } from '../question.ts';
import type { ApplicationFrame } from './question-page.view.ts';

const texts = translations({
  de: { send: 'Antrag absenden', back: 'Zurück', results: 'Berechnung', example: 'Beispielwerte', exampleBody: 'Die Beträge sind erfunden und dienen nur zur Vorführung.', evidence: 'Nachweise', laterBody: 'Fehlende Nachweise können Sie nach dem Absenden nachreichen. Sie können trotzdem absenden.' },
  en: { send: 'Send application', back: 'Back', results: 'Calculation', example: 'Example values', exampleBody: 'The amounts are invented and for demonstration only.', evidence: 'Evidence', laterBody: 'You can bring missing evidence after sending. You can send the application all the same.' },
});

export type CheckAnswers = ApplicationFrame & {
  /** Each with the way to change it; a row of a group has one for each answer. */
  readonly pages: readonly (Omit<AnswerSummary['pages'][number], 'rows'> & { readonly changeHref: string; readonly rows: readonly (SummaryRow & { readonly changeHref?: string | undefined })[] })[];
  readonly results: readonly (AnswerSummary['results'][number] & { readonly hint: string | undefined })[];
  /** Documents that are asked for, how complete everything is, and where to bring them. */
  readonly evidence: { readonly cards: readonly EvidenceCard[]; readonly href: string; readonly completeness: Html } | undefined;
};

/** All answers before they are sent, each with the way to change it. */
export function checkAnswersView(model: CheckAnswers, locale: Locale): View {
  const t = texts(locale);
  return {
    title: `${model.title} – ${model.service}`,
    hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref }, { label: model.title }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${errorSummary({ errors: model.errors.all, locale })}${heading(model.title, 1, { preline: model.service })}${model.intro === undefined ? '' : paragraph(model.intro)}${
      model.pages.map((page) => section(html`${heading(page.title, 2)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value, changeHref: row.changeHref ?? page.changeHref })), locale)}`))
    }${model.results.length === 0 ? '' : section(html`${heading(t.results, 2)}${model.isExample ? alert({ kind: 'warning', title: t.example, body: t.exampleBody }) : ''}${
      descriptionList(model.results.map((result) => ({ name: result.label, value: result.hint === undefined || !result.known ? result.value : html`${result.value}<br><span class="kern-body--muted">${result.hint}</span>` })), locale)
    }`)}${model.evidence === undefined ? '' : section(html`${heading(t.evidence, 2)}${model.evidence.completeness}${descriptionList(model.evidence.cards.map((each) => ({ name: each.title, value: each.files.length === 0 ? '' : list(each.files.map((file) => `${file.name} (${file.stateText})`)), changeHref: model.evidence?.href })), locale)}${paragraph(t.laterBody)}`)}${
      section(form({ csrf: model.csrf, fields: model.questions.map((asked) => question(asked, model.typed, model.errors, locale)), buttons: button({ label: t.send }) }))
    }`,
  };
}
