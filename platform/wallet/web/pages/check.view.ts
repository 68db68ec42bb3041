import { alert, button, cameraReader, descriptionList, errorSummary, form, formErrors, heading, html, lead, link, paragraph, section, textArea, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { localeFor, translations, type Language } from '@allmende/i18n';
import { berlinDate, formatDate } from '@allmende/time';
import type { CheckedCredential } from '../../actions/check-credential.ts';

const texts = translations({
  de: {
    title: 'Bescheinigung prüfen', lead: 'Hat Ihnen jemand eine Bescheinigung aus der Wallet gezeigt, zum Beispiel eine Hundesteuermarke? Hier sehen Sie, ob sie echt ist und noch gilt.', field: 'Bescheinigung',
    hint: 'Fügen Sie den ganzen Text der Bescheinigung ein. Er beginnt mit eyJ.', check: 'Prüfen', kept: 'Wir speichern nichts davon.', empty: 'Fügen Sie eine Bescheinigung ein.', long: 'Das ist zu lang für eine Bescheinigung. Fügen Sie nur diese eine ein.',
    valid: 'Gilt', validText: (authority: string) => `Diese Bescheinigung ist von ${authority} und gilt.`, revoked: 'Gilt nicht mehr: zurückgezogen', revokedText: (day: string) => `Die Behörde hat diese Bescheinigung am ${day} zurückgezogen.`,
    suspended: 'Gilt zurzeit nicht: ausgesetzt', suspendedText: (day: string) => `Die Behörde hat diese Bescheinigung am ${day} ausgesetzt. Sie kann später wieder gelten.`, expired: 'Gilt nicht mehr: abgelaufen', expiredText: (day: string) => `Diese Bescheinigung galt bis ${day}.`,
    forged: 'Nicht echt', forgedText: 'Diese Bescheinigung wurde verändert oder nicht von der Behörde ausgestellt, die sie nennt.', foreign: 'Nicht von hier', foreignText: 'Keine Behörde auf dieser Plattform hat diese Bescheinigung ausgestellt. Wir können nicht sagen, ob sie echt ist.',
    unreadable: 'Nicht lesbar', unreadableText: 'Das ist keine Bescheinigung, oder es fehlt ein Teil. Kopieren Sie den ganzen Text noch einmal.', what: 'Bescheinigung', authority: 'Ausgestellt von', issued: 'Ausgestellt am', until: 'Gilt bis',
    camera: 'Mit der Kamera lesen', cameraClose: 'Kamera schließen', cameraHold: 'Halten Sie den QR-Code der Bescheinigung vor die Kamera. Das Bild bleibt auf Ihrem Gerät.', cameraOther: 'Dieser QR-Code ist keine Bescheinigung.', cameraFailed: 'Die Kamera ist nicht zu benutzen. Erlauben Sie sie in Ihrem Browser, oder fügen Sie den Text ein.',
    says: 'Was sie sagt', nothing: 'Die Person hat keine Angaben gezeigt.', holder: 'Wem die Bescheinigung gehört, prüft diese Seite nicht. Vergleichen Sie dazu die Angaben mit einem Ausweis.', again: 'Eine andere prüfen',
  },
  en: {
    title: 'Check a certificate', lead: 'Did somebody show you a certificate from their wallet, such as a dog tax badge? Here you see whether it is genuine and still valid.', field: 'Certificate',
    hint: 'Paste the whole text of the certificate. It begins with eyJ.', check: 'Check', kept: 'We store nothing of it.', empty: 'Paste a certificate.', long: 'This is too long for a certificate. Paste only this one.',
    valid: 'Valid', validText: (authority: string) => `This certificate is from ${authority} and is valid.`, revoked: 'No longer valid: withdrawn', revokedText: (day: string) => `The authority withdrew this certificate on ${day}.`,
    suspended: 'Not valid at the moment: suspended', suspendedText: (day: string) => `The authority suspended this certificate on ${day}. It may become valid again.`, expired: 'No longer valid: expired', expiredText: (day: string) => `This certificate was valid until ${day}.`,
    forged: 'Not genuine', forgedText: 'This certificate was changed, or was not issued by the authority that it names.', foreign: 'Not from here', foreignText: 'No authority on this platform issued this certificate. We cannot say whether it is genuine.',
    unreadable: 'Not readable', unreadableText: 'This is not a certificate, or a part is missing. Copy the whole text again.', what: 'Certificate', authority: 'Issued by', issued: 'Issued on', until: 'Valid until',
    camera: 'Read with the camera', cameraClose: 'Close the camera', cameraHold: 'Hold the QR code of the certificate in front of the camera. The picture stays on your device.', cameraOther: 'This QR code is no certificate.', cameraFailed: 'The camera cannot be used. Allow it in your browser, or paste the text.',
    says: 'What it says', nothing: 'The person showed no details.', holder: 'This page does not check whom the certificate belongs to. To do so, compare the details with an identity card.', again: 'Check another one',
  },
  'de-leicht': {
    title: 'Bescheinigung prüfen', lead: 'Hat Ihnen jemand eine Bescheinigung aus der Wallet gezeigt? Zum Beispiel eine Hunde-Marke? Hier sehen Sie, ob sie echt ist und ob sie noch gilt.', field: 'Bescheinigung',
    hint: 'Fügen Sie den ganzen Text der Bescheinigung ein. Der Text fängt mit eyJ an.', check: 'Prüfen', kept: 'Wir speichern nichts davon.', empty: 'Fügen Sie eine Bescheinigung ein.', long: 'Das ist zu lang. Fügen Sie nur eine Bescheinigung ein.',
    valid: 'Gilt', validText: (authority) => `Diese Bescheinigung ist von ${authority}. Sie gilt.`, revoked: 'Gilt nicht mehr: zurückgezogen', revokedText: (day) => `Das Amt hat diese Bescheinigung am ${day} zurückgezogen.`,
    suspended: 'Gilt im Moment nicht: ausgesetzt', suspendedText: (day) => `Das Amt hat diese Bescheinigung am ${day} ausgesetzt. Vielleicht gilt sie später wieder.`, expired: 'Gilt nicht mehr: abgelaufen', expiredText: (day) => `Diese Bescheinigung galt bis ${day}.`,
    forged: 'Nicht echt', forgedText: 'Jemand hat diese Bescheinigung geändert. Oder sie ist nicht von dem Amt, das darin steht.', foreign: 'Nicht von hier', foreignText: 'Diese Bescheinigung ist von keinem Amt auf dieser Seite. Wir wissen nicht, ob sie echt ist.',
    unreadable: 'Nicht lesbar', unreadableText: 'Das ist keine Bescheinigung. Oder es fehlt ein Teil. Kopieren Sie den ganzen Text noch einmal.', what: 'Bescheinigung', authority: 'Ausgestellt von', issued: 'Ausgestellt am', until: 'Gilt bis',
    camera: 'Mit der Kamera lesen', cameraClose: 'Kamera schließen', cameraHold: 'Halten Sie den QR-Code vor die Kamera. Das Bild bleibt auf Ihrem Gerät.', cameraOther: 'Dieser QR-Code ist keine Bescheinigung.', cameraFailed: 'Die Kamera geht nicht. Erlauben Sie die Kamera im Browser. Oder fügen Sie den Text ein.',
    says: 'Das steht darin', nothing: 'Die Person hat keine Angaben gezeigt.', holder: 'Diese Seite prüft nicht, wem die Bescheinigung gehört. Vergleichen Sie die Angaben mit einem Ausweis.', again: 'Eine andere prüfen',
  },
  uk: {
    title: 'Перевірити посвідку', lead: 'Вам показали посвідку з цифрового гаманця, наприклад жетон собачого податку? Тут видно, чи вона справжня і чи ще діє.', field: 'Посвідка',
    hint: 'Вставте весь текст посвідки. Він починається з eyJ.', check: 'Перевірити', kept: 'Ми нічого з цього не зберігаємо.', empty: 'Вставте посвідку.', long: 'Це задовго для посвідки. Вставте лише одну.',
    valid: 'Дійсна', validText: (authority) => `Цю посвідку видала установа ${authority}, вона дійсна.`, revoked: 'Більше не дійсна: відкликана', revokedText: (day) => `Установа відкликала цю посвідку ${day}.`,
    suspended: 'Зараз не дійсна: призупинена', suspendedText: (day) => `Установа призупинила цю посвідку ${day}. Згодом вона може знову діяти.`, expired: 'Більше не дійсна: строк минув', expiredText: (day) => `Ця посвідка діяла до ${day}.`,
    forged: 'Не справжня', forgedText: 'Цю посвідку змінено, або її видала не та установа, яку в ній названо.', foreign: 'Не звідси', foreignText: 'Жодна установа на цій платформі не видавала цієї посвідки. Ми не можемо сказати, чи вона справжня.',
    unreadable: 'Не читається', unreadableText: 'Це не посвідка, або бракує частини. Скопіюйте весь текст ще раз.', what: 'Посвідка', authority: 'Видала', issued: 'Видано', until: 'Діє до',
    camera: 'Зчитати камерою', cameraClose: 'Закрити камеру', cameraHold: 'Тримайте QR-код посвідки перед камерою. Зображення залишається на вашому пристрої.', cameraOther: 'Цей QR-код не є посвідкою.', cameraFailed: 'Камерою не можна скористатися. Дозвольте її у браузері або вставте текст.',
    says: 'Що в ній сказано', nothing: 'Особа не показала даних.', holder: 'Ця сторінка не перевіряє, кому належить посвідка. Порівняйте дані з посвідченням особи.', again: 'Перевірити іншу',
  },
  ar: {
    title: 'التحقق من شهادة', lead: 'هل عرض عليك أحد شهادة من محفظته الرقمية، مثل شارة ضريبة الكلاب؟ هنا ترى إن كانت أصلية وما زالت صالحة.', field: 'الشهادة',
    hint: 'الصق نص الشهادة كاملًا. يبدأ بـ eyJ.', check: 'تحقق', kept: 'لا نخزن منها شيئًا.', empty: 'الصق شهادة.', long: 'هذا أطول من شهادة. الصق شهادة واحدة فقط.',
    valid: 'صالحة', validText: (authority) => `هذه الشهادة من ${authority} وهي صالحة.`, revoked: 'لم تعد صالحة: سُحبت', revokedText: (day) => `سحبت الجهة هذه الشهادة في ${day}.`,
    suspended: 'غير صالحة حاليًا: موقوفة', suspendedText: (day) => `أوقفت الجهة هذه الشهادة في ${day}. قد تصبح صالحة من جديد.`, expired: 'لم تعد صالحة: انتهت', expiredText: (day) => `كانت هذه الشهادة صالحة حتى ${day}.`,
    forged: 'غير أصلية', forgedText: 'غُيّرت هذه الشهادة أو لم تصدرها الجهة المذكورة فيها.', foreign: 'ليست من هنا', foreignText: 'لم تصدر أي جهة على هذه المنصة هذه الشهادة. لا يمكننا القول إن كانت أصلية.',
    unreadable: 'غير مقروءة', unreadableText: 'هذه ليست شهادة أو ينقصها جزء. انسخ النص كاملًا مرة أخرى.', what: 'الشهادة', authority: 'صادرة عن', issued: 'تاريخ الإصدار', until: 'صالحة حتى',
    camera: 'القراءة بالكاميرا', cameraClose: 'إغلاق الكاميرا', cameraHold: 'ضع رمز QR للشهادة أمام الكاميرا. تبقى الصورة على جهازك.', cameraOther: 'رمز QR هذا ليس شهادة.', cameraFailed: 'لا يمكن استخدام الكاميرا. اسمح بها في متصفحك أو الصق النص.',
    says: 'ما تقوله', nothing: 'لم يُظهر الشخص أي بيانات.', holder: 'لا تتحقق هذه الصفحة ممن تخصه الشهادة. قارن البيانات ببطاقة هوية.', again: 'التحقق من أخرى',
  },
});

export type Check = { readonly csrf: string; readonly typed: string; readonly checked: CheckedCredential | undefined; readonly problem: 'empty' | 'long' | undefined };

/** The form, and below it what came out. */
export function checkView(model: Check, locale: Language): View {
  const t = texts(locale);
  const errors = formErrors(model.problem === undefined ? [] : [{ pointer: '/credential', code: model.problem, message: t[model.problem] }], locale);
  const camera = cameraReader({ field: 'credential', begins: 'eyJ', label: t.camera, close: t.cameraClose, hold: t.cameraHold, other: t.cameraOther, failed: t.cameraFailed });
  const input = form({ csrf: model.csrf, fields: html`${camera}${textArea({ name: 'credential', label: t.field, hint: t.hint, value: model.typed, error: errors.of('credential'), rows: 6, locale })}`, buttons: button({ label: t.check }) });
  return {
    title: t.title, hasErrors: errors.all.length > 0, camera: model.checked === undefined,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${model.checked === undefined ? html`${lead(t.lead)}${input}${paragraph(t.kept, 'muted')}` : html`${outcome(model.checked, locale)}${section(paragraph(link({ label: t.again, href: '/check' })))}`}`,
  };
}

type Known = Extract<CheckedCredential, { readonly claims: unknown }>;

function outcome(checked: CheckedCredential, locale: Language): Html {
  const t = texts(locale);
  if (checked.verdict === 'unreadable') return alert({ kind: 'warning', title: t.unreadable, body: t.unreadableText });
  if (checked.verdict === 'foreign') return alert({ kind: 'warning', title: t.foreign, body: t.foreignText });
  return 'claims' in checked ? known(checked, locale) : alert({ kind: 'danger', title: t.forged, body: t.forgedText });
}

function known(checked: Known, locale: Language): Html {
  const t = texts(locale);
  const { verdict } = checked;
  const day = (at: Date | undefined) => (at === undefined ? '' : formatDate(berlinDate(at), locale));
  const bodies = { valid: t.validText(checked.authority), revoked: t.revokedText(day(checked.since)), suspended: t.suspendedText(day(checked.since)), expired: t.expiredText(day(checked.expiresAt)) };
  return html`${alert({ kind: verdict === 'valid' ? 'success' : verdict === 'suspended' ? 'warning' : 'danger', title: t[verdict], body: bodies[verdict] })}${section(descriptionList([
    { name: t.what, value: checked.type[localeFor(locale)] }, { name: t.authority, value: checked.authority }, { name: t.issued, value: day(checked.issuedAt) }, { name: t.until, value: day(checked.expiresAt) },
  ], locale))}${section(html`${heading(t.says, 2)}${checked.claims.length === 0 ? paragraph(t.nothing) : descriptionList(checked.claims.map(({ label, value }) => ({ name: label[localeFor(locale)], value })), locale)}${paragraph(t.holder, 'muted')}`)}`;
}
