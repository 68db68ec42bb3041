import { alert, button, descriptionList, errorSummary, form, formErrors, heading, html, lead, linkButton, paragraph, spoken, checkbox } from '@allmende/html';
import type { FieldProblem } from '@allmende/errors';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    status: 'Stand Ihres Antrags', title: 'Antrag zurücknehmen', lead: 'Nehmen Sie Ihren Antrag zurück, prüft ihn die Behörde nicht weiter.', reference: 'Vorgangsnummer', service: 'Dienst', what: 'Was dann geschieht', whatText: 'Die Behörde erfährt sofort davon und schließt den Antrag ab. Zurückholen können Sie ihn nicht. Sie können aber jederzeit einen neuen stellen; dann zählt der Tag des neuen Antrags.',
    kept: 'Ihre Angaben bleiben bei der Behörde, solange sie das Gesetz aufbewahren lässt.', sure: 'Ich nehme diesen Antrag zurück.', confirm: 'Antrag zurücknehmen', back: 'Nicht zurücknehmen', needed: 'Bestätigen Sie, dass Sie den Antrag zurücknehmen.',
    late: 'Das geht nicht mehr', lateText: 'Über Ihren Antrag ist schon entschieden. Was Sie gegen die Entscheidung tun können, steht im Schreiben der Behörde.', done: 'Ihr Antrag ist schon zurückgenommen.', elsewhere: 'Das geht hier nicht', elsewhereText: 'Das System, das Ihren Antrag bearbeitet, kann das nicht entgegennehmen. Schreiben Sie der Behörde formlos, dass Sie den Antrag zurücknehmen, und nennen Sie die Vorgangsnummer.', onItsWay: 'Ihr Antrag ist noch unterwegs', onItsWayText: 'Versuchen Sie es in einer Minute noch einmal.', toStatus: 'Zum Stand des Antrags',
  },
  en: {
    status: 'Status of your application', title: 'Take the application back', lead: 'If you take your application back, the authority no longer examines it.', reference: 'Reference', service: 'Service', what: 'What happens then', whatText: 'The authority learns of it at once and closes the application. You cannot bring it back. You can send a new one at any time; then the day of the new one counts.',
    kept: 'Your data stay with the authority for as long as the law lets it keep them.', sure: 'I take this application back.', confirm: 'Take the application back', back: 'Do not take it back', needed: 'Confirm that you take the application back.',
    late: 'This is no longer possible', lateText: 'Your application is decided. What you can do against the decision is in the authority’s letter.', done: 'Your application is taken back already.', elsewhere: 'This is not possible here', elsewhereText: 'The system that works on your application cannot be told. Write to the authority that you take the application back, and name the reference.', onItsWay: 'Your application is still on its way', onItsWayText: 'Try again in a minute.', toStatus: 'To the status of the application',
  },
  'de-leicht': {
    status: 'So weit ist Ihr Antrag', title: 'Antrag zurück-nehmen', lead: 'Sie wollen den Antrag nicht mehr? Dann können Sie ihn zurück-nehmen.', reference: 'Vorgangs-Nummer', service: 'Antrag', what: 'Das passiert dann', whatText: 'Das Amt hört auf zu prüfen. Sie können den Antrag nicht wieder-holen. Sie können aber einen neuen Antrag schicken.',
    kept: 'Das Amt behält Ihre Angaben noch eine Zeit. Das steht so im Gesetz.', sure: 'Ja, ich will den Antrag zurück-nehmen.', confirm: 'Antrag zurück-nehmen', back: 'Nein, nicht zurück-nehmen', needed: 'Bitte kreuzen Sie an: Ja, ich will den Antrag zurück-nehmen.',
    late: 'Das geht nicht mehr', lateText: 'Das Amt hat schon entschieden. Bitte lesen Sie den Brief vom Amt.', done: 'Der Antrag ist schon zurück-genommen.', elsewhere: 'Das geht hier nicht', elsewhereText: 'Bitte schreiben Sie dem Amt einen Brief. Schreiben Sie: Ich nehme den Antrag zurück. Schreiben Sie die Vorgangs-Nummer dazu.', onItsWay: 'Der Antrag ist noch unterwegs', onItsWayText: 'Bitte versuchen Sie es in 1 Minute noch einmal.', toStatus: 'Zurück zum Antrag',
  },
  uk: {
    status: 'Стан вашої заяви', title: 'Відкликати заяву', lead: 'Якщо ви відкличете заяву, орган більше її не розглядатиме.', reference: 'Номер справи', service: 'Послуга', what: 'Що буде далі', whatText: 'Орган одразу дізнається про це й закриє заяву. Повернути її не можна. Але ви будь-коли можете подати нову; тоді рахується день нової заяви.',
    kept: 'Ваші дані залишаються в органі стільки, скільки дозволяє закон.', sure: 'Я відкликаю цю заяву.', confirm: 'Відкликати заяву', back: 'Не відкликати', needed: 'Підтвердьте, що ви відкликаєте заяву.',
    late: 'Це вже неможливо', lateText: 'За вашою заявою вже прийнято рішення. Що ви можете зробити, написано в листі органу.', done: 'Заяву вже відкликано.', elsewhere: 'Тут це неможливо', elsewhereText: 'Напишіть органу, що ви відкликаєте заяву, і вкажіть номер справи.', onItsWay: 'Ваша заява ще в дорозі', onItsWayText: 'Спробуйте ще раз за хвилину.', toStatus: 'До стану заяви',
  },
  ar: {
    status: 'حالة طلبك', title: 'سحب الطلب', lead: 'إذا سحبت طلبك فلن تدرسه الجهة بعد ذلك.', reference: 'رقم المعاملة', service: 'الخدمة', what: 'ماذا يحدث بعدها', whatText: 'تعلم الجهة بذلك فورًا وتغلق الطلب. لا يمكنك استعادته، لكن يمكنك تقديم طلب جديد في أي وقت، ويُحسب عندها يوم الطلب الجديد.',
    kept: 'تبقى بياناتك لدى الجهة ما دام القانون يسمح بحفظها.', sure: 'أسحب هذا الطلب.', confirm: 'سحب الطلب', back: 'عدم السحب', needed: 'أكّد أنك تسحب الطلب.',
    late: 'لم يعد ذلك ممكنًا', lateText: 'صدر قرار بشأن طلبك. ما يمكنك فعله مذكور في رسالة الجهة.', done: 'سُحب الطلب من قبل.', elsewhere: 'هذا غير ممكن هنا', elsewhereText: 'اكتب إلى الجهة أنك تسحب الطلب واذكر رقم المعاملة.', onItsWay: 'طلبك ما زال في الطريق', onItsWayText: 'حاول مرة أخرى بعد دقيقة.', toStatus: 'إلى حالة الطلب',
  },
});

