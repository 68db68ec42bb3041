import { badge, button, emptyState, form, heading, hiddenField, html, lead, linkButton, section, spoken, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Language } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { OwnApplication } from '../../actions/list-own-applications.ts';
import { spokenIn } from '../spoken-in.ts';

const texts = translations({
  de: { title: 'Meine Anträge', lead: (authority: string) => `Anträge, die Sie mit diesem Konto an ${authority} gesendet haben.`, service: 'Dienst', reference: 'Vorgangsnummer', sent: 'Gesendet', state: 'Stand', withdrawn: 'Zurückgenommen', open: 'Ansehen', none: 'Mit diesem Konto haben Sie noch nichts gesendet.', back: 'Zum Konto' },
  en: { title: 'My applications', lead: (authority: string) => `Applications that you have sent to ${authority} with this account.`, service: 'Service', reference: 'Reference', sent: 'Sent', state: 'Status', withdrawn: 'Taken back', open: 'See', none: 'You have sent nothing with this account yet.', back: 'To the account' },
  'de-leicht': { title: 'Meine Anträge', lead: (authority: string) => `Diese Anträge haben Sie geschickt an: ${authority}.`, service: 'Antrag', reference: 'Vorgangs-Nummer', sent: 'Abgeschickt', state: 'So weit ist der Antrag', withdrawn: 'Zurück-genommen', open: 'Ansehen', none: 'Sie haben noch keinen Antrag geschickt.', back: 'Zu meinem Konto' },
  uk: { title: 'Мої заяви', lead: (authority: string) => `Заяви, які ви надіслали до органу «${authority}» з цього облікового запису.`, service: 'Послуга', reference: 'Номер справи', sent: 'Надіслано', state: 'Стан', withdrawn: 'Відкликано', open: 'Переглянути', none: 'З цього облікового запису ви ще нічого не надсилали.', back: 'До облікового запису' },
  ar: { title: 'طلباتي', lead: (authority: string) => `الطلبات التي أرسلتها إلى ${authority} بهذا الحساب.`, service: 'الخدمة', reference: 'رقم المعاملة', sent: 'أُرسل', state: 'الحالة', withdrawn: 'مسحوب', open: 'عرض', none: 'لم ترسل شيئًا بهذا الحساب بعد.', back: 'إلى الحساب' },
});

/** The applications of a citizen with this authority, each leading to its status page. */
export function ownApplicationsView(model: { readonly applications: readonly OwnApplication[]; readonly authority: string; readonly csrf: string; readonly accountHref: string }, language: Language): View {
  const t = texts(language);
  return {
    title: t.title,
    main: html`${heading(t.title)}${lead(t.lead(model.authority))}${table<OwnApplication>({
      caption: t.title, captionHidden: true, rows: model.applications, empty: emptyState({ title: t.none }),
      columns: [
        { label: t.service, cell: (one) => spoken(one.serviceName, spokenIn({ language: one.spokenIn }), language) },
        { label: t.reference, cell: ({ reference }) => reference },
        { label: t.sent, cell: ({ submittedAt }) => formatInstant(submittedAt, language) },
        { label: t.state, cell: (one) => (one.isWithdrawn ? badge(t.withdrawn, 'neutral', { small: true }) : spoken(one.stateName, spokenIn({ language: one.spokenIn }), language)) },
        { label: t.open, action: true, cell: ({ id, reference }) => form({ csrf: model.csrf, fields: hiddenField({ name: 'application', value: id }), buttons: button({ label: t.open, look: 'secondary', small: true, about: reference }), label: `${t.open} ${reference}` }) },
      ],
    })}${section(linkButton({ label: t.back, href: model.accountHref, look: 'tertiary' }))}`,
  };
}
