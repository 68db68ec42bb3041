import { button, errorSummary, form, heading, html, lead, link, paragraph, textField, type FormErrors } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Antrag fortsetzen', lead: 'Geben Sie Kennung und Zugangscode von der Seite „Später weitermachen“ ein.', reference: 'Kennung des Antrags', referenceHint: 'Zum Beispiel 7K3M-92QX-4TBN.', secret: 'Zugangscode', secretHint: 'Vier mal vier Zeichen.', open: 'Antrag öffnen',
    wrong: 'Kennung und Zugangscode passen zu keinem Antrag, den es noch gibt. Prüfen Sie beides. Nicht abgesendete Anträge werden nach der angekündigten Frist gelöscht.', often: (seconds: number) => `Das waren zu viele Versuche. Bitte warten Sie ${seconds} Sekunden und versuchen Sie es dann noch einmal.`,
    sent: 'Sie haben schon abgesendet?', status: 'Stand ansehen',
  },
  en: {
    title: 'Continue an application', lead: 'Enter reference and access code from the page “Continue later”.', reference: 'Reference of the application', referenceHint: 'For example 7K3M-92QX-4TBN.', secret: 'Access code', secretHint: 'Four times four characters.', open: 'Open the application',
    wrong: 'Reference and access code fit no application that still exists. Check both. Applications that are not sent are deleted after the announced time.', often: (seconds: number) => `Those were too many attempts. Please wait ${seconds} seconds and try again.`,
    sent: 'Have you already sent it?', status: 'See the status',
  },
  'de-leicht': {
    title: 'Antrag weiter ausfüllen', lead: 'Bitte schreiben Sie die Kennung und den Zugangs-Code. Beides steht auf der Seite „Später weiter-machen“.', reference: 'Kennung vom Antrag', referenceHint: 'Zum Beispiel: 7K3M-92QX-4TBN', secret: 'Zugangs-Code', secretHint: '4 mal 4 Zeichen', open: 'Antrag öffnen',
    wrong: 'Wir finden keinen Antrag mit dieser Kennung und diesem Code. Bitte prüfen Sie beides. Vielleicht haben wir den Antrag schon gelöscht. Das machen wir, wenn die Zeit vorbei ist.', often: (seconds: number) => `Das waren zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
    sent: 'Haben Sie den Antrag schon abgeschickt?', status: 'So weit ist mein Antrag',
  },
  uk: {
    title: 'Продовжити заяву', lead: 'Введіть номер і код доступу зі сторінки «Продовжити пізніше».', reference: 'Номер заяви', referenceHint: 'Наприклад 7K3M-92QX-4TBN.', secret: 'Код доступу', secretHint: 'Чотири рази по чотири знаки.', open: 'Відкрити заяву',
    wrong: 'Номер і код доступу не підходять до жодної наявної заяви. Перевірте обидва. Ненадіслані заяви видаляються після оголошеного строку.', often: (seconds: number) => `Забагато спроб. Зачекайте ${seconds} с і спробуйте ще раз.`,
    sent: 'Уже надіслали?', status: 'Переглянути стан',
  },
  ar: {
    title: 'متابعة طلب', lead: 'أدخل رقم الطلب ورمز الدخول من صفحة «المتابعة لاحقًا».', reference: 'رقم الطلب', referenceHint: 'مثلًا 7K3M-92QX-4TBN.', secret: 'رمز الدخول', secretHint: 'أربع مجموعات من أربعة محارف.', open: 'فتح الطلب',
    wrong: 'لا يطابق الرقم ورمز الدخول أي طلب ما زال موجودًا. راجع الاثنين. تُحذف الطلبات غير المرسلة بعد المدة المعلنة.', often: (seconds: number) => `محاولات كثيرة جدًا. يرجى الانتظار ${seconds} ثانية ثم المحاولة مرة أخرى.`,
    sent: 'هل أرسلت الطلب من قبل؟', status: 'عرض الحالة',
  },
});

export type Resume = {
  readonly csrf: string;
  readonly reference: string;
  readonly errors: FormErrors;
  readonly statusHref: string;
  readonly place: { readonly name: string; readonly href: string };
};

/** Asks for what opens a draft elsewhere. */
export function resumeView(model: Resume, language: Language): View {
  const t = texts(language);
  return {
    title: t.title, hasErrors: model.errors.all.length > 0, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }],
    main: html`${errorSummary({ errors: model.errors.all, locale: language })}${heading(t.title)}${lead(t.lead)}${form({
      csrf: model.csrf, buttons: button({ label: t.open }),
      fields: [
        textField({ name: 'reference', label: t.reference, hint: t.referenceHint, value: model.reference, error: model.errors.of('reference'), locale: language, width: 'half', spellcheck: false, autocomplete: 'off', ltr: true }),
        textField({ name: 'secret', label: t.secret, hint: t.secretHint, error: model.errors.of('secret'), locale: language, width: 'half', spellcheck: false, autocomplete: 'off', ltr: true }),
      ],
    })}${paragraph(html`${t.sent} ${link({ label: t.status, href: model.statusHref })}`)}`,
  };
}

/** The same words for a wrong secret, an unknown reference and a draft that was deleted. */
export function resumeRefusal(language: Language, waitSeconds?: number): string {
  const t = texts(language);
  return waitSeconds === undefined ? t.wrong : t.often(waitSeconds);
}
