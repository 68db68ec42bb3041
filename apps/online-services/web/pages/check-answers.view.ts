import type { View } from '@allmende/http';
import { alert, button, descriptionList, errorSummary, form, heading, html, link, list, paragraph, section } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { AnswerSummary } from '../../domain/answer-summary.ts';
import { question } from '../question.ts';
import type { ApplicationFrame } from './question-page.view.ts';

const texts = translations({
  de: { send: 'Antrag absenden', back: 'Zurück', results: 'Berechnung', example: 'Beispielwerte', exampleBody: 'Die Beträge sind erfunden und dienen nur zur Vorführung.', later: 'Das können Sie später nachreichen', laterBody: 'Sie können trotzdem absenden.' },
  en: { send: 'Send application', back: 'Back', results: 'Calculation', example: 'Example values', exampleBody: 'The amounts are invented and for demonstration only.', later: 'You can hand this in later', laterBody: 'You can send the application all the same.' },
});

export type CheckAnswers = ApplicationFrame & {
  readonly pages: readonly (AnswerSummary['pages'][number] & { readonly changeHref: string })[];
  readonly results: readonly (AnswerSummary['results'][number] & { readonly hint: string | undefined })[];
  readonly later: readonly { readonly label: string; readonly hint: string | undefined }[];
};

/** All answers before they are sent, each with the way to change it. */
export function checkAnswersView(model: CheckAnswers, locale: Locale): View {
  const t = texts(locale);
  return {
    title: `${model.title} – ${model.service}`,
    hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref }, { label: model.title }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${errorSummary({ errors: model.errors.all, locale })}${heading(model.title, 1, { preline: model.service })}${model.intro === undefined ? '' : paragraph(model.intro)}${
      model.pages.map((page) => section(html`${heading(page.title, 2)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value, changeHref: page.changeHref })), locale)}`))
    }${model.results.length === 0 ? '' : section(html`${heading(t.results, 2)}${model.isExample ? alert({ kind: 'warning', title: t.example, body: t.exampleBody }) : ''}${
      descriptionList(model.results.map((result) => ({ name: result.label, value: result.hint === undefined || !result.known ? result.value : html`${result.value}<br><span class="kern-body--muted">${result.hint}</span>` })), locale)
    }`)}${model.later.length === 0 ? '' : section(html`${heading(t.later, 2)}${list(model.later.map(({ label, hint }) => (hint === undefined ? label : `${label}. ${hint}`)))}${paragraph(t.laterBody)}`)}${
      section(form({ csrf: model.csrf, fields: model.questions.map((asked) => question(asked, model.typed, model.errors, locale)), buttons: button({ label: t.send }) }))
    }`,
  };
}
