import type { View } from '@allmende/http';
import { alert, button, descriptionList, form, heading, hiddenField, html, lead, link, linkButton, linkRow, list, paragraph, section, table } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { formatDate, formatInstant, parsePlainDate } from '@allmende/time';
import type { OwnAccount } from '../../actions/own-account.ts';
import { ATTRIBUTES, type AttributeName } from '../../domain/verified-identity.ts';
import { identityTexts } from '../identity-texts.ts';

const texts = translations({
  de: {
    title: 'Mein Konto', lead: (authority: string) => `Was ${authority} über Sie gespeichert hat, und was damit geschah.`, level: 'Angemeldet mit Vertrauensniveau', proven: 'Zuletzt ausgewiesen', signOut: 'Abmelden',
    data: 'Ihre Daten', dataBody: 'Diese Angaben kamen bei Ihrer letzten Anmeldung von der BundID. Sie lassen sich hier nicht ändern; ändern Sie sie bei der BundID und melden Sie sich dann neu an.', noData: 'Es sind keine Angaben gespeichert.',
    sessions: 'Wo Sie angemeldet sind', started: 'Seit', used: 'Zuletzt benutzt', here: 'Dieses Gerät', end: 'Beenden', levelShort: 'Niveau',
    uses: 'Wofür Ihre Daten benutzt wurden', noUses: 'Noch nie.', when: 'Wann', what: 'Was', which: 'Welche Daten', 'signed-in': 'Angemeldet', 'taken-over': 'In einen Antrag übernommen', sent: 'Mit einem Antrag gesendet', none: 'keine',
    delete: 'Konto löschen', deleteBody: 'Sie können Ihr Konto jederzeit löschen.',
    sure: 'Konto wirklich löschen?', goneKey: 'Ihre Angaben in diesem Konto werden unlesbar gemacht: Wir vernichten den Schlüssel dazu. Das lässt sich nicht rückgängig machen.', goneDrafts: 'Angefangene Anträge, für die Sie sich ausgewiesen haben, werden gelöscht.', goneSessions: 'Sie werden auf allen Geräten abgemeldet.',
    stays: 'Was bleibt', staysBody: (authority: string) => `Anträge, die Sie schon abgesendet haben, liegen bei ${authority}. Sie bleiben dort, solange das Gesetz es für den Vorgang verlangt, und werden dann gelöscht. Ihre Vorgangsnummern und Zugangscodes gelten weiter. Auskunft gibt Ihnen die Behörde.`,
    yes: 'Ja, Konto löschen', no: 'Nein, behalten', deleted: 'Ihr Konto ist gelöscht', deletedBody: 'Der Schlüssel zu Ihren Angaben ist vernichtet. Sie sind abgemeldet.', signedOut: 'Sie sind abgemeldet', home: 'Zur Startseite', signIn: 'Wieder anmelden',
  },
  en: {
    title: 'My account', lead: (authority: string) => `What ${authority} has stored about you, and what happened with it.`, level: 'Signed in with level', proven: 'Identity last proven', signOut: 'Sign out',
    data: 'Your data', dataBody: 'BundID told us this when you last signed in. It cannot be changed here; change it at BundID and sign in again.', noData: 'Nothing is stored.',
    sessions: 'Where you are signed in', started: 'Since', used: 'Last used', here: 'This device', end: 'End', levelShort: 'Level',
    uses: 'What your data were used for', noUses: 'Never yet.', when: 'When', what: 'What', which: 'Which data', 'signed-in': 'Signed in', 'taken-over': 'Taken over into an application', sent: 'Sent with an application', none: 'none',
    delete: 'Delete account', deleteBody: 'You can delete your account at any time.',
    sure: 'Really delete the account?', goneKey: 'Your data in this account become unreadable: we destroy their key. This cannot be undone.', goneDrafts: 'Applications you have begun after proving who you are will be deleted.', goneSessions: 'You will be signed out on all devices.',
    stays: 'What stays', staysBody: (authority: string) => `Applications that you have sent lie with ${authority}. They stay there as long as the law demands for the matter, and are deleted then. Your references and access codes remain valid. The authority will inform you.`,
    yes: 'Yes, delete account', no: 'No, keep it', deleted: 'Your account is deleted', deletedBody: 'The key to your data is destroyed. You are signed out.', signedOut: 'You are signed out', home: 'To the start page', signIn: 'Sign in again',
  },
  'de-leicht': {
    title: 'Mein Konto', lead: (authority) => `Das hat ${authority} über Sie gespeichert. Und das ist damit passiert.`, level: 'So sicher sind Sie angemeldet', proven: 'Zuletzt ausgewiesen', signOut: 'Abmelden',
    data: 'Ihre Daten', dataBody: 'Diese Angaben kommen von der BundID. Sie können sie hier nicht ändern. Ändern Sie die Angaben bei der BundID. Melden Sie sich danach hier neu an.', noData: 'Es sind keine Angaben gespeichert.',
    sessions: 'Hier sind Sie angemeldet', started: 'Seit', used: 'Zuletzt benutzt', here: 'Dieses Gerät', end: 'Beenden', levelShort: 'Sicherheit',
    uses: 'Dafür wurden Ihre Daten benutzt', noUses: 'Noch nie.', when: 'Wann', what: 'Was', which: 'Welche Daten', 'signed-in': 'Angemeldet', 'taken-over': 'In einen Antrag übernommen', sent: 'Mit einem Antrag gesendet', none: 'keine',
    delete: 'Konto löschen', deleteBody: 'Sie können Ihr Konto immer löschen.',
    sure: 'Wollen Sie das Konto wirklich löschen?', goneKey: 'Niemand kann Ihre Angaben in diesem Konto dann noch lesen. Sie können das nicht rückgängig machen.', goneDrafts: 'Angefangene Anträge werden gelöscht. Das gilt für Anträge, für die Sie sich ausgewiesen haben.', goneSessions: 'Sie werden auf allen Geräten abgemeldet.',
    stays: 'Das bleibt', staysBody: (authority) => `Anträge, die Sie schon gesendet haben, sind bei ${authority}. Sie bleiben dort so lange, wie das Gesetz es verlangt. Dann werden sie gelöscht. Ihre Vorgangs-Nummern und Zugangs-Codes gelten weiter. Fragen dazu beantwortet das Amt.`,
    yes: 'Ja, Konto löschen', no: 'Nein, behalten', deleted: 'Ihr Konto ist gelöscht', deletedBody: 'Niemand kann Ihre Angaben noch lesen. Sie sind abgemeldet.', signedOut: 'Sie sind abgemeldet', home: 'Zur Start-Seite', signIn: 'Wieder anmelden',
  },
  uk: {
    title: 'Мій обліковий запис', lead: (authority) => `Що ${authority} зберігає про вас і для чого це використано.`, level: 'Рівень довіри входу', proven: 'Востаннє підтверджено особу', signOut: 'Вийти',
    data: 'Ваші дані', dataBody: 'Ці дані надала BundID під час вашого останнього входу. Тут їх змінити не можна: змініть їх у BundID і увійдіть ще раз.', noData: 'Даних не збережено.',
    sessions: 'Де ви увійшли', started: 'З', used: 'Востаннє використано', here: 'Цей пристрій', end: 'Завершити', levelShort: 'Рівень',
    uses: 'Для чого використано ваші дані', noUses: 'Ще ні разу.', when: 'Коли', what: 'Що', which: 'Які дані', 'signed-in': 'Вхід', 'taken-over': 'Перенесено до заяви', sent: 'Надіслано із заявою', none: 'жодних',
    delete: 'Видалити обліковий запис', deleteBody: 'Ви можете видалити обліковий запис будь-коли.',
    sure: 'Справді видалити обліковий запис?', goneKey: 'Ваші дані в цьому записі стануть нечитабельними: ми знищуємо ключ до них. Скасувати це неможливо.', goneDrafts: 'Розпочаті заяви, для яких ви підтверджували особу, буде видалено.', goneSessions: 'Вихід буде виконано на всіх пристроях.',
    stays: 'Що залишиться', staysBody: (authority) => `Уже надіслані заяви зберігає ${authority}. Вони залишаються там стільки, скільки вимагає закон, а потім видаляються. Ваші номери справ і коди доступу діють і далі. Довідку надає установа.`,
    yes: 'Так, видалити', no: 'Ні, залишити', deleted: 'Ваш обліковий запис видалено', deletedBody: 'Ключ до ваших даних знищено. Ви вийшли.', signedOut: 'Ви вийшли', home: 'На головну', signIn: 'Увійти знову',
  },
  ar: {
    title: 'حسابي', lead: (authority) => `ما تخزنه عنك ${authority} وما حدث به.`, level: 'مستوى الثقة عند الدخول', proven: 'آخر إثبات للهوية', signOut: 'تسجيل الخروج',
    data: 'بياناتك', dataBody: 'جاءت هذه البيانات من BundID عند آخر تسجيل دخول. لا يمكن تغييرها هنا: غيّرها لدى BundID ثم سجّل الدخول من جديد.', noData: 'لا توجد بيانات مخزنة.',
    sessions: 'أين سجّلت الدخول', started: 'منذ', used: 'آخر استخدام', here: 'هذا الجهاز', end: 'إنهاء', levelShort: 'المستوى',
    uses: 'فيمَ استُخدمت بياناتك', noUses: 'لم تُستخدم بعد.', when: 'متى', what: 'ماذا', which: 'أي بيانات', 'signed-in': 'تسجيل دخول', 'taken-over': 'نُقلت إلى طلب', sent: 'أُرسلت مع طلب', none: 'لا شيء',
    delete: 'حذف الحساب', deleteBody: 'يمكنك حذف حسابك في أي وقت.',
    sure: 'هل تريد حقًا حذف الحساب؟', goneKey: 'تصبح بياناتك في هذا الحساب غير قابلة للقراءة: نتلف مفتاحها. لا يمكن التراجع عن ذلك.', goneDrafts: 'تُحذف الطلبات التي بدأتها وأثبتّ هويتك من أجلها.', goneSessions: 'سيتم تسجيل خروجك من جميع الأجهزة.',
    stays: 'ما يبقى', staysBody: (authority) => `الطلبات التي أرسلتها موجودة لدى ${authority}. تبقى هناك ما دام القانون يتطلب ذلك ثم تُحذف. تبقى أرقام معاملاتك ورموز الدخول صالحة. تجيبك الجهة عن أسئلتك.`,
    yes: 'نعم، احذف الحساب', no: 'لا، احتفظ به', deleted: 'تم حذف حسابك', deletedBody: 'أُتلف مفتاح بياناتك. تم تسجيل خروجك.', signedOut: 'تم تسجيل خروجك', home: 'إلى الصفحة الرئيسية', signIn: 'تسجيل الدخول من جديد',
  },
});

