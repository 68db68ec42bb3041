import type { View } from '@allmende/http';
import { alert, button, descriptionList, errorSummary, form, formGuard, heading, html, link, list, paragraph, section, spoken, spokenPart, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import type { AnswerSummary, SummaryRow } from '../../domain/answer-summary.ts';
import type { EvidenceCard } from '../evidence-cards.ts';
import { APPLY_FORM } from '../draft-pages.ts';
import { formAids, heldBackNote } from '../form-aids.ts';
import { question } from '../question.ts';
import type { ApplicationFrame } from './question-page.view.ts';

const texts = translations({
  de: { send: 'Antrag absenden', back: 'Zurück', results: 'Berechnung', example: 'Beispielwerte', exampleBody: 'Die Beträge sind erfunden und dienen nur zur Vorführung.', evidence: 'Nachweise', laterBody: 'Fehlende Nachweise können Sie nach dem Absenden nachreichen. Sie können trotzdem absenden.', hints: 'Sehen Sie noch einmal hin', hintsBody: 'Hier könnte etwas nicht stimmen. Sie können trotzdem absenden.', change: 'Ändern' },
  en: { send: 'Send application', back: 'Back', results: 'Calculation', example: 'Example values', exampleBody: 'The amounts are invented and for demonstration only.', evidence: 'Evidence', laterBody: 'You can bring missing evidence after sending. You can send the application all the same.', hints: 'Please look again', hintsBody: 'Something might not be right here. You can send the application all the same.', change: 'Change' },
  'de-leicht': {
    send: 'Antrag abschicken', back: 'Zurück', results: 'Berechnung', example: 'Das ist ein Beispiel', exampleBody: 'Die Beträge sind erfunden. Sie sind nur zum Zeigen.', evidence: 'Papiere', laterBody: 'Fehlt noch ein Papier? Sie können den Antrag trotzdem abschicken. Das Papier können Sie später schicken.',
    hints: 'Bitte sehen Sie noch einmal nach', hintsBody: 'Vielleicht stimmt hier etwas nicht. Sie können den Antrag trotzdem abschicken.', change: 'Ändern',
  },
  uk: {
    send: 'Надіслати заяву', back: 'Назад', results: 'Розрахунок', example: 'Приклади значень', exampleBody: 'Суми вигадані й лише для демонстрації.', evidence: 'Документи', laterBody: 'Документи, яких бракує, можна подати після надсилання. Надіслати заяву можна й без них.',
    hints: 'Перегляньте ще раз', hintsBody: 'Можливо, тут щось не так. Надіслати заяву можна в будь-якому разі.', change: 'Змінити',
  },
  ar: {
    send: 'إرسال الطلب', back: 'رجوع', results: 'الحساب', example: 'قيم للتوضيح', exampleBody: 'المبالغ مختلقة وللعرض فقط.', evidence: 'المستندات', laterBody: 'يمكنك تقديم المستندات الناقصة بعد الإرسال. يمكنك إرسال الطلب على أي حال.',
    hints: 'يرجى إلقاء نظرة أخرى', hintsBody: 'قد يكون هنا شيء غير صحيح. يمكنك إرسال الطلب على أي حال.', change: 'تغيير',
  },
});

export type CheckAnswers = ApplicationFrame & {
  /** Each with the way to change it; a row of a group has one for each answer. */
  readonly pages: readonly (Omit<AnswerSummary['pages'][number], 'rows'> & { readonly changeHref: string; readonly rows: readonly (SummaryRow & { readonly changeHref?: string | undefined })[] })[];
  /** What is worth a second look, with where to change it. */
  readonly hints: readonly { readonly text: string; readonly href: string }[];
  readonly results: readonly (AnswerSummary['results'][number] & { readonly hint: string | undefined })[];
  /** Documents that are asked for, how complete everything is, and where to bring them. */
  readonly evidence: { readonly cards: readonly EvidenceCard[]; readonly href: string; readonly completeness: Html } | undefined;
};

/** All answers before they are sent (the check before sending of § 9a OZG), with hints that never hold anybody up, each with the way to change it. */
export function checkAnswersView(model: CheckAnswers, locale: Language): View {
  const t = texts(locale);
  const say = (words: string) => spoken(words, model.spokenIn, locale);
  const part = (content: Html) => spokenPart(content, model.spokenIn, locale);
  return {
    title: `${model.title} – ${model.service}`, titleLanguage: model.spokenIn,
    hasErrors: model.errors.all.length > 0, guarded: true, languageForm: APPLY_FORM,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: model.title, language: model.spokenIn }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${heldBackNote(model.held, locale)}${errorSummary({ errors: model.errors.all, locale, spokenIn: model.spokenIn })}${heading(say(model.title), 1, { preline: say(model.service) })}${model.note}${model.intro === undefined ? '' : paragraph(say(model.intro))}${
      model.hints.length === 0 ? '' : alert({ kind: 'info', title: t.hints, body: html`${paragraph(t.hintsBody)}${list(model.hints.map(({ text, href }) => html`${say(text)} ${link({ label: t.change, about: say(text), href })}`))}` })
    }${
      model.pages.map((page) => section(part(html`${heading(page.title, 2)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value, changeHref: row.changeHref ?? page.changeHref })), model.spokenIn)}`)))
    }${model.results.length === 0 ? '' : section(html`${heading(t.results, 2)}${model.isExample ? alert({ kind: 'warning', title: t.example, body: t.exampleBody }) : ''}${
      part(descriptionList(model.results.map((result) => ({ name: result.label, value: result.hint === undefined || !result.known ? result.value : html`${result.value}<br><span class="kern-body--muted">${result.hint}</span>` })), model.spokenIn))
    }`)}${model.evidence === undefined ? '' : section(html`${heading(t.evidence, 2)}${model.evidence.completeness}${descriptionList(model.evidence.cards.map((each) => ({ name: say(each.title), value: each.files.length === 0 ? '' : list(each.files.map((file) => html`<bdi>${file.name}</bdi> (${file.stateText})`)), changeHref: model.evidence?.href })), locale)}${paragraph(t.laterBody)}`)}${
      section(form({ id: APPLY_FORM, csrf: model.csrf, fields: html`${formGuard(model.guard)}${part(html`${model.questions.map((asked) => question(asked, model.typed, model.errors, model.spokenIn))}`)}`, buttons: button({ label: t.send }) }))
    }${formAids(model.aids, locale)}`,
  };
}
