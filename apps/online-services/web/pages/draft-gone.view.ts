import { heading, html, linkButton, list, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Diesen Antrag finden wir nicht mehr', lead: 'Das kann zwei Gründe haben:', reasons: () => ['Der Antrag wurde nicht abgesendet, und die Frist ist vorbei. Dann haben wir alle Angaben gelöscht, wie angekündigt.', 'Der Schlüssel in diesem Browser passt nicht mehr.'],
    help: 'Haben Sie Kennung und Zugangscode des Antrags? Dann versuchen Sie es damit.', resume: 'Mit Kennung und Code weitermachen', again: (place: string) => `Neu beginnen bei ${place}`,
  },
  en: {
    title: 'We cannot find this application any more', lead: 'There can be two reasons:', reasons: () => ['The application was not sent and its time is over. Then we have deleted all answers, as announced.', 'The key in this browser does not fit any more.'],
    help: 'Do you have the reference and access code of the application? Then try with them.', resume: 'Continue with reference and code', again: (place: string) => `Start again at ${place}`,
  },
  'de-leicht': {
    title: 'Diesen Antrag gibt es nicht mehr', lead: 'Das kann 2 Gründe haben:', reasons: () => ['Sie haben den Antrag nicht abgeschickt. Die Zeit ist vorbei. Dann haben wir alles gelöscht.', 'Der Browser hat den falschen Schlüssel.'],
    help: 'Haben Sie die Kennung und den Zugangs-Code? Dann versuchen Sie es damit.', resume: 'Mit Kennung und Code weiter-machen', again: (place: string) => `Neu anfangen bei ${place}`,
  },
  uk: {
    title: 'Ми більше не знаходимо цієї заяви', lead: 'Можливі дві причини:', reasons: () => ['Заяву не надіслали, і строк минув. Тоді ми видалили всі дані, як і попереджали.', 'Ключ у цьому браузері більше не підходить.'],
    help: 'Маєте номер і код доступу заяви? Спробуйте з ними.', resume: 'Продовжити з номером і кодом', again: (place: string) => `Почати заново: ${place}`,
  },
  ar: {
    title: 'لم نعد نجد هذا الطلب', lead: 'قد يكون لذلك سببان:', reasons: () => ['لم يُرسَل الطلب وانتهت مدته، فحذفنا كل البيانات كما أُعلن.', 'المفتاح في هذا المتصفح لم يعد مناسبًا.'],
    help: 'هل لديك رقم الطلب ورمز الدخول؟ جرّب بهما.', resume: 'المتابعة بالرقم والرمز', again: (place: string) => `البدء من جديد في ${place}`,
  },
});

/** For a browser that holds a key to a draft that is not there. */
export function draftGoneView(model: { readonly place: { readonly name: string; readonly href: string }; readonly resumeHref: string }, language: Language): View {
  const t = texts(language);
  return {
    title: t.title, breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }],
    main: html`${heading(t.title)}${paragraph(t.lead)}${list(t.reasons())}${paragraph(t.help)}${linkButton({ label: t.resume, href: model.resumeHref })} ${linkButton({ label: t.again(model.place.name), href: model.place.href, look: 'secondary' })}`,
  };
}
