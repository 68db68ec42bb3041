import { DomainError } from '@allmende/errors';
import { heading, html, linkButton, list, paragraph } from '@allmende/html';
import { saidIn, translations, type Language } from '@allmende/i18n';
import type { View } from './page-result.ts';
import { TooManyRequests } from './rate-limit.ts';
import { statusOf } from './status-of.ts';

const texts = translations({
  de: {
    missing: 'Seite nicht gefunden', missingText: 'Diese Seite oder dieser Eintrag ist nicht vorhanden. Vielleicht hat sich die Adresse geändert, oder es fehlt ein Zeichen.',
    refused: 'Das geht gerade nicht', fault: 'Das hat bei uns nicht geklappt', home: 'Zur Startseite',
    faultText: (reference: string) => `Der Fehler liegt bei uns, nicht bei Ihnen. Bitte versuchen Sie es in ein paar Minuten noch einmal. Nennen Sie bei Rückfragen: ${reference}`,
    tooLarge: 'Das ist zu groß. Gehen Sie im Browser zurück: Was Sie geschrieben haben, steht noch da. Kürzen Sie es.',
    tooOften: (seconds: number) => `Das war zu oft in kurzer Zeit. Bitte versuchen Sie es in ${seconds} Sekunden noch einmal.`,
    oldForm: 'Das Formular ist abgelaufen oder kam von einer anderen Seite. Bitte laden Sie die Seite neu und senden Sie noch einmal.',
    alreadySent: 'Dieser Antrag ist schon abgeschickt. Er kann nicht mehr geändert werden.', generally: 'Das hat nicht geklappt. Bitte prüfen Sie Ihre Angaben.',
  },
  en: {
    missing: 'Page not found', missingText: 'This page or entry does not exist. The address may have changed, or a character is missing.',
    refused: 'This is not possible right now', fault: 'Something went wrong on our side', home: 'To the start page',
    faultText: (reference: string) => `The fault is ours, not yours. Please try again in a few minutes. If you contact us, quote: ${reference}`,
    tooLarge: 'That is too large. Go back in your browser: what you typed is still there. Make it shorter.',
    tooOften: (seconds: number) => `That was too often in a short time. Please try again in ${seconds} seconds.`,
    oldForm: 'The form has expired or came from another page. Please reload the page and send it again.',
    alreadySent: 'This application has been sent already. It can no longer be changed.', generally: 'That did not work. Please check what you entered.',
  },
  'de-leicht': {
    missing: 'Diese Seite gibt es nicht', missingText: 'Wir haben diese Seite nicht gefunden. Vielleicht ist die Adresse falsch.',
    refused: 'Das geht gerade nicht', fault: 'Bei uns ist ein Fehler passiert', home: 'Zur Start-Seite',
    faultText: (reference: string) => `Sie haben nichts falsch gemacht. Bitte versuchen Sie es in ein paar Minuten noch einmal. Wenn Sie uns anrufen: Nennen Sie diese Nummer: ${reference}`,
    tooLarge: 'Das ist zu viel auf einmal. Gehen Sie im Browser zurück. Ihr Text ist noch da. Machen Sie den Text kürzer.',
    tooOften: (seconds: number) => `Das war zu oft in kurzer Zeit. Bitte warten Sie ${seconds} Sekunden. Dann versuchen Sie es noch einmal.`,
    oldForm: 'Diese Seite war zu lange offen. Bitte laden Sie die Seite neu. Dann senden Sie noch einmal.',
    alreadySent: 'Sie haben diesen Antrag schon abgeschickt. Sie können ihn nicht mehr ändern.', generally: 'Das hat nicht geklappt. Bitte prüfen Sie Ihre Angaben.',
  },
  uk: {
    missing: 'Сторінку не знайдено', missingText: 'Такої сторінки або запису немає. Можливо, змінилася адреса або бракує символу.',
    refused: 'Зараз це неможливо', fault: 'У нас сталася помилка', home: 'На початкову сторінку',
    faultText: (reference: string) => `Помилка на нашому боці, не на вашому. Спробуйте ще раз за кілька хвилин. Якщо звертатиметеся до нас, назвіть: ${reference}`,
    tooLarge: 'Надіслано забагато. Поверніться назад у браузері: введене збереглося. Скоротіть текст.',
    tooOften: (seconds: number) => `Забагато спроб за короткий час. Спробуйте ще раз через ${seconds} с.`,
    oldForm: 'Форма застаріла або надійшла з іншої сторінки. Оновіть сторінку й надішліть ще раз.',
    alreadySent: 'Цю заяву вже надіслано. Змінити її більше не можна.', generally: 'Не вдалося. Перевірте введені дані.',
  },
  ar: {
    missing: 'لم يُعثر على الصفحة', missingText: 'هذه الصفحة أو هذا المُدخل غير موجود. ربما تغيّر العنوان أو ينقصه حرف.',
    refused: 'هذا غير ممكن حاليًا', fault: 'حدث خطأ لدينا', home: 'إلى الصفحة الرئيسية',
    faultText: (reference: string) => `الخطأ من جانبنا وليس من جانبك. يرجى المحاولة مرة أخرى بعد بضع دقائق. عند الاستفسار اذكر: ${reference}`,
    tooLarge: 'حجم البيانات أكبر من اللازم. ارجع إلى الخلف في المتصفح، فما كتبته ما زال موجودًا، ثم اختصر النص.',
    tooOften: (seconds: number) => `محاولات كثيرة في وقت قصير. يرجى المحاولة مرة أخرى بعد ${seconds} ثانية.`,
    oldForm: 'انتهت صلاحية النموذج أو جاء من صفحة أخرى. يرجى إعادة تحميل الصفحة والإرسال مرة أخرى.',
    alreadySent: 'أُرسل هذا الطلب من قبل ولا يمكن تغييره.', generally: 'لم ينجح ذلك. يرجى مراجعة بياناتك.',
  },
});

/** The page for something missing or hidden: the same bytes for both, whoever asks. */
export function missingView(locale: Language): View {
  const t = texts(locale);
  return { title: t.missing, main: html`${heading(t.missing)}${paragraph(t.missingText)}${linkButton({ label: t.home, href: '/' })}` };
}

/** The page for a refusal or a fault. */
export function errorView(error: unknown, locale: Language, reference: string): { view: View; status: number } {
  const t = texts(locale);
  if (error instanceof DomainError) {
    if (error.kind === 'not-found') return { view: missingView(locale), status: 404 };
    const fields = error.fields.length === 0 ? '' : list(error.fields.map((field) => saidIn(locale, field.message)));
    return { view: { title: t.refused, main: html`${heading(t.refused)}${paragraph(messageOf(error, locale))}${fields}${linkButton({ label: t.home, href: '/' })}` }, status: statusOf(error.kind) };
  }
  return { view: { title: t.fault, main: html`${heading(t.fault)}${paragraph(t.faultText(reference))}${linkButton({ label: t.home, href: '/' })}` }, status: 500 };
}

// Refusals speak German, and English where it is declared. The few that everybody may meet are known here in all languages; of the rest citizens who read another language hear in general words.
function messageOf(error: DomainError, locale: Language): string {
  const t = texts(locale);
  if (error instanceof TooManyRequests) return t.tooOften(error.retryAfterSeconds);
  const known: Readonly<Record<string, string>> = { 'http/too-large': t.tooLarge, 'http/form-not-ours': t.oldForm, 'online-services/already-sent': t.alreadySent };
  return known[error.code] ?? (locale === 'uk' || locale === 'ar' ? t.generally : saidIn(locale, error.message));
}
