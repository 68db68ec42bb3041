import { alert, cardGrid, descriptionList, emptyState, heading, html, lead, link, linkButton, list, localWords, paragraph, searchForm, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { inLanguage, translations, type Language } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatDate } from '@allmende/time';
import type { AuthorityDescription } from '../../actions/describe-authority.ts';

const kinds = {
  town: { de: 'Stadt- oder Gemeindeverwaltung', en: 'town or municipal administration', uk: 'міська або громадська адміністрація', ar: 'إدارة مدينة أو بلدية' },
  association: { de: 'gemeinsame Verwaltung mehrerer Gemeinden', en: 'shared administration of several municipalities', uk: 'спільна адміністрація кількох громад', ar: 'إدارة مشتركة لعدة بلديات' },
  district: { de: 'Kreisverwaltung', en: 'district administration', uk: 'адміністрація округу', ar: 'إدارة الدائرة' },
};

/** Beyond this nobody scrolls: a search stands above the places, and what is offered too. */
const LONG_LIST = 30;

const texts = translations({
  de: {
    lead: 'Wählen Sie Ihren Ort. Dort finden Sie alles, was Sie online erledigen können.', places: (count: number) => (count === 1 ? 'Ein Ort' : `${count} Orte`), find: 'Ort finden', findHint: 'Name oder Postleitzahl', noPlaces: 'Dieser Verwaltung ist kein Ort zugeordnet.',
    services: 'Das gibt es online', none: 'Hier gibt es noch keine Online-Dienste', member: 'Die Verwaltung ist Mitglied von Allmende und hat noch keinen Dienst eingeschaltet.', other: 'Die Verwaltung bietet über Allmende noch nichts an. Wenden Sie sich wie gewohnt an sie.',
    officers: 'Sie arbeiten in dieser Verwaltung?', office: 'Zum Bereich der Verwaltung', join: 'Mitglied werden', about: 'Über diese Verwaltung', kind: 'Art', district: 'Kreis', land: 'Land',
    gone: (date: string) => `Diese Verwaltung gibt es seit dem ${date} nicht mehr`,
  },
  en: {
    lead: 'Choose your place. There you find everything you can do online.', places: (count: number) => (count === 1 ? 'One place' : `${count} places`), find: 'Find your place', findHint: 'Name or postcode', noPlaces: 'No place belongs to this administration.',
    services: 'Available online', none: 'There are no online services here yet', member: 'The administration is a member of Allmende and has not switched on a service yet.', other: 'The administration offers nothing through Allmende yet. Please contact it as usual.',
    officers: 'Do you work in this administration?', office: 'To the administration’s area', join: 'Become a member', about: 'About this administration', kind: 'Kind', district: 'District', land: 'Federal state',
    gone: (date: string) => `This administration has not existed since ${date}`,
  },
  'de-leicht': {
    lead: 'Wählen Sie Ihren Ort. Dort sehen Sie, was Sie im Internet machen können.', places: (count: number) => (count === 1 ? 'Ein Ort' : `${count} Orte`), find: 'Ort suchen', findHint: 'Name oder Post-Leit-Zahl', noPlaces: 'Zu dieser Verwaltung gehört kein Ort.',
    services: 'Das geht im Internet', none: 'Hier gibt es noch nichts im Internet', member: 'Die Verwaltung macht bei Allmende mit. Es gibt aber noch keine Anträge.', other: 'Die Verwaltung macht bei Allmende noch nicht mit. Bitte rufen Sie an. Oder gehen Sie hin.',
    officers: 'Arbeiten Sie in dieser Verwaltung?', office: 'Zum Bereich der Verwaltung', join: 'Mitglied werden', about: 'Über diese Verwaltung', kind: 'Art', district: 'Kreis', land: 'Bundes-Land',
    gone: (date: string) => `Diese Verwaltung gibt es seit dem ${date} nicht mehr`,
  },
  uk: {
    lead: 'Оберіть свій населений пункт. Там ви знайдете все, що можна зробити онлайн.', places: (count: number) => (count === 1 ? 'Одне місце' : `Місця: ${count}`), find: 'Знайти місце', findHint: 'Назва або поштовий індекс', noPlaces: 'До цієї адміністрації не належить жодне місце.',
    services: 'Доступно онлайн', none: 'Тут ще немає онлайн-послуг', member: 'Адміністрація є учасником Allmende, але ще не ввімкнула жодної послуги.', other: 'Адміністрація ще нічого не пропонує через Allmende. Звертайтеся до неї звичним способом.',
    officers: 'Ви працюєте в цій адміністрації?', office: 'До розділу адміністрації', join: 'Стати учасником', about: 'Про цю адміністрацію', kind: 'Вид', district: 'Округ', land: 'Федеральна земля',
    gone: (date: string) => `Цієї адміністрації не існує з ${date}`,
  },
  ar: {
    lead: 'اختر مكانك. هناك تجد كل ما يمكنك إنجازه عبر الإنترنت.', places: (count: number) => (count === 1 ? 'مكان واحد' : `الأماكن: ${count}`), find: 'ابحث عن المكان', findHint: 'الاسم أو الرمز البريدي', noPlaces: 'لا يتبع هذه الإدارة أي مكان.',
    services: 'متاح عبر الإنترنت', none: 'لا توجد هنا خدمات عبر الإنترنت بعد', member: 'الإدارة عضو في Allmende ولم تشغّل أي خدمة بعد.', other: 'لا تقدّم الإدارة شيئًا عبر Allmende بعد. يرجى التواصل معها كالمعتاد.',
    officers: 'هل تعمل في هذه الإدارة؟', office: 'إلى قسم الإدارة', join: 'الانضمام كعضو', about: 'عن هذه الإدارة', kind: 'النوع', district: 'الدائرة', land: 'الولاية',
    gone: (date: string) => `لم تعد هذه الإدارة قائمة منذ ${date}`,
  },
});

