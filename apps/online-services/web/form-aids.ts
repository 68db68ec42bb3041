import { alert, fill, html, link, paragraph, spoken, type Html } from '@allmende/html';
import { languageFacts, translations, type Language } from '@allmende/i18n';
import { addDays, formatDate, type PlainDate } from '@allmende/time';
import { spokenIn } from './spoken-in.ts';
import type { HeldBack } from './hold-back.ts';

const texts = translations({
  de: {
    overview: 'Übersicht', later: 'Später weitermachen', kept: (day: string) => `Was Sie speichern, bleibt bis zum Ende des ${day} erhalten. Mit jeder Änderung verlängert sich das. Danach löschen wir es.`,
    heldTitle: 'Ihre Angaben sind noch da', fast: 'Das ging schneller, als Menschen lesen. Damit Programme uns nicht überschwemmen, warten wir einen Moment. Bitte senden Sie jetzt noch einmal.',
    old: 'Diese Seite war länger als einen Tag offen. Sehen Sie nach, ob noch alles stimmt, und senden Sie dann noch einmal.', unsure: 'Wir konnten nicht erkennen, ob diese Eingabe von Ihrer Seite kam. Sehen Sie nach, ob alles stimmt, und senden Sie dann noch einmal.',
    often: (seconds: number) => `Von Ihrem Anschluss kamen gerade sehr viele Eingaben. Bitte warten Sie ${seconds} Sekunden und senden Sie dann noch einmal.`,
    unchecked: 'Automatisch übersetzt, noch nicht geprüft. Es gilt der deutsche Text.', missing: (language: string) => `Diesen Dienst gibt es noch nicht in dieser Sprache. Die Fragen stehen hier so: ${language}.`,
  },
  en: {
    overview: 'Overview', later: 'Continue later', kept: (day: string) => `What you save is kept until the end of ${day}. Every change extends this. After that we delete it.`,
    heldTitle: 'Your answers are still here', fast: 'That was faster than people read. To keep programs from flooding us we wait a moment. Please send again now.',
    old: 'This page has been open for more than a day. Check whether everything is still right, then send again.', unsure: 'We could not tell whether this came from your page. Check whether everything is right, then send again.',
    often: (seconds: number) => `Very many entries came from your connection just now. Please wait ${seconds} seconds and send again.`,
    unchecked: 'Translated automatically, not checked yet. The German text applies.', missing: (language: string) => `This service is not available in this language yet. The questions are shown in: ${language}.`,
  },
  'de-leicht': {
    overview: 'Übersicht', later: 'Später weiter-machen', kept: (day: string) => `Wir speichern Ihre Antworten. Bis zum ${day}. Wenn Sie etwas ändern, speichern wir länger. Danach löschen wir alles.`,
    heldTitle: 'Ihre Antworten sind noch da', fast: 'Das war sehr schnell. Wir wollen keine Nachrichten von Computer-Programmen. Bitte drücken Sie jetzt noch einmal auf den Knopf.',
    old: 'Diese Seite war länger als einen Tag offen. Bitte prüfen Sie: Ist alles noch richtig? Dann drücken Sie noch einmal auf den Knopf.', unsure: 'Wir sind nicht sicher, ob diese Antworten von Ihnen sind. Bitte prüfen Sie: Ist alles richtig? Dann drücken Sie noch einmal auf den Knopf.',
    often: (seconds: number) => `Von Ihrem Internet-Anschluss kam gerade sehr viel. Bitte warten Sie ${seconds} Sekunden. Dann drücken Sie noch einmal auf den Knopf.`,
    unchecked: 'Ein Computer hat diesen Text geschrieben. Noch kein Mensch hat den Text geprüft.', missing: (language: string) => `Diese Fragen gibt es noch nicht in Leichter Sprache. Die Fragen sind in dieser Sprache: ${language}.`,
  },
  uk: {
    overview: 'Огляд', later: 'Продовжити пізніше', kept: (day: string) => `Збережене зберігається до кінця дня ${day}. Кожна зміна подовжує цей строк. Потім ми це видаляємо.`,
    heldTitle: 'Ваші відповіді збереглися', fast: 'Це було швидше, ніж люди читають. Щоб програми нас не переповнили, ми трохи чекаємо. Надішліть, будь ласка, ще раз.',
    old: 'Ця сторінка була відкрита понад добу. Перевірте, чи все ще правильно, і надішліть ще раз.', unsure: 'Ми не змогли визначити, чи це надійшло з вашої сторінки. Перевірте, чи все правильно, і надішліть ще раз.',
    often: (seconds: number) => `З вашого підключення щойно надійшло дуже багато даних. Зачекайте ${seconds} с і надішліть ще раз.`,
    unchecked: 'Перекладено автоматично, ще не перевірено. Чинним є німецький текст.', missing: (language: string) => `Цієї послуги ще немає цією мовою. Мова запитань: ${language}.`,
  },
  ar: {
    overview: 'نظرة عامة', later: 'المتابعة لاحقًا', kept: (day: string) => `يبقى ما تحفظه حتى نهاية يوم ${day}، وكل تغيير يمدّد هذه المدة. بعد ذلك نحذفه.`,
    heldTitle: 'ما أدخلته ما زال موجودًا', fast: 'كان ذلك أسرع مما يقرأ الناس. ننتظر لحظة كي لا تُغرقنا البرامج الآلية. يرجى الإرسال مرة أخرى الآن.',
    old: 'بقيت هذه الصفحة مفتوحة أكثر من يوم. تأكد من أن كل شيء ما زال صحيحًا ثم أرسل مرة أخرى.', unsure: 'لم نتمكن من معرفة ما إذا كان هذا قد جاء من صفحتك. تأكد من أن كل شيء صحيح ثم أرسل مرة أخرى.',
    often: (seconds: number) => `وصلت من اتصالك إدخالات كثيرة جدًا قبل قليل. يرجى الانتظار ${seconds} ثانية ثم الإرسال مرة أخرى.`,
    unchecked: 'تُرجم هذا النص آليًا ولم يُراجَع بعد. النص الألماني هو المعتمد.', missing: (language: string) => `هذه الخدمة غير متاحة بهذه اللغة بعد. لغة الأسئلة هنا: ${language}.`,
  },
});

