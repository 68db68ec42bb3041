import { alert, descriptionList, heading, html, list, paragraph, section, spoken, type Html, type HtmlValue } from '@allmende/html';
import { localeFor, translations, type Language } from '@allmende/i18n';
import { cents, formatEuro } from '@allmende/money';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { ApplicationReply } from '../domain/application-reply.ts';
import { openReply } from '../domain/application-timeline.ts';

const texts = translations({
  de: {
    title: 'Was die Behörde Ihnen sagt', received: 'Ihr Antrag ist bei der zuständigen Stelle angekommen', question: 'Die Behörde hat eine Frage an Sie', fee: 'Sie müssen eine Gebühr zahlen', decision: 'Über Ihren Antrag ist entschieden', note: 'Mitteilung der Behörde',
    fileNumber: 'Aktenzeichen', dueQuestion: 'Bitte antworten Sie bis einschließlich', dueFee: 'Zahlen Sie bis einschließlich', missing: 'Das fehlt noch', amount: 'Betrag', purpose: 'Verwendungszweck', payee: 'Empfänger', iban: 'IBAN', upload: 'Unterlagen können Sie weiter unten bei „Nachweise“ hochladen.',
    todo: 'Bitte erledigen Sie das',
  },
  en: {
    title: 'What the authority tells you', received: 'Your application has arrived at the office in charge', question: 'The authority has a question for you', fee: 'You have to pay a fee', decision: 'Your application has been decided', note: 'Message from the authority',
    fileNumber: 'File number', dueQuestion: 'Please answer by the end of', dueFee: 'Pay by the end of', missing: 'Still missing', amount: 'Amount', purpose: 'Payment reference', payee: 'Payee', iban: 'IBAN', upload: 'You can upload documents further down under “Evidence”.',
    todo: 'Please see to this',
  },
  'de-leicht': {
    title: 'Das sagt das Amt', received: 'Ihr Antrag ist beim Amt angekommen', question: 'Das Amt hat eine Frage', fee: 'Sie müssen Geld bezahlen', decision: 'Das Amt hat entschieden', note: 'Das Amt schreibt Ihnen',
    fileNumber: 'Nummer beim Amt', dueQuestion: 'Der letzte Tag für Ihre Antwort', dueFee: 'Der letzte Tag zum Zahlen', missing: 'Das fehlt noch', amount: 'So viel', purpose: 'Diese Nummer schreiben Sie dazu', payee: 'An wen', iban: 'IBAN', upload: 'Papiere können Sie weiter unten hochladen.',
    todo: 'Bitte machen Sie das',
  },
  uk: {
    title: 'Що вам повідомляє орган', received: 'Ваша заява надійшла до відповідального органу', question: 'Орган має до вас запитання', fee: 'Потрібно сплатити збір', decision: 'За вашою заявою прийнято рішення', note: 'Повідомлення органу',
    fileNumber: 'Номер справи в органі', dueQuestion: 'Останній день для відповіді', dueFee: 'Останній день для оплати', missing: 'Ще бракує', amount: 'Сума', purpose: 'Призначення платежу', payee: 'Отримувач', iban: 'IBAN', upload: 'Документи можна завантажити нижче.',
    todo: 'Зробіть це, будь ласка',
  },
  ar: {
    title: 'ما تقوله لك الجهة', received: 'وصل طلبك إلى الجهة المختصة', question: 'لدى الجهة سؤال لك', fee: 'عليك دفع رسم', decision: 'صدر قرار بشأن طلبك', note: 'رسالة من الجهة',
    fileNumber: 'رقم الملف لدى الجهة', dueQuestion: 'آخر يوم للإجابة', dueFee: 'آخر يوم للدفع', missing: 'ما زال ناقصًا', amount: 'المبلغ', purpose: 'الغرض من الدفع', payee: 'المستفيد', iban: 'IBAN', upload: 'يمكنك رفع المستندات أدناه.',
    todo: 'يرجى إنجاز ذلك',
  },
});

/** What the system that works on an application has said, newest first; what the applicant has to do stands out. Nothing where nothing was said. */
export function replyPart(replies: readonly ApplicationReply[], options: { readonly application: { readonly state: string; readonly stateSince: Date }; readonly takesEvidence: boolean }, locale: Language): Html | '' {
  if (replies.length === 0) return '';
  const t = texts(locale);
  const newestFirst = replies.toReversed();
  const open = openReply(replies, options.application);
  const parts = newestFirst.map((reply) => {
    const isOpen = reply === open;
    const body = html`${said(reply)}${facts(reply)}${missing(reply)}${reply.kind === 'question' && options.takesEvidence ? paragraph(t.upload) : ''}`;
    return html`${heading(t[reply.kind], 3)}${paragraph(formatInstant(reply.at, locale))}${isOpen ? alert({ kind: 'warning', title: t.todo, body }) : body}`;
  });
  return section(html`${heading(t.title, 2)}${parts}`);

  function said(reply: ApplicationReply): HtmlValue {
    return reply.text === undefined ? '' : reply.text.split(/\n+/u).map((line) => paragraph(spoken(line, 'de', locale)));
  }

  function facts({ kind, fileNumber, due, fee }: ApplicationReply): HtmlValue {
    const rows = [
      ...(fileNumber === undefined ? [] : [{ name: t.fileNumber, value: fileNumber }]),
      ...(fee === undefined ? [] : [{ name: t.amount, value: formatEuro(cents(fee.amountCents), localeFor(locale)) }]),
      ...(fee?.payee === undefined ? [] : [{ name: t.payee, value: fee.payee }]), ...(fee?.iban === undefined ? [] : [{ name: t.iban, value: fee.iban }]), ...(fee?.purpose === undefined ? [] : [{ name: t.purpose, value: fee.purpose }]),
      ...(due === undefined ? [] : [{ name: kind === 'fee' ? t.dueFee : t.dueQuestion, value: formatDate(due as PlainDate, locale) }]),
    ];
    return rows.length === 0 ? '' : descriptionList(rows, locale);
  }

  function missing(reply: ApplicationReply): HtmlValue {
    // A letter that names everything itself is not followed by the same list.
    const unnamed = (reply.missing ?? []).filter((one) => reply.text?.includes(one) !== true);
    return unnamed.length === 0 ? '' : html`${paragraph(`${t.missing}:`)}${list(unnamed.map((one) => spoken(one, 'de', locale)))}`;
  }
}
