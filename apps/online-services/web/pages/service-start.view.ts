import type { View } from '@allmende/http';
import { alert, button, descriptionList, details, fill, form, heading, html, lead, link, list, paragraph, section, spoken, spokenPart, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { ServiceLevel } from '../../domain/level-of.ts';
import type { SaidText } from '../../domain/insert-of.ts';
import type { OverlaySource } from '../../domain/service-package.ts';
import { spokenIn } from '../spoken-in.ts';

const texts = translations({
  de: {
    identity: 'Sie müssen sich ausweisen', identityFill: 'Nach „Jetzt beginnen“ melden Sie sich mit der BundID an.', identitySend: 'Sie können ohne Anmeldung ausfüllen. Zum Absenden melden Sie sich mit der BundID an.', basic: 'Sie brauchen ein BundID-Konto.', substantial: 'Sie brauchen Ihr ELSTER-Zertifikat oder den Personalausweis mit Online-Funktion.', high: 'Sie brauchen Ihren Personalausweis mit Online-Funktion und die PIN.', proven: 'Sie haben sich ausgewiesen', provenBody: 'Sie können beginnen.', account: 'Mein Konto',
    start: 'Jetzt beginnen', followUp: 'Sie haben die Leistung schon einmal beantragt? Angaben aus dem letzten Antrag übernehmen', example: 'Beispielwerte', exampleBody: 'Die Beträge und Fristen dieses Dienstes sind erfunden. Sie dienen nur zur Vorführung.',
    keep: (days: number) => `Ihre Angaben bleiben nach jeder Seite gespeichert. Nach ${days} Tagen ohne Änderung löschen wir sie.`, responsible: 'Zuständig', authority: 'Behörde', contact: 'Kontakt', laws: 'Rechtsgrundlagen',
    source: (statute: string, date: string, from: string) => `${statute} vom ${date}, Werte gültig ab ${from}`, privacy: 'Wie wir Ihre Daten schützen', secrecy: 'Ihre Angaben unterliegen dem Steuergeheimnis.',
    resume: 'Angefangenen Antrag fortsetzen', documents: 'Diese Unterlagen können nötig sein', documentsText: 'Welche davon Sie wirklich brauchen, ergibt sich aus Ihren Antworten. Sie können sie auch nachreichen.',
  },
  en: {
    identity: 'You must prove who you are', identityFill: 'After “Start now” you sign in with BundID.', identitySend: 'You can fill in the form without signing in. To send it, you sign in with BundID.', basic: 'You need a BundID account.', substantial: 'You need your ELSTER certificate or your ID card with its online function.', high: 'You need your ID card with its online function and the PIN.', proven: 'You have proven who you are', provenBody: 'You can start.', account: 'My account',
    start: 'Start now', followUp: 'Have you applied before? Take over answers from your last application', example: 'Example values', exampleBody: 'The amounts and deadlines of this service are invented. They are for demonstration only.',
    keep: (days: number) => `Your answers are saved after each page. We delete them after ${days} days without a change.`, responsible: 'Responsible', authority: 'Authority', contact: 'Contact', laws: 'Legal basis',
    source: (statute: string, date: string, from: string) => `${statute} of ${date}, values valid from ${from}`, privacy: 'How we protect your data', secrecy: 'Your answers are subject to tax secrecy.',
    resume: 'Continue an application you have started', documents: 'Documents that may be needed', documentsText: 'Which of them you really need depends on your answers. You can also hand them in later.',
  },
  'de-leicht': {
    identity: 'Sie müssen zeigen, wer Sie sind', identityFill: 'Drücken Sie auf „Jetzt anfangen“. Dann melden Sie sich mit der BundID an.', identitySend: 'Sie können den Antrag ohne Anmeldung ausfüllen. Zum Abschicken melden Sie sich mit der BundID an.', basic: 'Sie brauchen ein BundID-Konto.', substantial: 'Sie brauchen ein ELSTER-Zertifikat. Oder Ihren Ausweis mit Online-Funktion.', high: 'Sie brauchen Ihren Ausweis mit Online-Funktion. Und die PIN.', proven: 'Wir wissen, wer Sie sind', provenBody: 'Sie können anfangen.', account: 'Mein Konto',
    start: 'Jetzt anfangen', followUp: 'Haben Sie schon einmal einen Antrag gestellt? Nehmen Sie die Antworten vom letzten Antrag.', example: 'Das ist ein Beispiel', exampleBody: 'Die Beträge und Fristen sind erfunden. Sie sind nur zum Zeigen.',
    keep: (days: number) => `Wir speichern Ihre Antworten nach jeder Seite. Wenn Sie ${days} Tage nichts ändern, löschen wir alles.`, responsible: 'Wer ist zuständig?', authority: 'Amt', contact: 'Kontakt', laws: 'Gesetze',
    source: (statute: string, date: string, from: string) => `${statute} vom ${date}. Die Werte gelten ab ${from}.`, privacy: 'So schützen wir Ihre Daten', secrecy: 'Für Ihre Angaben gilt das Steuer-Geheimnis.',
    resume: 'Angefangenen Antrag weiter ausfüllen', documents: 'Diese Papiere können nötig sein', documentsText: 'Welche Papiere Sie brauchen? Das sagen wir Ihnen im Antrag. Sie können die Papiere auch später schicken.',
  },
  uk: {
    identity: 'Потрібно підтвердити особу', identityFill: 'Після «Почати» ви ввійдете через BundID.', identitySend: 'Заповнити можна без входу. Щоб надіслати, увійдіть через BundID.', basic: 'Потрібен обліковий запис BundID.', substantial: 'Потрібен сертифікат ELSTER або посвідчення з онлайн-функцією.', high: 'Потрібне посвідчення з онлайн-функцією та PIN-код.', proven: 'Вашу особу підтверджено', provenBody: 'Можна починати.', account: 'Мій обліковий запис',
    start: 'Почати', followUp: 'Ви вже подавали таку заяву? Візьміть відповіді з останньої', example: 'Приклади значень', exampleBody: 'Суми й строки цієї послуги вигадані. Вони лише для демонстрації.',
    keep: (days: number) => `Ваші відповіді зберігаються після кожної сторінки. Якщо їх не змінювати ${days} днів, ми їх видалимо.`, responsible: 'Хто відповідає', authority: 'Орган', contact: 'Контакт', laws: 'Правові підстави',
    source: (statute: string, date: string, from: string) => `${statute}, ${date}; значення чинні з ${from}`, privacy: 'Як ми захищаємо ваші дані', secrecy: 'На ваші відомості поширюється податкова таємниця.',
    resume: 'Продовжити розпочату заяву', documents: 'Які документи можуть знадобитися', documentsText: 'Які з них справді потрібні, залежить від ваших відповідей. Їх можна подати й пізніше.',
  },
  ar: {
    identity: 'يجب إثبات هويتك', identityFill: 'بعد «ابدأ الآن» تسجّل الدخول عبر BundID.', identitySend: 'يمكنك التعبئة دون تسجيل دخول. للإرسال تسجّل الدخول عبر BundID.', basic: 'تحتاج إلى حساب BundID.', substantial: 'تحتاج إلى شهادة ELSTER أو بطاقة هوية بوظيفة الإنترنت.', high: 'تحتاج إلى بطاقة هوية بوظيفة الإنترنت والرقم السري PIN.', proven: 'لقد أثبتّ هويتك', provenBody: 'يمكنك البدء.', account: 'حسابي',
    start: 'ابدأ الآن', followUp: 'هل قدّمت طلبًا من قبل؟ استخدم إجابات طلبك الأخير', example: 'قيم للتوضيح', exampleBody: 'المبالغ والمواعيد في هذه الخدمة مختلقة وللعرض فقط.',
    keep: (days: number) => `تُحفظ إجاباتك بعد كل صفحة. إذا لم يتغير شيء لمدة ${days} يومًا نحذفها.`, responsible: 'الجهة المختصة', authority: 'الجهة', contact: 'التواصل', laws: 'الأسس القانونية',
    source: (statute: string, date: string, from: string) => `${statute} بتاريخ ${date}، القيم سارية من ${from}`, privacy: 'كيف نحمي بياناتك', secrecy: 'تخضع بياناتك للسر الضريبي.',
    resume: 'متابعة طلب بدأته', documents: 'مستندات قد تلزم', documentsText: 'تحدد إجاباتك أيًّا منها تحتاجه فعلًا. ويمكنك تقديمها لاحقًا.',
  },
});

/** More documents than these are folded away at first. */
const MANY = 8;

export type ServiceStart = {
  readonly name: string;
  readonly summary: string;
  readonly authority: string;
  readonly insert: SaidText | undefined;
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  /** Documents that may be asked for, in the words of the package. */
  readonly documents: readonly string[];
  readonly contact: readonly { readonly label: string; readonly value: string }[];
  readonly sources: readonly OverlaySource[];
  readonly laws: readonly string[];
  readonly draftDays: number;
  readonly isExample: boolean;
  readonly hasTaxSecrecy: boolean;
  readonly csrf: string;
  readonly place: { readonly name: string; readonly href: string };
  readonly privacyHref: string;
  /** How surely it must be known who applies; undefined where nobody asks. */
  readonly identity: { readonly fill: ServiceLevel; readonly send: ServiceLevel; readonly isProven: boolean; readonly accountHref: string | undefined } | undefined;
  readonly resumeHref: string;
  /** For a service that may start from an earlier application. */
  readonly followUpHref: string | undefined;
  readonly note: Html | '';
  /** Of the words of the service, where that is not the language of the page. */
  readonly spokenIn: Language;
};

/** The start page of a service: one button, everything else answers a question before it. */
export function serviceStartView(model: ServiceStart, locale: Language): View {
  const t = texts(locale);
  const say = (words: string) => spoken(words, model.spokenIn, locale);
  const german = (words: string) => spoken(words, 'de', locale === 'de-leicht' ? 'de' : locale);
  const documents = spokenPart(list(model.documents), model.spokenIn, locale);
  const day = (text: string) => formatDate(text as PlainDate, locale);
  const laws = [...model.sources.map((source) => fill((statute) => t.source(statute, day(source.statuteDate), day(source.validFrom)), german(source.statute))), ...model.laws.map(german)];
  return {
    title: model.name, titleLanguage: model.spokenIn,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.name, language: model.spokenIn }],
    main: html`${heading(say(model.name))}${model.note}${lead(say(model.summary))}${model.isExample ? alert({ kind: 'warning', title: t.example, body: t.exampleBody }) : ''}${
      model.insert === undefined ? '' : alert({ kind: 'info', title: model.authority, body: paragraph(spoken(model.insert.text, spokenIn(model.insert), locale)) })
    }${identityPart(model, t)}${model.sections.map((part) => section(spokenPart(html`${heading(part.title, 2)}${paragraph(part.text)}`, model.spokenIn, locale)))}${model.documents.length === 0 ? '' : section(html`${heading(t.documents, 2)}${paragraph(t.documentsText)}${model.documents.length > MANY ? details({ summary: `${t.documents} (${model.documents.length})`, body: documents }) : documents}`)}${section(html`${paragraph(model.hasTaxSecrecy ? `${t.keep(model.draftDays)} ${t.secrecy}` : t.keep(model.draftDays), 'muted')}${
      form({ csrf: model.csrf, fields: '', buttons: button({ label: t.start }) })
    }${model.followUpHref === undefined ? '' : paragraph(link({ label: t.followUp, href: model.followUpHref }))}${paragraph(link({ label: t.resume, href: model.resumeHref }))}`)}${section(html`${heading(t.responsible, 2)}${descriptionList([{ name: t.authority, value: model.authority }, ...model.contact.map(({ label, value }) => ({ name: say(label), value: german(value) }))], locale)}${
      paragraph(link({ label: t.privacy, href: model.privacyHref }))
    }${details({ summary: t.laws, body: list(laws) })}`)}`,
  };
}

function identityPart({ identity }: ServiceStart, t: ReturnType<typeof texts>): Html | '' {
  if (identity === undefined || identity.send === 'none') return '';
  if (identity.isProven) return alert({ kind: 'success', title: t.proven, body: html`${paragraph(t.provenBody)}${identity.accountHref === undefined ? '' : paragraph(link({ label: t.account, href: identity.accountHref }))}` });
  return alert({ kind: 'info', title: t.identity, body: `${identity.fill === 'none' ? t.identitySend : t.identityFill} ${t[identity.send]}` });
}
