import { alert, descriptionList, heading, html, lead, link, linkButton, paragraph, section, spoken, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import { addDays, formatDate, type PlainDate } from '@allmende/time';

const texts = translations({
  de: {
    title: 'Später weitermachen', lead: 'Ihre Antworten sind gespeichert. So machen Sie weiter, auf diesem oder einem anderen Gerät.', sameDevice: 'In diesem Browser genügt die Adresse des Antrags.', elsewhere: 'Auf einem anderen Gerät', open: 'Öffnen Sie', reference: 'Kennung des Antrags', secret: 'Zugangscode',
    print: 'Drucken Sie diese Seite, oder schreiben Sie beides auf. Wer beides hat, kann Ihre Angaben lesen: Bewahren Sie es sicher auf.', until: (day: string) => `Sie haben Zeit bis ${day}`, untilBody: 'Danach löschen wir alles, was noch nicht abgesendet ist. Mit jeder Änderung beginnt die Zeit neu.', goOn: 'Jetzt weiter ausfüllen',
    old: 'Dieser Antrag hat noch keine Kennung. Machen Sie in diesem Browser weiter.',
  },
  en: {
    title: 'Continue later', lead: 'Your answers are saved. This is how you continue, on this device or another.', sameDevice: 'In this browser the address of the application is enough.', elsewhere: 'On another device', open: 'Open', reference: 'Reference of the application', secret: 'Access code',
    print: 'Print this page or write both down. Whoever has both can read your answers: keep them safe.', until: (day: string) => `You have time until ${day}`, untilBody: 'After that we delete everything that has not been sent. With every change the time starts anew.', goOn: 'Continue now',
    old: 'This application has no reference yet. Continue in this browser.',
  },
  'de-leicht': {
    title: 'Später weiter-machen', lead: 'Ihre Antworten sind gespeichert. Sie können später weiter-machen. Auf diesem Gerät oder auf einem anderen Gerät.', sameDevice: 'Auf diesem Gerät brauchen Sie nur die Adresse von diesem Antrag.', elsewhere: 'Auf einem anderen Gerät', open: 'Öffnen Sie diese Seite', reference: 'Kennung vom Antrag', secret: 'Zugangs-Code',
    print: 'Drucken Sie diese Seite aus. Oder schreiben Sie beides auf. Achtung: Mit der Kennung und dem Code kann man Ihre Antworten lesen. Zeigen Sie beides nicht allen Menschen.', until: (day: string) => `Sie haben Zeit bis zum ${day}`, untilBody: 'Danach löschen wir alles. Wenn Sie etwas ändern, haben Sie wieder mehr Zeit.', goOn: 'Jetzt weiter ausfüllen',
    old: 'Dieser Antrag hat noch keine Kennung. Bitte machen Sie auf diesem Gerät weiter.',
  },
  uk: {
    title: 'Продовжити пізніше', lead: 'Ваші відповіді збережено. Ось як продовжити на цьому або іншому пристрої.', sameDevice: 'У цьому браузері достатньо адреси заяви.', elsewhere: 'На іншому пристрої', open: 'Відкрийте', reference: 'Номер заяви', secret: 'Код доступу',
    print: 'Роздрукуйте цю сторінку або запишіть обидва. Хто має обидва, може прочитати ваші дані: зберігайте їх надійно.', until: (day: string) => `У вас є час до ${day}`, untilBody: 'Потім ми видалимо все, що не надіслано. Кожна зміна починає відлік заново.', goOn: 'Продовжити зараз',
    old: 'Ця заява ще не має номера. Продовжуйте в цьому браузері.',
  },
  ar: {
    title: 'المتابعة لاحقًا', lead: 'إجاباتك محفوظة. هكذا تتابع على هذا الجهاز أو على جهاز آخر.', sameDevice: 'في هذا المتصفح يكفي عنوان الطلب.', elsewhere: 'على جهاز آخر', open: 'افتح', reference: 'رقم الطلب', secret: 'رمز الدخول',
    print: 'اطبع هذه الصفحة أو دوّن الاثنين. من لديه الاثنان يستطيع قراءة بياناتك، فاحفظهما في مكان آمن.', until: (day: string) => `لديك وقت حتى ${day}`, untilBody: 'بعد ذلك نحذف كل ما لم يُرسَل. ومع كل تغيير تبدأ المدة من جديد.', goOn: 'المتابعة الآن',
    old: 'لا يوجد رقم لهذا الطلب بعد. تابع في هذا المتصفح.',
  },
});

export type ContinueLater = {
  readonly service: string;
  readonly reference: string | null;
  readonly secret: string;
  readonly resumeHref: string;
  /** As it is printed, with its host. */
  readonly resumeAddress: string;
  /** First day on which it is gone. */
  readonly expiresOn: PlainDate;
  readonly goOnHref: string;
  readonly place: { readonly name: string; readonly href: string };
  /** Of the words of the service. */
  readonly spokenIn: Language;
};

/** How to come back, to be printed or written down. */
export function continueLaterView(model: ContinueLater, language: Language): View {
  const t = texts(language);
  return {
    title: `${t.title} – ${model.service}`, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }],
    main: html`${heading(t.title, 1, { preline: spoken(model.service, model.spokenIn, language) })}${lead(t.lead)}${alert({ kind: 'info', title: t.until(formatDate(addDays(model.expiresOn, -1), language)), body: t.untilBody })}${paragraph(t.sameDevice)}${
      section(model.reference === null ? paragraph(t.old) : html`${heading(t.elsewhere, 2)}${descriptionList([
        { name: t.open, value: link({ label: html`<bdi>${breakable(model.resumeAddress)}</bdi>`, href: model.resumeHref }) }, { name: t.reference, value: html`<bdi>${model.reference}</bdi>` }, { name: t.secret, value: html`<bdi>${model.secret}</bdi>` },
      ], language)}${paragraph(t.print)}`)}${linkButton({ label: t.goOn, href: model.goOnHref })}`,
  };
}

// A long address breaks between its parts, not within a word.
function breakable(address: string): Html[] {
  return address.split(/(?<=\w)(?=\/)/u).map((part, index) => (index === 0 ? html`${part}` : html`<wbr>${part}`));
}