/** The page of an authority that is no place itself: its places and what it offers. */
export function authorityView(model: AuthorityDescription, { locale, urlFor }: { readonly locale: Language; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const { authority, places, services, isMember } = model;
  const officers = html`${paragraph(t.officers, 'small')}${isMember ? linkButton({ label: t.office, href: urlFor.office(authority.slug), look: 'secondary' }) : linkButton({ label: t.join, href: urlFor.public('join'), look: 'secondary' })}`;
  const offered = services.length === 0
    ? emptyState({ title: t.none, text: isMember ? t.member : t.other, next: officers })
    : html`${heading(t.services, 2)}${cardGrid(services.map((service) => ({ title: localWords(service.title, locale), body: localWords(service.summary, locale), href: service.href, level: 3 })))}`;
  return {
    title: authority.name,
    main: html`${heading(authority.name, 1, { preline: authority.land.name })}${authority.vanishedOn === null ? '' : alert({ kind: 'warning', title: t.gone(formatDate(authority.vanishedOn, locale)) })}${places.length === 0 ? paragraph(t.noPlaces) : html`${lead(t.lead)}${places.length > LONG_LIST ? searchForm({ action: urlFor.public('places'), label: t.find, hint: t.findHint, locale }) : ''}${places.length > LONG_LIST ? offered : ''}${heading(t.places(places.length), 2)}${
      list(places.map((place) => link({ label: place.name, href: urlFor.place(place.slug) })))}`}${places.length > LONG_LIST ? '' : section(offered)}${section(html`${heading(t.about, 2)}${descriptionList([
      { name: t.kind, value: inLanguage(kinds[authority.kind], locale) }, ...(authority.district === null || authority.kind === 'district' ? [] : [{ name: t.district, value: authority.district.name }]), { name: t.land, value: authority.land.name },
    ], locale)}`)}`,
  };
}