/** The ways out of a page of an application, and until when everything is kept. */
export type FormAids = { /** Left out on the overview itself. */ readonly overviewHref?: string | undefined; readonly laterHref: string; /** First day on which it is gone. */ readonly expiresOn: PlainDate };

/** Stands under the form. */
export function formAids(aids: FormAids | undefined, language: Language): Html | '' {
  if (aids === undefined) return '';
  const t = texts(language);
  return html`<div class="a-section">${paragraph(html`${aids.overviewHref === undefined ? '' : html`${link({ label: t.overview, href: aids.overviewHref })} · `}${link({ label: t.later, href: aids.laterHref })}`)}${paragraph(t.kept(formatDate(addDays(aids.expiresOn, -1), language)), 'muted')}</div>`;
}

/** Says why a form was not taken and that nothing is lost. */
export function heldBackNote(held: HeldBack | undefined, language: Language): Html | '' {
  if (held === undefined) return '';
  const t = texts(language);
  return html`<div role="alert">${alert({ kind: 'warning', title: t.heldTitle, body: held.why === 'often' ? t.often(held.retryAfterSeconds ?? 1) : t[held.why] })}</div>`;
}

/** Says that nobody has checked the words of a service in this language, or that it has none. Nothing where the frame of the page says it already. */
export function translationNote(service: { readonly languages: readonly string[]; readonly translations?: Readonly<Record<string, string>> | undefined }, shownIn: string, language: Language): Html | '' {
  const t = texts(language);
  if (shownIn !== language) return alert({ kind: 'info', title: fill(t.missing, spoken(nameOf(shownIn), spokenIn({ language: shownIn }), language)) });
  return service.translations?.[language] === 'unchecked' && languageFacts(language).checked ? alert({ kind: 'info', title: t.unchecked }) : '';
}

function nameOf(language: string): string {
  return language === 'de' || language === 'en' || language === 'uk' || language === 'ar' || language === 'de-leicht' ? languageFacts(language).name : language;
}
