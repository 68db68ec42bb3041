import { alert, button, code, descriptionList, details, errorSummary, form, heading, html, lead, link, linkButton, list, livePart, paragraph, qrCode, section, textField, type FormErrors, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { IdentifiedPerson } from '../../domain/identified-person.ts';
import { PERSON_ATTRIBUTES, type PersonAttribute } from '../../domain/pid.ts';
import type { RefusalKind } from '../../domain/refusal.ts';
import { attributeWords } from '../attribute-words.ts';

const texts = translations({
  de: {
    title: 'Mit der Wallet ausweisen', what: (who: string) => `${who} möchte diese Angaben aus Ihrem Ausweis lesen. In Ihrer Wallet sehen Sie sie noch einmal und entscheiden dort.`, here: 'Auf diesem Gerät', open: 'Wallet öffnen',
    test: 'Test-Wallet öffnen', testHint: 'Nur zur Vorführung, mit erfundenen Personen.', other: 'Auf einem anderen Gerät', scan: 'Lesen Sie diesen QR-Code mit Ihrer Wallet. Danach zeigt Ihr anderes Gerät eine Zahl, die Sie hier eingeben.',
    qr: 'QR-Code, der Ihre Wallet öffnet', asLink: 'Was im QR-Code steht', wait: 'Wir warten auf Ihre Wallet. Diese Seite geht von selbst weiter.', reload: 'Seite neu laden', number: 'Zahl von Ihrem anderen Gerät',
    numberHint: 'Sechs Ziffern. Geben Sie die Zahl niemandem, der Sie danach fragt.', numberLead: 'Ihre Wallet hat geantwortet. Geben Sie jetzt die Zahl ein, die Ihr anderes Gerät zeigt.', begin: 'Weiter zur Wallet', forService: (service: string) => `Für „${service}“.`, shown: 'Das hat Ihre Wallet gezeigt', shownLead: (who: string) => `Diese Angaben bekommt ${who}, wenn Sie weitergehen.`, from: 'Ausweis', notMe: 'Das bin ich nicht: neu beginnen', go: 'Weiter', again: 'Noch einmal versuchen', over: 'Die Zeit ist um',
    overText: 'Diese Anfrage gilt nicht mehr. Sie können neu beginnen.', refused: 'Das hat nicht geklappt', numberTitle: 'Ihre Zahl', numberUse: 'Geben Sie diese Zahl auf dem Gerät ein, auf dem Sie den Dienst geöffnet haben.',
    numberWarn: 'Hat Ihnen jemand den QR-Code oder Link geschickt? Dann geben Sie die Zahl nicht weiter, sonst handelt diese Person in Ihrem Namen.', warn: 'Achtung',
  },
  en: {
    title: 'Identify yourself with your wallet', what: (who: string) => `${who} would like to read these details from your ID. Your wallet shows them again, and you decide there.`, here: 'On this device', open: 'Open wallet',
    test: 'Open test wallet', testHint: 'For demonstration only, with invented people.', other: 'On another device', scan: 'Read this QR code with your wallet. Your other device then shows a number that you enter here.',
    qr: 'QR code that opens your wallet', asLink: 'What the QR code says', wait: 'We are waiting for your wallet. This page goes on by itself.', reload: 'Load the page again', number: 'Number from your other device',
    numberHint: 'Six digits. Give the number to nobody who asks you for it.', numberLead: 'Your wallet has answered. Now enter the number that your other device shows.', begin: 'Continue to the wallet', forService: (service: string) => `For “${service}”.`, shown: 'This is what your wallet showed', shownLead: (who: string) => `${who} gets these details when you continue.`, from: 'ID', notMe: 'This is not me: begin again', go: 'Continue', again: 'Try again', over: 'The time is up',
    overText: 'This request is no longer valid. You can begin again.', refused: 'That did not work', numberTitle: 'Your number', numberUse: 'Enter this number on the device on which you opened the service.',
    numberWarn: 'Did somebody send you the QR code or link? Then do not pass the number on, or that person acts in your name.', warn: 'Attention',
  },
  'de-leicht': {
    title: 'Mit der Wallet ausweisen', what: (who) => `${who} möchte diese Angaben aus Ihrem Ausweis lesen. Sie sehen die Angaben auch in Ihrer Wallet. Dort entscheiden Sie: ja oder nein.`, here: 'Auf diesem Gerät', open: 'Wallet öffnen',
    test: 'Test-Wallet öffnen', testHint: 'Nur zum Zeigen. Die Personen sind erfunden.', other: 'Auf einem anderen Gerät', scan: 'Lesen Sie diesen QR-Code mit Ihrer Wallet. Danach sehen Sie auf dem anderen Gerät eine Zahl. Geben Sie die Zahl hier ein.',
    qr: 'QR-Code, der Ihre Wallet öffnet', asLink: 'Das steht im QR-Code', wait: 'Wir warten auf Ihre Wallet. Danach geht es von selbst weiter.', reload: 'Seite neu laden', number: 'Zahl von Ihrem anderen Gerät',
    numberHint: '6 Ziffern. Geben Sie die Zahl niemandem weiter.', numberLead: 'Ihre Wallet hat geantwortet. Geben Sie jetzt die Zahl ein. Sie steht auf Ihrem anderen Gerät.', begin: 'Weiter zur Wallet', forService: (service) => `Für „${service}“.`, shown: 'Das hat Ihre Wallet gezeigt', shownLead: (who) => `Diese Angaben bekommt ${who}, wenn Sie auf Weiter drücken.`, from: 'Ausweis', notMe: 'Das bin ich nicht: neu anfangen', go: 'Weiter', again: 'Noch einmal versuchen', over: 'Die Zeit ist um',
    overText: 'Diese Anfrage gilt nicht mehr. Sie können neu anfangen.', refused: 'Das hat nicht geklappt', numberTitle: 'Ihre Zahl', numberUse: 'Geben Sie diese Zahl auf dem anderen Gerät ein. Auf dem Gerät, auf dem Sie angefangen haben.',
    numberWarn: 'Hat Ihnen jemand den QR-Code oder den Link geschickt? Dann sagen Sie die Zahl niemandem. Sonst kann diese Person so tun, als wäre sie Sie.', warn: 'Achtung',
  },
  uk: {
    title: 'Підтвердити особу за допомогою гаманця', what: (who) => `${who} хоче прочитати ці дані з вашого посвідчення. Ваш гаманець покаже їх ще раз, і там ви вирішите.`, here: 'На цьому пристрої', open: 'Відкрити гаманець',
    test: 'Відкрити тестовий гаманець', testHint: 'Лише для показу, з вигаданими особами.', other: 'На іншому пристрої', scan: 'Зчитайте цей QR-код своїм гаманцем. Потім інший пристрій покаже число, яке ви введете тут.',
    qr: 'QR-код, що відкриває ваш гаманець', asLink: 'Що містить QR-код', wait: 'Ми чекаємо на ваш гаманець. Сторінка продовжить сама.', reload: 'Перезавантажити сторінку', number: 'Число з вашого іншого пристрою',
    numberHint: 'Шість цифр. Нікому не повідомляйте це число.', numberLead: 'Ваш гаманець відповів. Введіть число, яке показує інший пристрій.', begin: 'Далі до гаманця', forService: (service) => `Для послуги «${service}».`, shown: 'Це показав ваш гаманець', shownLead: (who) => `Ці дані отримає ${who}, якщо ви продовжите.`, from: 'Посвідчення', notMe: 'Це не я: почати знову', go: 'Далі', again: 'Спробувати ще раз', over: 'Час вичерпано',
    overText: 'Цей запит більше не діє. Ви можете почати знову.', refused: 'Не вдалося', numberTitle: 'Ваше число', numberUse: 'Введіть це число на пристрої, на якому ви відкрили послугу.',
    numberWarn: 'Хтось надіслав вам QR-код або посилання? Тоді не повідомляйте число, інакше ця особа діятиме від вашого імені.', warn: 'Увага',
  },
  ar: {
    title: 'إثبات الهوية بالمحفظة الرقمية', what: (who) => `تريد ${who} قراءة هذه البيانات من بطاقة هويتك. ستعرضها محفظتك مرة أخرى وهناك تقرر.`, here: 'على هذا الجهاز', open: 'فتح المحفظة',
    test: 'فتح المحفظة التجريبية', testHint: 'للعرض فقط، بأشخاص مختلقين.', other: 'على جهاز آخر', scan: 'امسح رمز QR هذا بمحفظتك. بعد ذلك يعرض جهازك الآخر رقمًا تُدخله هنا.',
    qr: 'رمز QR يفتح محفظتك', asLink: 'ما يحتويه رمز QR', wait: 'ننتظر محفظتك. ستتابع الصفحة تلقائيًا.', reload: 'إعادة تحميل الصفحة', number: 'الرقم من جهازك الآخر',
    numberHint: 'ستة أرقام. لا تعطِ الرقم لأي شخص يطلبه.', numberLead: 'أجابت محفظتك. أدخل الآن الرقم الذي يعرضه جهازك الآخر.', begin: 'المتابعة إلى المحفظة', forService: (service) => `من أجل «${service}».`, shown: 'هذا ما أظهرته محفظتك', shownLead: (who) => `ستحصل ${who} على هذه البيانات إذا تابعت.`, from: 'الهوية', notMe: 'هذا ليس أنا: ابدأ من جديد', go: 'متابعة', again: 'المحاولة مرة أخرى', over: 'انتهى الوقت',
    overText: 'لم يعد هذا الطلب صالحًا. يمكنك البدء من جديد.', refused: 'لم ينجح ذلك', numberTitle: 'رقمك', numberUse: 'أدخل هذا الرقم على الجهاز الذي فتحت عليه الخدمة.',
    numberWarn: 'هل أرسل إليك أحد رمز QR أو الرابط؟ لا تعطه الرقم إذن، وإلا تصرّف باسمك.', warn: 'تنبيه',
  },
});

const refusals = translations({
  de: {
    unreadable: 'Die Antwort Ihrer Wallet ließ sich nicht lesen. Vielleicht braucht Ihre Wallet eine Aktualisierung.', 'not-yours': 'Die Antwort passt nicht zu dieser Anfrage. Beginnen Sie neu, und antworten Sie mit dem Gerät, auf dem Ihr Ausweis liegt.',
    untrusted: 'Dieser Ausweis kommt von einer Stelle, der wir nicht vertrauen können. Nutzen Sie Ihren Personalausweis in der Wallet.', 'not-valid': 'Dieser Ausweis gilt nicht mehr. Bitte erneuern Sie ihn in Ihrer Wallet.',
    suspended: 'Dieser Ausweis ist zurzeit gesperrt. Sie können ihn bei der Stelle entsperren, die ihn ausgegeben hat.', incomplete: 'Die Wallet hat nicht genau die Angaben gezeigt, um die wir gebeten haben.',
    unsure: 'Wir konnten gerade nicht prüfen, ob der Ausweis noch gilt. Deshalb nehmen wir ihn nicht an. Bitte versuchen Sie es in einigen Minuten noch einmal.', late: 'Diese Anfrage gilt nicht mehr.', declined: 'Sie haben in Ihrer Wallet abgelehnt. Es wurde nichts übertragen.',
  },
  en: {
    unreadable: 'The answer of your wallet could not be read. Your wallet may need an update.', 'not-yours': 'The answer does not belong to this request. Begin again, and answer with the device that holds your ID.',
    untrusted: 'This ID comes from a body that we cannot trust. Use your identity card in the wallet.', 'not-valid': 'This ID is no longer valid. Please renew it in your wallet.',
    suspended: 'This ID is blocked at the moment. The body that issued it can unblock it.', incomplete: 'The wallet did not show exactly the details that we asked for.',
    unsure: 'We could not check just now whether the ID is still valid, so we do not accept it. Please try again in a few minutes.', late: 'This request is no longer valid.', declined: 'You declined in your wallet. Nothing was transmitted.',
  },
  'de-leicht': {
    unreadable: 'Wir konnten die Antwort Ihrer Wallet nicht lesen. Vielleicht müssen Sie die Wallet neu laden.', 'not-yours': 'Die Antwort passt nicht zu dieser Anfrage. Fangen Sie neu an. Nehmen Sie das Gerät mit Ihrem Ausweis.',
    untrusted: 'Wir kennen die Stelle nicht, von der dieser Ausweis kommt. Nehmen Sie Ihren Personal-Ausweis in der Wallet.', 'not-valid': 'Dieser Ausweis gilt nicht mehr. Bitte holen Sie einen neuen in Ihre Wallet.',
    suspended: 'Dieser Ausweis ist im Moment gesperrt. Die Stelle, von der er kommt, kann ihn wieder öffnen.', incomplete: 'Die Wallet hat nicht genau die Angaben gezeigt, die wir brauchen.',
    unsure: 'Wir konnten gerade nicht prüfen, ob der Ausweis noch gilt. Bitte versuchen Sie es in ein paar Minuten noch einmal.', late: 'Diese Anfrage gilt nicht mehr.', declined: 'Sie haben in Ihrer Wallet Nein gesagt. Wir haben nichts bekommen.',
  },
  uk: {
    unreadable: 'Відповідь вашого гаманця не вдалося прочитати. Можливо, гаманець потребує оновлення.', 'not-yours': 'Відповідь не належить до цього запиту. Почніть знову і відповідайте з пристрою, на якому є ваше посвідчення.',
    untrusted: 'Це посвідчення видала установа, якій ми не можемо довіряти. Використайте посвідчення особи в гаманці.', 'not-valid': 'Це посвідчення більше не дійсне. Оновіть його у своєму гаманці.',
    suspended: 'Це посвідчення зараз заблоковане. Розблокувати його може установа, що його видала.', incomplete: 'Гаманець показав не саме ті дані, про які ми просили.',
    unsure: 'Зараз ми не змогли перевірити, чи дійсне посвідчення, тому не приймаємо його. Спробуйте за кілька хвилин.', late: 'Цей запит більше не діє.', declined: 'Ви відмовили у своєму гаманці. Нічого не передано.',
  },
  ar: {
    unreadable: 'تعذرت قراءة إجابة محفظتك. ربما تحتاج المحفظة إلى تحديث.', 'not-yours': 'الإجابة لا تخص هذا الطلب. ابدأ من جديد وأجب من الجهاز الذي عليه هويتك.',
    untrusted: 'هذه الهوية صادرة عن جهة لا يمكننا الوثوق بها. استخدم بطاقة هويتك في المحفظة.', 'not-valid': 'لم تعد هذه الهوية صالحة. يرجى تجديدها في محفظتك.',
    suspended: 'هذه الهوية موقوفة حاليًا. يمكن للجهة التي أصدرتها رفع الإيقاف.', incomplete: 'لم تُظهر المحفظة البيانات التي طلبناها بالضبط.',
    unsure: 'لم نتمكن الآن من التحقق من صلاحية الهوية ولذلك لا نقبلها. حاول مرة أخرى بعد بضع دقائق.', late: 'لم يعد هذا الطلب صالحًا.', declined: 'رفضت في محفظتك. لم يُنقل شيء.',
  },
});

export type Identify = {
  readonly state: 'waiting' | 'answered' | 'over' | 'refused';
  readonly refusal: RefusalKind | undefined;
  readonly asked: readonly PersonAttribute[];
  readonly verifier: string;
  readonly csrf: string;
  readonly typed: string;
  readonly errors: FormErrors;
  readonly again: string;
  readonly self: string;
  readonly events: string;
  readonly links: { readonly wallet: string; readonly test: string | undefined; readonly cells: readonly (readonly boolean[])[] } | undefined;
};

/** Waiting for a wallet, in each state. */
export function identifyView(model: Identify, locale: Language): View {
  const t = texts(locale);
  return { title: t.title, hasErrors: model.errors.all.length > 0, ...(model.state === 'waiting' ? { live: true, waitSeconds: 5 } : {}), main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(t.title)}${model.state === 'waiting' ? livePart({ id: 'wallet', source: model.events, content: content(model, locale) }) : html`<div id="wallet">${content(model, locale)}</div>`}` };
}

function content(model: Identify, locale: Language): Html {
  const t = texts(locale);
  const begin = linkButton({ label: t.again, href: model.again });
  if (model.state === 'refused') return html`${alert({ kind: 'danger', title: t.refused, body: refusals(locale)[model.refusal ?? 'unreadable'] })}${section(begin)}`;
  if (model.state === 'over') return html`${alert({ kind: 'warning', title: t.over, body: t.overText })}${section(begin)}`;
  if (model.state === 'answered') {
    return html`${lead(t.numberLead)}${form({
      csrf: model.csrf, buttons: button({ label: t.go }),
      fields: textField({ name: 'number', label: t.number, hint: t.numberHint, value: model.typed.slice(0, 20), error: model.errors.of('number'), inputmode: 'numeric', autocomplete: 'off', width: 'short', locale }),
    })}`;
  }
  const { links } = model;
  const words = attributeWords(locale);
  return html`${lead(t.what(model.verifier))}${list(model.asked.map((attribute) => words[attribute]))}${links === undefined ? '' : html`${section(html`${heading(t.here, 2)}${links.test === undefined ? '' : html`${paragraph(html`${linkButton({ label: t.test, href: links.test, look: 'secondary' })}`)}${paragraph(t.testHint, 'muted')}`}${paragraph(linkButton({ label: t.open, href: links.wallet }))}`)}${
    section(html`${heading(t.other, 2)}${paragraph(t.scan)}${qrCode({ cells: links.cells, label: t.qr })}${details({ summary: t.asLink, body: code(links.wallet) })}`)}`}${section(html`${paragraph(t.wait, 'muted')}${paragraph(link({ label: t.reload, href: model.self }))}`)}`;
}

/** What will be asked, before anything is. */
export function identifyStartView(model: { readonly asked: readonly PersonAttribute[]; readonly service: string | undefined; readonly verifier: string; readonly csrf: string }, locale: Language): View {
  const t = texts(locale);
  const words = attributeWords(locale);
  return { title: t.title, main: html`${heading(t.title)}${lead(t.what(model.verifier))}${model.service === undefined ? '' : paragraph(t.forService(model.service))}${list(model.asked.map((attribute) => words[attribute]))}${form({ csrf: model.csrf, fields: '', buttons: button({ label: t.begin }) })}` };
}

/** What was shown, before it is used. */
export function identifyPersonView(model: { readonly person: IdentifiedPerson; readonly verifier: string; readonly csrf: string; readonly action: string; readonly again: string }, locale: Language): View {
  const t = texts(locale);
  const words = attributeWords(locale);
  const { attributes, issuer } = model.person;
  const rows = PERSON_ATTRIBUTES.flatMap((name) => { const value = attributes[name]; return value === undefined ? [] : [{ name: words[name], value: name === 'birthDate' ? formatDate(value as PlainDate, locale) : value }]; });
  return {
    title: t.shown,
    main: html`${heading(t.shown)}${lead(t.shownLead(model.verifier))}${descriptionList([...rows, { name: t.from, value: issuer }], locale)}${form({ csrf: model.csrf, action: model.action, fields: '', buttons: button({ label: t.go }) })}${paragraph(link({ label: t.notMe, href: model.again }))}`,
  };
}

/** The number on the second device. */
export function identifyNumberView(model: { readonly number: string }, locale: Language): View {
  const t = texts(locale);
  return { title: t.numberTitle, main: html`${heading(`${model.number.slice(0, 3)} ${model.number.slice(3)}`, 1, { preline: t.numberTitle })}${lead(t.numberUse)}${alert({ kind: 'warning', title: t.warn, body: t.numberWarn })}` };
}
