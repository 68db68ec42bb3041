import type { View } from '@allmende/http';
import { alert, heading, html, linkButton, paragraph } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    going: 'Weiter zur BundID', goingBody: 'Sie werden zur BundID weitergeleitet. Falls nichts geschieht, benutzen Sie den Knopf.', go: 'Zur BundID',
    failed: 'Die Anmeldung hat nicht geklappt', failedBody: 'Vielleicht hat es zu lange gedauert, Sie haben abgebrochen, oder die Antwort der BundID war nicht in Ordnung. Es wurde nichts gespeichert. Was Sie schon eingegeben haben, ist noch da.', again: 'Noch einmal versuchen', home: 'Zur Startseite',
  },
  en: {
    going: 'On to BundID', goingBody: 'You are being sent to BundID. If nothing happens, use the button.', go: 'To BundID',
    failed: 'Signing in did not work', failedBody: 'It may have taken too long, you may have stopped, or the answer of BundID was not in order. Nothing was stored. What you have entered is still there.', again: 'Try again', home: 'To the start page',
  },
  'de-leicht': {
    going: 'Weiter zur BundID', goingBody: 'Sie kommen gleich zur BundID. Wenn nichts passiert: Drücken Sie den Knopf.', go: 'Zur BundID',
    failed: 'Die Anmeldung hat nicht geklappt', failedBody: 'Vielleicht hat es zu lange gedauert. Oder Sie haben abgebrochen. Oder die Antwort der BundID war nicht in Ordnung. Wir haben nichts gespeichert. Was Sie schon eingegeben haben, ist noch da.', again: 'Noch einmal versuchen', home: 'Zur Start-Seite',
  },
  uk: {
    going: 'Далі до BundID', goingBody: 'Вас буде перенаправлено до BundID. Якщо нічого не відбувається, натисніть кнопку.', go: 'До BundID',
    failed: 'Увійти не вдалося', failedBody: 'Можливо, це тривало надто довго, ви скасували вхід або відповідь BundID була хибною. Нічого не збережено. Уже введені дані залишилися.', again: 'Спробувати ще раз', home: 'На головну',
  },
  ar: {
    going: 'المتابعة إلى BundID', goingBody: 'سيتم تحويلك إلى BundID. إذا لم يحدث شيء فاستخدم الزر.', go: 'إلى BundID',
    failed: 'لم ينجح تسجيل الدخول', failedBody: 'ربما استغرق الأمر وقتًا طويلًا أو ألغيته أو لم تكن إجابة BundID سليمة. لم يُخزن شيء. ما أدخلته ما زال موجودًا.', again: 'المحاولة مرة أخرى', home: 'إلى الصفحة الرئيسية',
  },
});

/** Stands for the moment in which the browser leaves for BundID. */
export function goingView(href: string, locale: Language): View {
  const t = texts(locale);
  return { title: t.going, main: html`${heading(t.going)}${paragraph(t.goingBody)}${linkButton({ label: t.go, href })}` };
}

/** Says in plain words that it did not work; the reason is in the log. */
export function failedView(href: string, isRetry: boolean, locale: Language): View {
  const t = texts(locale);
  return { title: t.failed, main: html`${heading(t.failed)}${alert({ kind: 'warning', title: t.failed, body: t.failedBody })}${linkButton({ label: isRetry ? t.again : t.home, href })}` };
}
