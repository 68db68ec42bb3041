import { heading, html, lead, link, list, paragraph } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';

const texts = translations({
  de: {
    title: 'Mein Konto', lead: 'Sie haben bei jeder Behörde ein eigenes Konto. Keine sieht das der anderen.', open: 'angemeldet', none: (place: string) => `In ${place} gibt es zurzeit keine Leistung, für die Sie ein Konto brauchen.`, home: 'Zur Startseite',
    need: 'Für die meisten Leistungen brauchen Sie kein Konto. Es entsteht erst, wenn Sie sich für eine Leistung ausweisen.',
  },
  en: {
    title: 'My account', lead: 'You have an account of your own with each authority. None sees that of another.', open: 'signed in', none: (place) => `There is no service in ${place} at present that you need an account for.`, home: 'To the start page',
    need: 'You need no account for most services. It comes into being when you prove who you are for a service.',
  },
  'de-leicht': {
    title: 'Mein Konto', lead: 'Sie haben bei jedem Amt ein eigenes Konto. Kein Amt sieht das Konto bei einem anderen Amt.', open: 'angemeldet', none: (place) => `In ${place} brauchen Sie im Moment kein Konto.`, home: 'Zur Start-Seite',
    need: 'Meistens brauchen Sie kein Konto. Ein Konto bekommen Sie, wenn Sie sich im Internet ausweisen.',
  },
  uk: {
    title: 'Мій обліковий запис', lead: 'У кожної установи ви маєте окремий обліковий запис. Жодна установа не бачить запису в іншої.', open: 'вхід виконано', none: (place) => `У ${place} зараз немає послуг, для яких вам потрібен обліковий запис.`, home: 'На головну',
    need: 'Для більшості послуг обліковий запис не потрібен. Він з’являється, лише коли ви підтверджуєте свою особу для послуги.',
  },
  ar: {
    title: 'حسابي', lead: 'لديك حساب خاص لدى كل جهة. ولا ترى أي جهة حسابك لدى جهة أخرى.', open: 'تم تسجيل الدخول', none: (place) => `لا توجد حاليًا في ${place} خدمة تحتاج فيها إلى حساب.`, home: 'إلى الصفحة الرئيسية',
    need: 'لا تحتاج إلى حساب في معظم الخدمات. ينشأ الحساب عندما تثبت هويتك من أجل خدمة ما.',
  },
});

/** The authorities of a place at which somebody may have an account. */
export function accountsView(model: { readonly place: string; readonly homeHref: string; readonly accounts: readonly { readonly name: string; readonly href: string; readonly isOpen: boolean }[] }, language: Language): View {
  const t = texts(language);
  return {
    title: t.title,
    main: html`${heading(t.title)}${model.accounts.length === 0
      ? html`${lead(t.none(model.place))}${paragraph(t.need)}${paragraph(link({ label: t.home, href: model.homeHref }))}`
      : html`${lead(t.lead)}${list(model.accounts.map(({ name, href, isOpen }) => html`${link({ label: name, href })}${isOpen ? ` (${t.open})` : ''}`))}${paragraph(t.need)}`}`,
  };
}
