import type { View } from '@allmende/http';
import { alert, confirmPanel, descriptionList, details, heading, html, link, linkButton, list, paragraph, section, spoken, spokenPart } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import { spokenIn } from '../spoken-in.ts';
import type { ApplicationReceipt } from '../../actions/read-receipt.ts';

const texts = translations({
  de: {
    title: 'Ihr Antrag ist angekommen', reference: 'Ihre Vorgangsnummer', sent: (when: string) => `Eingegangen am ${when}`, next: 'Wie es weitergeht', pdf: 'Bestätigung als PDF', later: 'Das fehlt noch',
    secret: 'Zugangscode', again: 'So sehen Sie später den Stand', againBody: 'Notieren Sie Vorgangsnummer und Zugangscode. Damit sehen Sie auch an einem anderen Gerät, wie es steht.', status: 'Stand ansehen', answers: 'Ihre Angaben', results: 'Berechnung',
    example: 'Beispielwerte', exampleBody: 'Die Beträge sind erfunden und dienen nur zur Vorführung.',
  },
  en: {
    title: 'Your application has arrived', reference: 'Your reference', sent: (when: string) => `Received on ${when}`, next: 'What happens next', pdf: 'Confirmation as PDF', later: 'Still missing',
    secret: 'Access code', again: 'How to see the status later', againBody: 'Write down the reference and the access code. With them you see the status on another device too.', status: 'See the status', answers: 'Your answers', results: 'Calculation',
    example: 'Example values', exampleBody: 'The amounts are invented and for demonstration only.',
  },
  'de-leicht': {
    title: 'Ihr Antrag ist angekommen', reference: 'Ihre Vorgangs-Nummer', sent: (when: string) => `Angekommen am ${when}`, next: 'So geht es weiter', pdf: 'Bestätigung als PDF', later: 'Das fehlt noch',
    secret: 'Zugangs-Code', again: 'So sehen Sie später: So weit ist mein Antrag', againBody: 'Bitte schreiben Sie die Vorgangs-Nummer und den Zugangs-Code auf. Damit können Sie auch an einem anderen Gerät nachsehen.', status: 'So weit ist mein Antrag', answers: 'Ihre Antworten', results: 'Berechnung',
    example: 'Das ist ein Beispiel', exampleBody: 'Die Beträge sind erfunden. Sie sind nur zum Zeigen.',
  },
  uk: {
    title: 'Вашу заяву отримано', reference: 'Номер вашої справи', sent: (when: string) => `Отримано ${when}`, next: 'Що далі', pdf: 'Підтвердження у PDF', later: 'Чого ще бракує',
    secret: 'Код доступу', again: 'Як побачити стан пізніше', againBody: 'Запишіть номер справи й код доступу. З ними стан видно й на іншому пристрої.', status: 'Переглянути стан', answers: 'Ваші відповіді', results: 'Розрахунок',
    example: 'Приклади значень', exampleBody: 'Суми вигадані й лише для демонстрації.',
  },
  ar: {
    title: 'وصل طلبك', reference: 'رقم معاملتك', sent: (when: string) => `استُلم في ${when}`, next: 'الخطوات التالية', pdf: 'التأكيد بصيغة PDF', later: 'ما ينقص بعد',
    secret: 'رمز الدخول', again: 'كيف ترى الحالة لاحقًا', againBody: 'دوّن رقم المعاملة ورمز الدخول. بهما ترى الحالة على جهاز آخر أيضًا.', status: 'عرض الحالة', answers: 'إجاباتك', results: 'الحساب',
    example: 'قيم للتوضيح', exampleBody: 'المبالغ مختلقة وللعرض فقط.',
  },
});

export type ReceiptModel = ApplicationReceipt & { readonly pdfHref: string; readonly statusHref: string; readonly place: { readonly name: string; readonly href: string } };

/** The confirmation: the reference in large type, what happens next, how to come back. */
export function receiptView(model: ReceiptModel, locale: Language): View {
  const t = texts(locale);
  const own = spokenIn({ language: model.spokenIn });
  const say = (words: string) => spoken(words, own, locale);
  return {
    title: `${t.title} – ${model.serviceName}`,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }], ...(model.accent === undefined ? {} : { accent: model.accent }),
    main: html`${confirmPanel({ title: t.title, referenceLabel: t.reference, reference: model.reference, body: t.sent(formatInstant(model.submittedAt, locale)) })}${
      model.insert === undefined ? '' : alert({ kind: 'info', title: say(model.serviceName), body: paragraph(spoken(model.insert.text, spokenIn(model.insert), locale)) })
    }${section(html`${heading(t.next, 2)}${model.next === undefined ? '' : paragraph(say(model.next))}${model.later.length === 0 ? '' : html`${heading(t.later, 3)}${list(model.later.map(({ label, hint }) => say(hint === undefined ? label : `${label}. ${hint}`)))}`}${
      linkButton({ label: t.pdf, href: model.pdfHref, look: 'secondary' })
    }`)}${section(html`${heading(t.again, 2)}${paragraph(t.againBody)}${descriptionList([{ name: t.reference, value: model.reference }, { name: t.secret, value: model.secret }], locale)}${paragraph(link({ label: t.status, href: model.statusHref }))}`)}${
      details({ summary: t.answers, body: html`${model.isExample ? alert({ kind: 'warning', title: t.example, body: t.exampleBody }) : ''}${spokenPart(model.summary.pages.map((page) => html`${heading(page.title, 3)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value })), own)}`), own, locale)}${
        model.summary.results.length === 0 ? '' : html`${heading(t.results, 3)}${spokenPart(descriptionList(model.summary.results.map((result) => ({ name: result.label, value: result.value })), own), own, locale)}`
      }` })
    }`,
  };
}
