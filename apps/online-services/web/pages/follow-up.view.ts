import { button, errorSummary, form, heading, html, lead, link, paragraph, section, spoken, textField, type FormErrors } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Angaben aus dem letzten Antrag übernehmen', lead: 'Geben Sie die Vorgangsnummer und den Zugangscode aus der Bestätigung Ihres letzten Antrags ein. Sie prüfen danach jede Seite.', reference: 'Vorgangsnummer', referenceHint: 'Steht auf der Bestätigung Ihres letzten Antrags, zum Beispiel 7K3M-92QX-4TBN.', secret: 'Zugangscode', secretHint: 'Vier mal vier Zeichen.',
    start: 'Übernehmen und beginnen', back: 'Zurück', without: 'Ohne den letzten Antrag beginnen', wrong: 'Vorgangsnummer und Zugangscode passen zu keinem früheren Antrag auf diese Leistung. Prüfen Sie beides.',
    often: (seconds: number) => `Das waren zu viele Versuche. Bitte warten Sie ${seconds} Sekunden und versuchen Sie es dann noch einmal.`,
  },
  en: {
    title: 'Take over answers from your last application', lead: 'Enter the reference and the access code from the confirmation of your last application. You check every page afterwards.', reference: 'Reference', referenceHint: 'It is on the confirmation of your last application, for example 7K3M-92QX-4TBN.', secret: 'Access code', secretHint: 'Four times four characters.',
    start: 'Take over and start', back: 'Back', without: 'Start without the last application', wrong: 'Reference and access code fit no earlier application for this service. Check both.', often: (seconds: number) => `Those were too many attempts. Please wait ${seconds} seconds and try again.`,
  },
  'de-leicht': {
    title: 'Antworten vom letzten Antrag nehmen', lead: 'Bitte schreiben Sie die Vorgangs-Nummer und den Zugangs-Code. Beides steht auf der Bestätigung vom letzten Antrag. Danach prüfen Sie jede Seite.', reference: 'Vorgangs-Nummer', referenceHint: 'Die Nummer steht auf der Bestätigung. Zum Beispiel: 7K3M-92QX-4TBN', secret: 'Zugangs-Code', secretHint: '4 mal 4 Zeichen',
    start: 'Antworten nehmen und anfangen', back: 'Zurück', without: 'Ohne den letzten Antrag anfangen', wrong: 'Wir finden keinen Antrag mit dieser Nummer und diesem Code. Bitte prüfen Sie beides.', often: (seconds: number) => `Das waren zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
  },
  uk: {
    title: 'Взяти відповіді з останньої заяви', lead: 'Введіть номер справи й код доступу з підтвердження останньої заяви. Потім ви перевірите кожну сторінку.', reference: 'Номер справи', referenceHint: 'Він є в підтвердженні останньої заяви, наприклад 7K3M-92QX-4TBN.', secret: 'Код доступу', secretHint: 'Чотири рази по чотири знаки.',
    start: 'Взяти відповіді й почати', back: 'Назад', without: 'Почати без останньої заяви', wrong: 'Номер справи й код доступу не підходять до жодної попередньої заяви на цю послугу. Перевірте обидва.', often: (seconds: number) => `Забагато спроб. Зачекайте ${seconds} с і спробуйте ще раз.`,
  },
  ar: {
    title: 'استخدام إجابات طلبك الأخير', lead: 'أدخل رقم المعاملة ورمز الدخول من تأكيد طلبك الأخير. بعد ذلك تراجع كل صفحة.', reference: 'رقم المعاملة', referenceHint: 'تجده في تأكيد طلبك الأخير، مثلًا 7K3M-92QX-4TBN.', secret: 'رمز الدخول', secretHint: 'أربع مجموعات من أربعة محارف.',
    start: 'استخدام الإجابات والبدء', back: 'رجوع', without: 'البدء دون الطلب الأخير', wrong: 'لا يطابق رقم المعاملة ورمز الدخول أي طلب سابق لهذه الخدمة. راجع الاثنين.', often: (seconds: number) => `محاولات كثيرة جدًا. يرجى الانتظار ${seconds} ثانية ثم المحاولة مرة أخرى.`,
  },
});

export type FollowUp = {
  readonly service: string;
  /** What the package says here first; otherwise the page has words of its own. */
  readonly intro: string | undefined;
  /** What the package says besides, the consent included. */
  readonly notes: readonly string[];
  readonly csrf: string;
  readonly reference: string;
  readonly errors: FormErrors;
  readonly serviceHref: string;
  readonly place: { readonly name: string; readonly href: string };
  /** Of the words of the service. */
  readonly spokenIn: Language;
};

/** The same words for an unknown reference, a wrong code and another service's application; others after too many attempts. */
export function followUpRefusal(language: Language, waitSeconds?: number): string {
  const t = texts(language);
  return waitSeconds === undefined ? t.wrong : t.often(waitSeconds);
}

/** Asks for reference and access code of the application to start from. */
export function followUpView(model: FollowUp, language: Language): View {
  const t = texts(language);
  return {
    title: `${t.title} – ${model.service}`, hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: t.title }],
    main: html`${paragraph(link({ label: t.back, href: model.serviceHref }))}${errorSummary({ errors: model.errors.all, locale: language })}${heading(t.title, 1, { preline: spoken(model.service, model.spokenIn, language) })}${lead(model.intro === undefined ? t.lead : spoken(model.intro, model.spokenIn, language))}${model.notes.map((note) => paragraph(spoken(note, model.spokenIn, language)))}${form({
      csrf: model.csrf, buttons: button({ label: t.start }),
      fields: [
        textField({ name: 'reference', label: t.reference, hint: t.referenceHint, value: model.reference, error: model.errors.of('reference'), locale: language, width: 'half', spellcheck: false, autocomplete: 'off', ltr: true }),
        textField({ name: 'secret', label: t.secret, hint: t.secretHint, error: model.errors.of('secret'), locale: language, width: 'half', spellcheck: false, autocomplete: 'off', ltr: true }),
      ],
    })}${section(paragraph(link({ label: t.without, href: model.serviceHref })))}`,
  };
}