export type MyAccount = { readonly account: OwnAccount; readonly authority: string; readonly csrf: string; readonly serviceNames: ReadonlyMap<string, string>; readonly deleteHref: string; readonly signOutAction: string; /** Pages of other rooms about what the person did here. */ readonly links: readonly { readonly href: string; readonly label: string }[] };

/** The account with its sessions and what its data were used for. */
export function myAccountView(model: MyAccount, locale: Language): View {
  const t = texts(locale);
  const words = identityTexts(locale);
  const { account } = model;
  const known = ATTRIBUTES.flatMap((name) => { const found = account.attributes[name]; return found ? [[name, found] as const] : []; });
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead(model.authority))}${descriptionList([{ name: t.level, value: words.levels[account.level] }, { name: t.proven, value: formatInstant(account.provenAt, locale) }], locale)}${linkRow(model.links.map(({ href, label }) => linkButton({ label, href })))}${
      form({ csrf: model.csrf, action: model.signOutAction, fields: '', buttons: button({ label: t.signOut, look: 'secondary' }), label: t.signOut })
    }${section(html`${heading(t.data, 2)}${known.length === 0 ? paragraph(t.noData) : html`${paragraph(t.dataBody)}${descriptionList(known.map(([name, { value, level }]) => ({
      name: words.attributes[name], value: html`${spoken(name, value, locale)}<br><span class="kern-body--muted">${level === 'high' ? words.sources.high : words.sources.account}</span>`,
    })), locale)}`}`)}${section(html`${heading(t.uses, 2)}${table<OwnAccount['uses'][number]>({
      caption: t.uses, captionHidden: true, rows: account.uses, empty: t.noUses,
      columns: [
        { label: t.when, cell: (use) => formatInstant(use.at, locale) },
        { label: t.what, cell: (use) => html`${t[use.kind]}${use.service === undefined ? '' : html`<br>${model.serviceNames.get(use.service) ?? use.service}`}${use.reference === undefined ? '' : html`<br>${use.reference}`}` },
        { label: t.which, cell: (use) => (use.attributes ?? []).map((name) => words.attributes[name as AttributeName] ?? name).join(', ') || t.none },
      ],
    })}`)}${section(html`${heading(t.sessions, 2)}${table<OwnAccount['sessions'][number]>({
      caption: t.sessions, captionHidden: true, rows: account.sessions, empty: '',
      columns: [
        { label: t.started, cell: (session) => formatInstant(session.createdAt, locale) },
        { label: t.used, cell: (session) => (session.isThis ? t.here : formatInstant(session.lastUsedAt, locale)) },
        { label: t.levelShort, cell: (session) => words.levels[session.level] },
        { label: t.end, action: true, cell: (session) => form({ csrf: model.csrf, fields: hiddenField({ name: 'session', value: session.id }), buttons: button({ label: t.end, look: 'secondary', small: true, about: formatInstant(session.createdAt, locale) }), label: `${t.end} ${formatInstant(session.createdAt, locale)}` }) },
      ],
    })}`)}${
      section(html`${heading(t.delete, 2)}${paragraph(t.deleteBody)}${paragraph(link({ label: t.delete, href: model.deleteHref }))}`)
    }`,
  };
}

function spoken(name: string, value: string, locale: Language): string {
  const day = name === 'birthDate' ? parsePlainDate(value) : undefined;
  return day === undefined ? value : formatDate(day, locale);
}

/** Says what deleting does, before it is done. */
export function deleteAccountView(model: { readonly authority: string; readonly csrf: string; readonly backHref: string }, locale: Language): View {
  const t = texts(locale);
  return {
    title: t.sure,
    main: html`${heading(t.sure)}${list([t.goneKey, t.goneDrafts, t.goneSessions])}${alert({ kind: 'info', title: t.stays, body: t.staysBody(model.authority) })}${form({ csrf: model.csrf, fields: '', buttons: html`${button({ label: t.yes })}${linkButton({ label: t.no, href: model.backHref, look: 'secondary' })}` })}`,
  };
}

/** After signing out, or after the account went. */
export function leftAccountView(model: { readonly isDeleted: boolean; readonly homeHref: string; readonly signInHref: string }, locale: Language): View {
  const t = texts(locale);
  const title = model.isDeleted ? t.deleted : t.signedOut;
  return { title, main: html`${heading(title)}${model.isDeleted ? paragraph(t.deletedBody) : ''}${paragraph(html`${link({ label: t.home, href: model.homeHref })}${model.isDeleted ? '' : html` · ${link({ label: t.signIn, href: model.signInHref })}`}`)}` };
}
