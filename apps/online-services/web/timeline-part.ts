import { details, paragraph, spoken, timeline, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { TimelineEntry } from '../domain/application-timeline.ts';

const texts = translations({
  de: {
    title: 'Was bisher geschah', sent: 'Sie haben den Antrag gesendet', submitted: 'Der Antrag liegt bei der Behörde', 'in-progress': 'Jemand bearbeitet Ihren Antrag', waiting: 'Die Behörde wartet auf Unterlagen oder Auskünfte', decided: 'Die Behörde hat entschieden', document: 'Ein Schreiben liegt für Sie bereit', evidence: 'Sie haben etwas nachgereicht',
    withdrawn: 'Sie haben den Antrag zurückgenommen', received: 'Der Antrag ist angekommen', question: 'Die Behörde hat Sie etwas gefragt', fee: 'Die Behörde hat eine Gebühr festgesetzt', decision: 'Die Behörde hat entschieden', note: 'Die Behörde hat Ihnen etwas mitgeteilt', none: 'Noch ist nichts geschehen.',
  },
  en: {
    title: 'What happened so far', sent: 'You sent the application', submitted: 'The application is with the authority', 'in-progress': 'Somebody is working on your application', waiting: 'The authority waits for documents or information', decided: 'The authority has decided', document: 'A letter is ready for you', evidence: 'You brought something later',
    withdrawn: 'You took the application back', received: 'The application has arrived', question: 'The authority asked you something', fee: 'The authority set a fee', decision: 'The authority has decided', note: 'The authority told you something', none: 'Nothing has happened yet.',
  },
  'de-leicht': {
    title: 'Das ist schon passiert', sent: 'Sie haben den Antrag abgeschickt', submitted: 'Der Antrag ist beim Amt', 'in-progress': 'Das Amt prüft Ihren Antrag', waiting: 'Das Amt wartet auf Papiere oder Antworten', decided: 'Das Amt hat entschieden', document: 'Ein Brief ist für Sie da', evidence: 'Sie haben ein Papier geschickt',
    withdrawn: 'Sie haben den Antrag zurück-genommen', received: 'Der Antrag ist angekommen', question: 'Das Amt hat Sie etwas gefragt', fee: 'Das Amt möchte Geld von Ihnen', decision: 'Das Amt hat entschieden', note: 'Das Amt hat Ihnen geschrieben', none: 'Es ist noch nichts passiert.',
  },
  uk: {
    title: 'Що вже відбулося', sent: 'Ви надіслали заяву', submitted: 'Заява в органі', 'in-progress': 'Вашу заяву розглядають', waiting: 'Орган чекає на документи чи відомості', decided: 'Орган прийняв рішення', document: 'Для вас готовий лист', evidence: 'Ви подали документ пізніше',
    withdrawn: 'Ви відкликали заяву', received: 'Заява надійшла', question: 'Орган вас про щось запитав', fee: 'Орган установив збір', decision: 'Орган прийняв рішення', note: 'Орган вам щось повідомив', none: 'Ще нічого не відбулося.',
  },
  ar: {
    title: 'ما حدث حتى الآن', sent: 'أرسلتَ الطلب', submitted: 'الطلب لدى الجهة', 'in-progress': 'يعمل أحدهم على طلبك', waiting: 'تنتظر الجهة مستندات أو معلومات', decided: 'اتخذت الجهة قرارًا', document: 'رسالة جاهزة لك', evidence: 'قدّمتَ شيئًا لاحقًا',
    withdrawn: 'سحبتَ الطلب', received: 'وصل الطلب', question: 'سألتك الجهة عن شيء', fee: 'حدّدت الجهة رسمًا', decision: 'اتخذت الجهة قرارًا', note: 'أبلغتك الجهة بشيء', none: 'لم يحدث شيء بعد.',
  },
});

/** What happened to an application in plain words, newest first; the words of the service in `its` language. */
export function timelinePart(entries: readonly TimelineEntry[], its: Language, language: Language): Html {
  const t = texts(language);
  if (entries.length === 0) return paragraph(t.none);
  return details({
    summary: t.title, open: true,
    body: timeline(entries.map(({ kind, at, label }) => ({ at: formatInstant(at, language), title: t[kind], ...(label === undefined ? {} : { detail: spoken(label, its, language) }) }))),
  });
}
