import type { View } from '@allmende/http';
import { alert, badge, button, descriptionList, details, errorSummary, form, heading, html, lead, link, linkButton, list, paragraph, section, spoken, spokenPart, textField, type FormErrors, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { TimelineEntry, WhoActs } from '../../domain/application-timeline.ts';
import { nowPart } from '../now-part.ts';
import { spokenIn } from '../spoken-in.ts';
import { timelinePart } from '../timeline-part.ts';
import { evidencePart, type EvidencePart } from '../evidence-part.ts';
import { replyPart } from '../reply-part.ts';
import type { ApplicationReceipt } from '../../actions/read-receipt.ts';

const texts = translations({
  de: {
    messages: 'Nachrichten', newMessages: (count: number) => (count === 1 ? '1 neue Nachricht' : `${count} neue Nachrichten`), write: 'Nachrichten lesen und schreiben', withdrawn: 'Zurückgenommen', withdraw: 'Antrag zurücknehmen',
    title: 'Stand Ihres Antrags', lead: 'Geben Sie die Vorgangsnummer und den Zugangscode aus Ihrer Bestätigung ein.', reference: 'Vorgangsnummer', referenceHint: 'Zum Beispiel 7K3M-92QX-4TBN.', secret: 'Zugangscode', secretHint: 'Vier mal vier Zeichen.',
    show: 'Stand ansehen', close: 'Beenden', state: 'Stand', since: (when: string) => `seit ${when}`, sent: 'Eingegangen am', next: 'Wie es weitergeht', evidence: 'Nachweise', pdf: 'Bestätigung als PDF', documents: 'Schreiben der Behörde',
    notice: 'Bescheid', issued: (when: string) => `vom ${when}`, courtesy: 'Das ist eine Kopie für Sie. Gültig ist das Schreiben, das Sie mit der Post bekommen. Fristen zählen ab dessen Bekanntgabe.', answers: 'Ihre Angaben', wrong: 'Vorgangsnummer und Zugangscode passen nicht zusammen. Prüfen Sie beides.',
  },
  en: {
    messages: 'Messages', newMessages: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`), write: 'Read and write messages', withdrawn: 'Taken back', withdraw: 'Take the application back',
    title: 'Status of your application', lead: 'Enter the reference and the access code from your confirmation.', reference: 'Reference', referenceHint: 'For example 7K3M-92QX-4TBN.', secret: 'Access code', secretHint: 'Four times four characters.',
    show: 'See the status', close: 'Finish', state: 'Status', since: (when: string) => `since ${when}`, sent: 'Received on', next: 'What happens next', evidence: 'Evidence', pdf: 'Confirmation as PDF', documents: 'Letters from the authority',
    notice: 'Notice', issued: (when: string) => `of ${when}`, courtesy: 'This is a copy for you. What counts is the letter that you get by post. Periods run from its announcement.', answers: 'Your answers', wrong: 'Reference and access code do not fit together. Check both.',
  },
  'de-leicht': {
    messages: 'Nachrichten', newMessages: (count: number) => (count === 1 ? '1 neue Nachricht' : `${count} neue Nachrichten`), write: 'Nachrichten lesen und schreiben', withdrawn: 'Zurück-genommen', withdraw: 'Antrag zurück-nehmen',
    title: 'So weit ist Ihr Antrag', lead: 'Bitte schreiben Sie die Vorgangs-Nummer und den Zugangs-Code. Beides steht auf Ihrer Bestätigung.', reference: 'Vorgangs-Nummer', referenceHint: 'Zum Beispiel: 7K3M-92QX-4TBN', secret: 'Zugangs-Code', secretHint: '4 mal 4 Zeichen',
    show: 'Nachsehen', close: 'Fertig', state: 'So weit ist Ihr Antrag', since: (when: string) => `seit ${when}`, sent: 'Angekommen am', next: 'So geht es weiter', evidence: 'Papiere', pdf: 'Bestätigung als PDF', documents: 'Briefe vom Amt',
    notice: 'Bescheid', issued: (when: string) => `vom ${when}`, courtesy: 'Das ist eine Kopie für Sie. Wichtig ist der Brief, den Sie mit der Post bekommen. Die Frist beginnt mit dem Brief.', answers: 'Ihre Antworten',
    wrong: 'Die Vorgangs-Nummer und der Zugangs-Code passen nicht zusammen. Bitte prüfen Sie beides.',
  },
  uk: {
    messages: 'Повідомлення', newMessages: (count: number) => `Нових повідомлень: ${count}`, write: 'Читати й писати повідомлення', withdrawn: 'Відкликано', withdraw: 'Відкликати заяву',
    title: 'Стан вашої заяви', lead: 'Введіть номер справи й код доступу з підтвердження.', reference: 'Номер справи', referenceHint: 'Наприклад 7K3M-92QX-4TBN.', secret: 'Код доступу', secretHint: 'Чотири рази по чотири знаки.',
    show: 'Переглянути стан', close: 'Завершити', state: 'Стан', since: (when: string) => `з ${when}`, sent: 'Отримано', next: 'Що далі', evidence: 'Документи', pdf: 'Підтвердження у PDF', documents: 'Листи від органу',
    notice: 'Рішення', issued: (when: string) => `від ${when}`, courtesy: 'Це копія для вас. Чинним є лист, який ви отримаєте поштою. Строки рахуються від його вручення.', answers: 'Ваші відповіді',
    wrong: 'Номер справи й код доступу не підходять один до одного. Перевірте обидва.',
  },
  ar: {
    messages: 'الرسائل', newMessages: (count: number) => `رسائل جديدة: ${count}`, write: 'قراءة الرسائل وكتابتها', withdrawn: 'مسحوب', withdraw: 'سحب الطلب',
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

export type StatusModel = ApplicationReceipt & { readonly csrf: string; readonly receiptHref: string; readonly documentHref: (file: string) => string; readonly place: Place; readonly timeline: readonly TimelineEntry[]; readonly acts: WhoActs; readonly messages: { readonly unread: number; readonly href: string } | undefined; readonly withdrawHref: string | undefined; /** Offers for a wallet. */ readonly credentials: Html | ''; readonly evidence: { readonly part: EvidencePart; readonly completeness: Html } | undefined };

/** The state, what comes next, and copies of what was issued. */
export function statusView(model: StatusModel, locale: Language): View {
  const t = texts(locale);
  const own = spokenIn({ language: model.spokenIn });
  const say = (words: string) => spoken(words, own, locale);
  return {
    title: `${t.title} – ${model.serviceName}`, hasErrors: (model.evidence?.part.errors.all.length ?? 0) > 0, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }], ...(model.accent === undefined ? {} : { accent: model.accent }),
    main: html`${errorSummary({ errors: model.evidence?.part.errors.all ?? [], locale })}${heading(t.title, 1, { preline: say(model.serviceName) })}${descriptionList([
      { name: t.reference, value: model.reference }, { name: t.state, value: model.withdrawnAt === null ? html`${badge(say(model.stateName), model.state === 'decided' ? 'success' : 'info')} ${t.since(formatInstant(model.stateSince, locale))}` : html`${badge(t.withdrawn, 'neutral')} ${t.since(formatInstant(model.withdrawnAt, locale))}` }, { name: t.sent, value: formatInstant(model.submittedAt, locale) },
    ], locale)}${section(html`${heading(t.next, 2)}${nowPart(model.acts, { usual: model.usual, evidenceHref: model.evidence === undefined ? undefined : '#evidence', more: model.state === 'submitted' && model.next !== undefined ? paragraph(say(model.next)) : '' }, locale)}${timelinePart(model.timeline, own, locale)}`)}${
      replyPart(model.replies, { application: model, takesEvidence: model.evidence !== undefined }, locale)}${model.messages === undefined ? '' : section(html`${heading(t.messages, 2)}${model.messages.unread === 0 ? '' : paragraph(badge(t.newMessages(model.messages.unread), 'info'))}${linkButton({ label: t.write, href: model.messages.href, look: 'secondary' })}`)}${
      model.documents.length === 0 ? '' : section(html`${heading(t.documents, 2)}${list(model.documents.map((document) => link({ label: `${t.notice} ${t.issued(formatInstant(document.issuedAt, locale))}`, href: model.documentHref(document.file) })))}${alert({ kind: 'info', title: t.notice, body: t.courtesy })}`)
    }${model.evidence === undefined ? '' : section(html`${heading(t.evidence, 2, { id: 'evidence' })}${model.evidence.completeness}${evidencePart(model.evidence.part, locale)}`)}${model.credentials === '' ? '' : section(model.credentials)}${section(linkButton({ label: t.pdf, href: model.receiptHref, look: 'secondary' }))}${
      details({ summary: t.answers, body: spokenPart(model.summary.pages.map((page) => html`${heading(page.title, 3)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value })), own)}`), own, locale) })
    }${model.withdrawHref === undefined ? '' : section(linkButton({ label: t.withdraw, href: model.withdrawHref, look: 'tertiary' }))}${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.close, look: 'tertiary', name: 'close', value: 'yes' }) })}`,
  };
}
