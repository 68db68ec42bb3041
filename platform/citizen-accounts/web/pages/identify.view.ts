import type { View } from '@allmende/http';
import { alert, button, checkbox, form, heading, html, lead, link, linkButton, list, paragraph, section } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import type { Level } from '../../domain/level.ts';
import type { AttributeName } from '../../domain/verified-identity.ts';
import { identityTexts } from '../identity-texts.ts';

const texts = translations({
  de: {
    title: 'Bitte weisen Sie sich aus', for: (service: string) => `Für „${service}“ müssen wir sicher wissen, wer Sie sind.`, account: 'Hier sehen Sie danach, was diese Behörde über Sie gespeichert hat.', level: 'Nötiges Vertrauensniveau', told: (authority: string) => `Das erfährt ${authority} von der BundID`, always: 'ein Kennzeichen, das nur für diese Behörde gilt', nothing: 'Mehr erfährt sie nicht.',
    bundid: 'Mit BundID anmelden', high: 'Sie brauchen Ihren Personalausweis mit Online-Funktion, die sechsstellige PIN und die AusweisApp auf dem Handy oder Computer.', substantial: 'Sie brauchen Ihr ELSTER-Zertifikat oder Ihren Online-Ausweis.', basic: 'Sie brauchen ein BundID-Konto.',
    kept: 'Was Sie schon eingegeben haben, bleibt gespeichert.', none: 'Die Anmeldung ist zurzeit nicht möglich', noneBody: (authority: string) => `Diese Plattform ist gerade nicht mit der BundID verbunden. Sie können sich direkt an ${authority} wenden.`, back: 'Zurück', test: 'Test-BundID', testBody: 'Diese Plattform ist mit einer Test-BundID verbunden. Sie zeigt erfundene Personen und prüft nichts.',
    mailbox: (authority: string) => `${authority} darf mir Nachrichten zu meinen Anträgen ins Postfach meiner BundID schicken`, mailboxBody: 'Das ist freiwillig. Dann erfährt die Behörde auch die Adresse dieses Postfachs. Ohne Haken bei der nächsten Anmeldung kommt dort nichts mehr an.',
  },
  en: {
    title: 'Please prove who you are', for: (service: string) => `For “${service}” we must be sure who you are.`, account: 'Afterwards you see here what this authority has stored about you.', level: 'Level of assurance needed', told: (authority: string) => `What ${authority} learns from BundID`, always: 'a mark that counts for this authority only', nothing: 'It learns nothing else.',
    bundid: 'Sign in with BundID', high: 'You need your ID card with its online function, the six-digit PIN and the AusweisApp on your phone or computer.', substantial: 'You need your ELSTER certificate or your online ID card.', basic: 'You need a BundID account.',
    kept: 'What you have entered is kept.', none: 'Signing in is not possible at the moment', noneBody: (authority: string) => `This platform is not connected to BundID right now. You can contact ${authority} directly.`, back: 'Back', test: 'Test BundID', testBody: 'This platform is connected to a test BundID. It shows invented people and checks nothing.',
    mailbox: (authority: string) => `${authority} may send news about my applications to the mailbox of my BundID`, mailboxBody: 'This is voluntary. The authority then also learns the address of this mailbox. Without the tick at your next sign-in nothing more arrives there.',
  },
  'de-leicht': {
    title: 'Bitte weisen Sie sich aus', for: (service) => `Für „${service}“ müssen wir sicher wissen, wer Sie sind.`, account: 'Danach sehen Sie hier, was dieses Amt über Sie gespeichert hat.', level: 'So sicher muss die Anmeldung sein', told: (authority) => `Das erfährt ${authority} von der BundID`, always: 'ein Kennzeichen, das nur für dieses Amt gilt', nothing: 'Mehr erfährt das Amt nicht.',
    bundid: 'Mit BundID anmelden', high: 'Sie brauchen Ihren Personal-Ausweis mit Online-Funktion. Sie brauchen die PIN mit 6 Ziffern. Und Sie brauchen die AusweisApp auf dem Handy oder Computer.', substantial: 'Sie brauchen Ihr ELSTER-Zertifikat oder Ihren Online-Ausweis.', basic: 'Sie brauchen ein BundID-Konto.',
    kept: 'Was Sie schon eingegeben haben, bleibt gespeichert.', none: 'Sie können sich im Moment nicht anmelden', noneBody: (authority) => `Diese Seite ist gerade nicht mit der BundID verbunden. Fragen Sie bitte bei ${authority}.`, back: 'Zurück', test: 'Test-BundID', testBody: 'Diese Seite ist mit einer Test-BundID verbunden. Die Personen dort sind erfunden. Es wird nichts geprüft.',
    mailbox: (authority: string) => `${authority} darf mir Nachrichten zu meinen Anträgen schicken. Die Nachrichten kommen in das Post-Fach von meiner BundID.`, mailboxBody: 'Das ist freiwillig. Das Amt erfährt dann auch die Adresse von diesem Post-Fach. Sie wollen das nicht mehr? Dann machen Sie bei der nächsten Anmeldung keinen Haken.',
  },
  uk: {
    title: 'Підтвердьте, будь ласка, свою особу', for: (service) => `Для послуги «${service}» нам потрібно точно знати, хто ви.`, account: 'Потім тут ви побачите, що ця установа зберігає про вас.', level: 'Потрібний рівень довіри', told: (authority) => `Що ${authority} дізнається від BundID`, always: 'позначку, яка діє лише для цієї установи', nothing: 'Більше нічого.',
    bundid: 'Увійти через BundID', high: 'Вам потрібне посвідчення особи з онлайн-функцією, шестизначний PIN-код і AusweisApp на телефоні або комп’ютері.', substantial: 'Вам потрібен сертифікат ELSTER або онлайн-посвідчення.', basic: 'Вам потрібен обліковий запис BundID.',
    kept: 'Уже введені дані збережено.', none: 'Увійти зараз неможливо', noneBody: (authority) => `Ця платформа зараз не з’єднана з BundID. Зверніться безпосередньо до установи: ${authority}.`, back: 'Назад', test: 'Тестова BundID', testBody: 'Ця платформа з’єднана з тестовою BundID. Вона показує вигаданих осіб і нічого не перевіряє.',
    mailbox: (authority: string) => `Установа «${authority}» може надсилати мені повідомлення про мої заяви до поштової скриньки моєї BundID`, mailboxBody: 'Це добровільно. Установа тоді дізнається й адресу цієї скриньки. Якщо під час наступного входу не поставити позначку, повідомлення туди більше не надходитимуть.',
  },
  ar: {
    title: 'يرجى إثبات هويتك', for: (service) => `من أجل «${service}» علينا أن نعرف بيقين من أنت.`, account: 'بعد ذلك ترى هنا ما تخزنه هذه الجهة عنك.', level: 'مستوى الثقة المطلوب', told: (authority) => `ما تعرفه ${authority} من BundID`, always: 'علامة لا تصلح إلا لهذه الجهة', nothing: 'ولا تعرف أكثر من ذلك.',
    bundid: 'تسجيل الدخول عبر BundID', high: 'تحتاج إلى بطاقة هويتك ذات الوظيفة الإلكترونية والرقم السري المكون من ستة أرقام وتطبيق AusweisApp على الهاتف أو الحاسوب.', substantial: 'تحتاج إلى شهادة ELSTER أو الهوية الإلكترونية.', basic: 'تحتاج إلى حساب BundID.',
    kept: 'ما أدخلته يبقى محفوظًا.', none: 'تسجيل الدخول غير ممكن حاليًا', noneBody: (authority) => `هذه المنصة غير متصلة حاليًا بـ BundID. يمكنك التوجه مباشرة إلى ${authority}.`, back: 'رجوع', test: 'BundID تجريبية', testBody: 'هذه المنصة متصلة بـ BundID تجريبية تعرض أشخاصًا مختلقين ولا تتحقق من شيء.',
    mailbox: (authority: string) => `يجوز لـ${authority} أن ترسل إليّ أخبار طلباتي إلى صندوق بريد BundID الخاص بي`, mailboxBody: 'هذا اختياري. تعرف الجهة عندئذ عنوان هذا الصندوق أيضًا. إذا لم تضع العلامة عند تسجيل الدخول القادم فلن يصل إليه شيء بعد ذلك.',
  },
});

