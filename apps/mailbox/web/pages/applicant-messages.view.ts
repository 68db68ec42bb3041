import type { FieldProblem } from '@allmende/errors';
import { alert, button, errorSummary, form, formErrors, heading, hiddenField, html, lead, linkButton, paragraph, section, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import type { ApplicantContact } from '../../actions/applicant-contact.ts';
import type { Message } from '../../domain/message.ts';
import { messageForm } from '../message-form.ts';
import { messageList } from '../message-list.ts';

const texts = translations({
  de: {
    status: 'Stand Ihres Antrags', title: 'Nachrichten', lead: 'Hier schreiben Sie mit der Behörde über Ihren Antrag. Fristen wahren Sie so nicht immer: Für einen Widerspruch gilt, was im Bescheid steht.', write: 'Nachricht schreiben', mail: 'E-Mail bei Neuigkeiten', mailText: 'Wir schreiben Ihnen, wenn es etwas Neues gibt. Was es ist, steht nur hier.', email: 'E-Mail-Adresse', order: 'E-Mails bestellen', stop: 'Keine E-Mails mehr',
    'waits-for-confirmation': 'Wir haben Ihnen eine E-Mail geschickt. Bestätigen Sie darin Ihre Adresse.', confirmed: 'Sie bekommen E-Mails an diese Adresse.', failed: 'An diese Adresse kommen keine E-Mails an. Geben Sie eine andere ein.', address: 'Adresse:',
    confirmTitle: 'E-Mail-Adresse bestätigen', confirmLead: 'Bestätigen Sie, dass Sie E-Mails bekommen möchten, wenn es etwas Neues zu Ihrem Antrag gibt.', confirm: 'Ja, bestätigen', done: 'Ihre E-Mail-Adresse ist bestätigt.', doneText: 'Sie bekommen eine E-Mail, wenn es etwas Neues gibt.', toStatus: 'Zum Stand des Antrags', sent: 'Ihre Nachricht ist gesendet.',
  },
  en: {
    status: 'Status of your application', title: 'Messages', lead: 'Here you write with the authority about your application. This does not always keep a time limit: for an objection, what the notice says applies.', write: 'Write a message', mail: 'E-mail when there is news', mailText: 'We write to you when there is something new. What it is stands only here.', email: 'E-mail address', order: 'Order e-mails', stop: 'No more e-mails',
    'waits-for-confirmation': 'We have sent you an e-mail. Confirm your address in it.', confirmed: 'You get e-mails at this address.', failed: 'No e-mails arrive at this address. Enter another one.', address: 'Address:',
    confirmTitle: 'Confirm your e-mail address', confirmLead: 'Confirm that you want to get e-mails when there is something new about your application.', confirm: 'Yes, confirm', done: 'Your e-mail address is confirmed.', doneText: 'You get an e-mail when there is something new.', toStatus: 'To the status of the application', sent: 'Your message is sent.',
  },
  'de-leicht': {
    status: 'So weit ist Ihr Antrag', title: 'Nachrichten', lead: 'Hier können Sie dem Amt schreiben. Sie wollen sich gegen einen Bescheid wehren? Dann lesen Sie bitte im Bescheid, wie das geht.', write: 'Nachricht schreiben', mail: 'E-Mail, wenn es etwas Neues gibt', mailText: 'Wir schreiben Ihnen eine E-Mail, wenn es etwas Neues gibt. Was neu ist, steht nur hier.', email: 'E-Mail-Adresse', order: 'Ja, ich will E-Mails', stop: 'Ich will keine E-Mails mehr',
    'waits-for-confirmation': 'Sie haben eine E-Mail bekommen. Bitte klicken Sie dort auf den Link.', confirmed: 'Sie bekommen E-Mails an diese Adresse.', failed: 'Unsere E-Mails kommen nicht an. Bitte schreiben Sie eine andere Adresse.', address: 'Adresse:',
    confirmTitle: 'Ist das Ihre E-Mail-Adresse?', confirmLead: 'Wollen Sie E-Mails bekommen, wenn es etwas Neues gibt?', confirm: 'Ja', done: 'Danke. Sie bekommen jetzt E-Mails.', doneText: 'Sie bekommen eine E-Mail, wenn es etwas Neues gibt.', toStatus: 'Zum Antrag', sent: 'Ihre Nachricht ist abgeschickt.',
  },
  uk: {
    status: 'Стан вашої заяви', title: 'Повідомлення', lead: 'Тут ви листуєтеся з органом щодо своєї заяви. Строків так не завжди дотримано: для заперечення діє те, що написано в рішенні.', write: 'Написати повідомлення', mail: 'Лист про новини', mailText: 'Ми напишемо вам, коли буде щось нове. Що саме, написано лише тут.', email: 'Електронна адреса', order: 'Замовити листи', stop: 'Більше не надсилати',
    'waits-for-confirmation': 'Ми надіслали вам листа. Підтвердьте в ньому свою адресу.', confirmed: 'Ви отримуєте листи на цю адресу.', failed: 'Листи на цю адресу не доходять. Укажіть іншу.', address: 'Адреса:',
    confirmTitle: 'Підтвердьте електронну адресу', confirmLead: 'Підтвердьте, що хочете отримувати листи про новини щодо заяви.', confirm: 'Так, підтверджую', done: 'Вашу адресу підтверджено.', doneText: 'Ви отримаєте листа, коли буде щось нове.', toStatus: 'До стану заяви', sent: 'Ваше повідомлення надіслано.',
  },
  ar: {
    status: 'حالة طلبك', title: 'الرسائل', lead: 'هنا تراسل الجهة بشأن طلبك. لا يحفظ ذلك المُهل دائمًا: للاعتراض يسري ما ورد في القرار.', write: 'كتابة رسالة', mail: 'بريد إلكتروني عند وجود جديد', mailText: 'نكتب إليك عند وجود جديد. ما هو مذكور هنا فقط.', email: 'عنوان البريد الإلكتروني', order: 'طلب الرسائل', stop: 'لا مزيد من الرسائل',
    'waits-for-confirmation': 'أرسلنا إليك رسالة. أكّد عنوانك فيها.', confirmed: 'تصلك الرسائل على هذا العنوان.', failed: 'لا تصل الرسائل إلى هذا العنوان. أدخل عنوانًا آخر.', address: 'العنوان:',
    confirmTitle: 'تأكيد عنوان البريد الإلكتروني', confirmLead: 'أكّد أنك تريد تلقي رسائل عند وجود جديد بشأن طلبك.', confirm: 'نعم، تأكيد', done: 'تم تأكيد عنوانك.', doneText: 'تصلك رسالة عند وجود جديد.', toStatus: 'إلى حالة الطلب', sent: 'أُرسلت رسالتك.',
  },
});

type Place = { readonly name: string; readonly href: string };

/** What the next page says once after a message went. */
export function sentWords(language: Language): string {
  return texts(language).sent;
}

/** The conversation of an applicant with the office, and where to hear of news. */
export function applicantMessagesView(
  model: { readonly messages: readonly Message[]; readonly contact: ApplicantContact | undefined; readonly mayOrderMails: boolean; readonly csrf: string; readonly id: string; readonly text: string; readonly email: string; readonly problems: readonly FieldProblem[]; readonly place: Place; readonly statusHref: string; readonly pageHref: string; readonly fileHref: (id: string) => string; readonly contactHref: string },
  language: Language,
): View {
  const t = texts(language);
  const errors = formErrors(model.problems, language);
  const { contact } = model;
  const state = contact === undefined ? '' : html`${paragraph(html`${t.address} <bdi>${contact.email}</bdi>`)}${alert({ kind: contact.state === 'failed' ? 'warning' : contact.state === 'confirmed' ? 'success' : 'info', title: t[contact.state] })}`;
  const order = contact?.state === 'confirmed' ? '' : form({ csrf: model.csrf, action: model.contactHref, label: t.mail, fields: textField({ name: 'email', label: t.email, value: model.email, type: 'email', autocomplete: 'email', error: errors.of('email'), locale: language, ltr: true, width: 'half' }), buttons: button({ label: t.order, look: 'secondary' }) });
  const stop = contact === undefined ? '' : form({ csrf: model.csrf, action: model.contactHref, label: t.stop, fields: '', buttons: html`${hiddenField({ name: 'act', value: 'stop' })}${button({ label: t.stop, look: 'tertiary' })}` });
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.status, href: model.statusHref }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale: language })}${heading(t.title)}${lead(t.lead)}${messageList(model.messages, { reader: 'applicant', fileHref: model.fileHref, pageHref: model.pageHref }, language)}${section(html`${heading(t.write, 2)}${messageForm({ csrf: model.csrf, id: model.id, text: model.text, errors }, language)}`)}${
      model.mayOrderMails || contact !== undefined ? section(html`${heading(t.mail, 2)}${paragraph(t.mailText)}${state}${model.mayOrderMails ? order : ''}${stop}`) : ''}${section(linkButton({ label: t.toStatus, href: model.statusHref, look: 'tertiary' }))}`,
  };
}

/** Asks whoever followed the link in the e-mail to confirm by a click: programs that look through e-mails follow links. */
export function confirmContactView(model: { readonly csrf: string; readonly isDone: boolean; readonly place: Place; readonly statusHref: string }, language: Language): View {
  const t = texts(language);
  return {
    title: t.confirmTitle, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.confirmTitle }],
    main: model.isDone ? html`${heading(t.done)}${lead(t.doneText)}${linkButton({ label: t.toStatus, href: model.statusHref })}` : html`${heading(t.confirmTitle)}${lead(t.confirmLead)}${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.confirm }) })}`,
  };
}