/** What a form without its tick is told. */
export function withdrawalNeeded(language: Language): string {
  return texts(language).needed;
}

/** Says what taking an application back means, and asks once more. */
export function withdrawView(
  model: { readonly csrf: string; readonly reference: string; readonly serviceName: string; readonly spokenIn: Language; readonly can: 'yes' | 'decided' | 'withdrawn' | 'elsewhere' | 'on-its-way'; readonly problems: readonly FieldProblem[]; readonly place: { readonly name: string; readonly href: string }; readonly statusHref: string },
  language: Language,
): View {
  const t = texts(language);
  const errors = formErrors(model.problems, language);
  const facts = descriptionList([{ name: t.service, value: spoken(model.serviceName, model.spokenIn, language) }, { name: t.reference, value: model.reference }], language);
  const back = linkButton({ label: t.toStatus, href: model.statusHref, look: 'secondary' });
  const refused = { decided: alert({ kind: 'info', title: t.late, body: t.lateText }), withdrawn: alert({ kind: 'info', title: t.done, body: '' }), elsewhere: alert({ kind: 'info', title: t.elsewhere, body: t.elsewhereText }), 'on-its-way': alert({ kind: 'info', title: t.onItsWay, body: t.onItsWayText }) };
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.status, href: model.statusHref }, { label: t.title }],
    main: model.can !== 'yes' ? html`${heading(t.title)}${facts}${refused[model.can]}${back}` : html`${errorSummary({ errors: errors.all, locale: language })}${heading(t.title)}${lead(t.lead)}${facts}${heading(t.what, 2)}${paragraph(t.whatText)}${paragraph(t.kept)}${form({
      csrf: model.csrf, fields: checkbox({ name: 'sure', label: t.sure, error: errors.of('sure'), locale: language }),
      buttons: html`${button({ label: t.confirm })}${linkButton({ label: t.back, href: model.statusHref, look: 'secondary' })}`,
    })}`,
  };
}