export type Identify = {
  readonly authority: string; readonly level: Exclude<Level, 'none'>; readonly service: string | undefined; readonly attributes: readonly AttributeName[]; readonly consent: string | undefined;
  readonly csrf: string; readonly backHref: string; /** News can go into the mailbox of the BundID account. */ readonly hasMailbox: boolean; readonly isAvailable: boolean; readonly isTest: boolean; readonly others: readonly { readonly label: string; readonly hint: string; readonly href: string }[];
};

/** Says why, how surely and with which data somebody is asked to prove who they are, and offers the ways. */
export function identifyView(model: Identify, locale: Language): View {
  const t = texts(locale);
  const words = identityTexts(locale);
  const hasWay = model.isAvailable || model.others.length > 0;
  return {
    title: t.title,
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${heading(t.title)}${lead(model.service === undefined ? t.account : t.for(model.service))}${paragraph(html`${t.level}: <strong>${words.levels[model.level]}</strong>`)}${
      hasWay ? '' : alert({ kind: 'warning', title: t.none, body: t.noneBody(model.authority) })
    }${!model.isAvailable ? '' : section(html`${model.isTest ? alert({ kind: 'warning', title: t.test, body: t.testBody }) : ''}${paragraph(t[model.level])}${form({ csrf: model.csrf, fields: model.hasMailbox ? html`${checkbox({ name: 'mailbox', label: t.mailbox(model.authority), hint: t.mailboxBody, locale })}` : '', buttons: button({ label: t.bundid }) })}`)}${
      model.others.map((way) => section(html`${paragraph(way.hint)}${linkButton({ label: way.label, href: way.href, look: 'secondary' })}`))
    }${section(html`${heading(t.told(model.authority), 2)}${list([t.always, ...model.attributes.map((name) => words.attributes[name])])}${paragraph(model.consent === undefined ? t.nothing : `${t.nothing} ${model.consent}`)}${model.service === undefined ? '' : paragraph(t.kept, 'muted')}`)}`,
  };
}
