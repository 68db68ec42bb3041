import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    news: 'Es gibt etwas Neues zu Ihrem Antrag', newsText: (authority: string) => `zu einem Antrag bei ${authority} gibt es etwas Neues. Sehen Sie hier nach, mit Ihrer Vorgangsnummer und Ihrem Zugangscode:`, why: 'Was es ist, steht nicht in dieser E-Mail: So kann es niemand mitlesen.', stop: 'Keine E-Mails mehr? Das stellen Sie auf derselben Seite unter „Nachrichten“ ein.',
    confirm: 'Bestätigen Sie Ihre E-Mail-Adresse', confirmText: (authority: string) => `jemand möchte an diese Adresse E-Mails bekommen, wenn es zu einem Antrag bei ${authority} etwas Neues gibt. Waren Sie das? Dann bestätigen Sie es hier:`, notYou: 'Waren Sie es nicht, müssen Sie nichts tun. Dann kommt keine weitere E-Mail.', hello: 'Guten Tag,',
  },
  en: {
    news: 'There is something new about your application', newsText: (authority: string) => `there is something new about an application at ${authority}. Look here, with your reference and your access code:`, why: 'What it is does not stand in this e-mail, so that nobody can read it on the way.', stop: 'No more e-mails? Set that on the same page under “Messages”.',
    confirm: 'Confirm your e-mail address', confirmText: (authority: string) => `somebody wants to get e-mails at this address when there is something new about an application at ${authority}. Was it you? Then confirm it here:`, notYou: 'If it was not you, there is nothing to do. No further e-mail will come.', hello: 'Hello,',
  },
  'de-leicht': {
    news: 'Es gibt etwas Neues zu Ihrem Antrag', newsText: (authority: string) => `Sie haben einen Antrag geschickt an: ${authority}. Es gibt etwas Neues. Sehen Sie hier nach. Sie brauchen Ihre Vorgangs-Nummer und Ihren Zugangs-Code:`, why: 'Was neu ist, steht nicht in dieser E-Mail. So kann es kein anderer lesen.', stop: 'Sie wollen keine E-Mails mehr? Das können Sie auf der Seite bei „Nachrichten“ sagen.',
    confirm: 'Ist das Ihre E-Mail-Adresse?', confirmText: (authority: string) => `Jemand möchte E-Mails an diese Adresse bekommen. Es geht um einen Antrag bei: ${authority}. Waren Sie das? Dann klicken Sie hier:`, notYou: 'Waren Sie das nicht? Dann müssen Sie nichts tun. Es kommt keine E-Mail mehr.', hello: 'Guten Tag,',
  },
  uk: {
    news: 'Є новини щодо вашої заяви', newsText: (authority: string) => `щодо заяви, поданої до органу «${authority}», є щось нове. Подивіться тут за номером справи й кодом доступу:`, why: 'Що саме, у цьому листі не написано: так ніхто сторонній цього не прочитає.', stop: 'Не хочете більше листів? Вимкніть їх на тій самій сторінці в розділі «Повідомлення».',
    confirm: 'Підтвердьте свою електронну адресу', confirmText: (authority: string) => `хтось хоче отримувати на цю адресу листи про новини щодо заяви, поданої до органу «${authority}». Це були ви? Тоді підтвердьте тут:`, notYou: 'Якщо це були не ви, нічого робити не треба. Більше листів не буде.', hello: 'Добрий день!',
  },
  ar: {
    news: 'هناك جديد بشأن طلبك', newsText: (authority: string) => `هناك جديد بشأن طلب لدى ${authority}. اطّلع هنا برقم المعاملة ورمز الدخول:`, why: 'لا تذكر هذه الرسالة ما هو الجديد حتى لا يقرأه أحد غيرك.', stop: 'لا تريد رسائل أخرى؟ غيّر ذلك في الصفحة نفسها تحت «الرسائل».',
    confirm: 'أكّد عنوان بريدك الإلكتروني', confirmText: (authority: string) => `يريد أحدهم تلقي رسائل على هذا العنوان عند وجود جديد بشأن طلب لدى ${authority}. هل هذا أنت؟ أكّد ذلك هنا:`, notYou: 'إن لم تكن أنت فلا داعي لفعل شيء، ولن تصلك رسالة أخرى.', hello: 'مرحبًا،',
  },
});

/** An e-mail without content: that there is something new, where to look, and how to stop it. Neither the service nor the reference stands in it. */
export function newsMail(input: { readonly authority: string; readonly href: string }, language: Language): { readonly subject: string; readonly text: string } {
  const t = texts(language);
  return { subject: t.news, text: [t.hello, '', t.newsText(input.authority), input.href, '', t.why, '', t.stop, ''].join('\n') };
}

/** Asks whether an address is the person's who entered it. */
export function confirmMail(input: { readonly authority: string; readonly href: string }, language: Language): { readonly subject: string; readonly text: string } {
  const t = texts(language);
  return { subject: t.confirm, text: [t.hello, '', t.confirmText(input.authority), input.href, '', t.notYou, ''].join('\n') };
}

const MESSAGE_ID = /^<allmende-notice\.(?<tenant>[0-9a-f-]{36})\.(?<notice>[0-9a-f-]{36})@[^<>\s@]+>$/u;

/** The `Message-ID` of a notice, by which a report of a mail server finds back. */
export function messageIdOf(tenant: string, notice: string, host: string): string {
  return `<allmende-notice.${tenant}.${notice}@${host}>`;
}

/** The notice that a `Message-ID` names; undefined for any other mail. */
export function noticeOfMessageId(messageId: string): { readonly tenant: string; readonly notice: string } | undefined {
  const { tenant, notice } = MESSAGE_ID.exec(messageId)?.groups ?? {};
  return tenant === undefined || notice === undefined ? undefined : { tenant, notice };
}
