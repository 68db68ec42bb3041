import type { View } from '@allmende/http';
import { alert, badge, button, descriptionList, details, errorSummary, form, heading, html, lead, link, linkButton, list, paragraph, section, spoken, spokenPart, textField, type FormErrors, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import { spokenIn } from '../spoken-in.ts';
import { evidencePart, type EvidencePart } from '../evidence-part.ts';
import { replyPart } from '../reply-part.ts';
import type { ApplicationReceipt } from '../../actions/read-receipt.ts';

const texts = translations({
  de: {
    title: 'Stand Ihres Antrags', lead: 'Geben Sie die Vorgangsnummer und den Zugangscode aus Ihrer Bestätigung ein.', reference: 'Vorgangsnummer', referenceHint: 'Zum Beispiel 7K3M-92QX-4TBN.', secret: 'Zugangscode', secretHint: 'Vier mal vier Zeichen.',
    show: 'Stand ansehen', close: 'Beenden', state: 'Stand', since: (when: string) => `seit ${when}`, sent: 'Eingegangen am', next: 'Wie es weitergeht', evidence: 'Nachweise', pdf: 'Bestätigung als PDF', documents: 'Schreiben der Behörde',
    notice: 'Bescheid', issued: (when: string) => `vom ${when}`, courtesy: 'Das ist eine Kopie für Sie. Gültig ist das Schreiben, das Sie mit der Post bekommen. Fristen zählen ab dessen Bekanntgabe.', answers: 'Ihre Angaben', wrong: 'Vorgangsnummer und Zugangscode passen nicht zusammen. Prüfen Sie beides.',
  },
  en: {
    title: 'Status of your application', lead: 'Enter the reference and the access code from your confirmation.', reference: 'Reference', referenceHint: 'For example 7K3M-92QX-4TBN.', secret: 'Access code', secretHint: 'Four times four characters.',
    show: 'See the status', close: 'Finish', state: 'Status', since: (when: string) => `since ${when}`, sent: 'Received on', next: 'What happens next', evidence: 'Evidence', pdf: 'Confirmation as PDF', documents: 'Letters from the authority',
    notice: 'Notice', issued: (when: string) => `of ${when}`, courtesy: 'This is a copy for you. What counts is the letter that you get by post. Periods run from its announcement.', answers: 'Your answers', wrong: 'Reference and access code do not fit together. Check both.',
  },
  'de-leicht': {
    title: 'So weit ist Ihr Antrag', lead: 'Bitte schreiben Sie die Vorgangs-Nummer und den Zugangs-Code. Beides steht auf Ihrer Bestätigung.', reference: 'Vorgangs-Nummer', referenceHint: 'Zum Beispiel: 7K3M-92QX-4TBN', secret: 'Zugangs-Code', secretHint: '4 mal 4 Zeichen',
    show: 'Nachsehen', close: 'Fertig', state: 'So weit ist Ihr Antrag', since: (when: string) => `seit ${when}`, sent: 'Angekommen am', next: 'So geht es weiter', evidence: 'Papiere', pdf: 'Bestätigung als PDF', documents: 'Briefe vom Amt',
    notice: 'Bescheid', issued: (when: string) => `vom ${when}`, courtesy: 'Das ist eine Kopie für Sie. Wichtig ist der Brief, den Sie mit der Post bekommen. Die Frist beginnt mit dem Brief.', answers: 'Ihre Antworten',
    wrong: 'Die Vorgangs-Nummer und der Zugangs-Code passen nicht zusammen. Bitte prüfen Sie beides.',
  },
  uk: {
    title: 'Стан вашої заяви', lead: 'Введіть номер справи й код доступу з підтвердження.', reference: 'Номер справи', referenceHint: 'Наприклад 7K3M-92QX-4TBN.', secret: 'Код доступу', secretHint: 'Чотири рази по чотири знаки.',
    show: 'Переглянути стан', close: 'Завершити', state: 'Стан', since: (when: string) => `з ${when}`, sent: 'Отримано', next: 'Що далі', evidence: 'Документи', pdf: 'Підтвердження у PDF', documents: 'Листи від органу',
    notice: 'Рішення', issued: (when: string) => `від ${when}`, courtesy: 'Це копія для вас. Чинним є лист, який ви отримаєте поштою. Строки рахуються від його вручення.', answers: 'Ваші відповіді',
    wrong: 'Номер справи й код доступу не підходять один до одного. Перевірте обидва.',
  },
  ar: {
    title: 'حالة طلبك', lead: 'أدخل رقم المعاملة ورمز الدخول من التأكيد.', reference: 'رقم المعاملة', referenceHint: 'مثلًا 7K3M-92QX-4TBN.', secret: 'رمز الدخول', secretHint: 'أربع مجموعات من أربعة محارف.',
    show: 'عرض الحالة', close: 'إنهاء', state: 'الحالة', since: (when: string) => `منذ ${when}`, sent: 'استُلم في', next: 'الخطوات التالية', evidence: 'المستندات', pdf: 'التأكيد بصيغة PDF', documents: 'رسائل الجهة',
    notice: 'قرار', issued: (when: string) => `بتاريخ ${when}`, courtesy: 'هذه نسخة لك. المعتمد هو الخطاب الذي يصلك بالبريد، ومنه تبدأ المُهل.', answers: 'إجاباتك',
    wrong: 'لا يتطابق رقم المعاملة ورمز الدخول. راجع الاثنين.',
  },
});

type Place = { readonly name: string; readonly href: string };

/** The same words for a wrong secret and an unknown reference. */
export function statusRefusal(language: Language): string {
  return texts(language).wrong;
}

/** Asks for reference and secret. */
export function statusFormView(model: { readonly csrf: string; readonly reference: string; readonly errors: FormErrors; readonly place: Place }, locale: Language): View {
  const t = texts(locale);
  return {
    title: t.title, hasErrors: model.errors.all.length > 0, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }],
    main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(t.title)}${lead(t.lead)}${form({
      csrf: model.csrf, buttons: button({ label: t.show }),
      fields: [
        textField({ name: 'reference', label: t.reference, hint: t.referenceHint, value: model.reference, error: model.errors.of('reference'), locale, width: 'half', spellcheck: false, autocomplete: 'off', ltr: true }),
        textField({ name: 'secret', label: t.secret, hint: t.secretHint, error: model.errors.of('secret'), locale, width: 'half', spellcheck: false, autocomplete: 'off', ltr: true }),
      ],
    })}`,
  };
}

export type StatusModel = ApplicationReceipt & { readonly csrf: string; readonly receiptHref: string; readonly documentHref: (file: string) => string; readonly place: Place; /** Offers for a wallet. */ readonly credentials: Html | ''; readonly evidence: { readonly part: EvidencePart; readonly completeness: Html } | undefined };

/** The state, what comes next, and copies of what was issued. */
export function statusView(model: StatusModel, locale: Language): View {
  const t = texts(locale);
  const own = spokenIn({ language: model.spokenIn });
  const say = (words: string) => spoken(words, own, locale);
  return {
    title: `${t.title} – ${model.serviceName}`, hasErrors: (model.evidence?.part.errors.all.length ?? 0) > 0, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }], ...(model.accent === undefined ? {} : { accent: model.accent }),
    main: html`${errorSummary({ errors: model.evidence?.part.errors.all ?? [], locale })}${heading(t.title, 1, { preline: say(model.serviceName) })}${descriptionList([
      { name: t.reference, value: model.reference }, { name: t.state, value: html`${badge(say(model.stateName), model.state === 'decided' ? 'success' : 'info')} ${t.since(formatInstant(model.stateSince, locale))}` }, { name: t.sent, value: formatInstant(model.submittedAt, locale) },
    ], locale)}${replyPart(model.replies, { isDecided: model.state === 'decided', takesEvidence: model.evidence !== undefined }, locale)}${model.documents.length === 0 ? '' : section(html`${heading(t.documents, 2)}${list(model.documents.map((document) => link({ label: `${t.notice} ${t.issued(formatInstant(document.issuedAt, locale))}`, href: model.documentHref(document.file) })))}${alert({ kind: 'info', title: t.notice, body: t.courtesy })}`)}${
      model.state === 'submitted' && model.next !== undefined ? section(html`${heading(t.next, 2)}${paragraph(say(model.next))}`) : ''
    }${model.evidence === undefined ? '' : section(html`${heading(t.evidence, 2)}${model.evidence.completeness}${evidencePart(model.evidence.part, locale)}`)}${model.credentials === '' ? '' : section(model.credentials)}${section(linkButton({ label: t.pdf, href: model.receiptHref, look: 'secondary' }))}${
      details({ summary: t.answers, body: spokenPart(model.summary.pages.map((page) => html`${heading(page.title, 3)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value })), own)}`), own, locale) })
    }${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.close, look: 'tertiary', name: 'close', value: 'yes' }) })}`,
  };
}
