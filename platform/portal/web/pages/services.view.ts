import { cardGrid, emptyState, heading, html, lead, linkButton, localWords, searchForm, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { inLanguage, translations, type Language } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { KnownService } from '../../domain/known-service.ts';
import type { LifeSituation } from '../../domain/life-situations.ts';
import { situationLinks, situationsWith } from '../situation-links.ts';

const texts = translations({
  de: {
    title: 'Leistungen von A bis Z', lead: 'Suchen Sie mit Ihren eigenen Worten. Danach sagen Sie, wo Sie wohnen, und kommen zur richtigen Behörde.', search: 'Was möchten Sie erledigen?', hint: 'Zum Beispiel: Hund, Miete zu teuer, umziehen', situations: 'Oder wählen Sie, worum es geht', all: 'Alle Leistungen',
    found: (query: string) => `Treffer zu „${query}“`, none: (query: string) => `Zu „${query}“ ist hier noch nichts beschrieben`, noneText: 'Versuchen Sie ein anderes Wort. Oder suchen Sie Ihren Ort: Dort steht, wie Sie Ihre Verwaltung erreichen.', place: 'Ort finden', empty: 'Noch ist keine Leistung beschrieben', emptyText: 'Sobald die erste freigegeben ist, steht sie hier.', showAll: 'Alle Leistungen zeigen',
  },
  'de-leicht': {
    title: 'Alle Leistungen', lead: 'Suchen Sie mit Ihren eigenen Wörtern. Dann sagen Sie: Wo wohne ich? Dann finden Sie das richtige Amt.', search: 'Was möchten Sie machen?', hint: 'Zum Beispiel: Hund, Miete zu teuer, umziehen', situations: 'Oder wählen Sie ein Thema', all: 'Alle Leistungen',
    found: (query: string) => `Das haben wir zu „${query}“ gefunden`, none: (query: string) => `Zu „${query}“ gibt es hier noch nichts.`, noneText: 'Suchen Sie mit einem anderen Wort. Oder suchen Sie Ihren Ort. Dort steht: So erreichen Sie das Amt.', place: 'Ort suchen', empty: 'Hier gibt es noch nichts.', emptyText: 'Bald steht hier mehr.', showAll: 'Alle Leistungen zeigen',
  },
  en: {
    title: 'Services from A to Z', lead: 'Search in your own words. Then say where you live, and you get to the right authority.', search: 'What would you like to do?', hint: 'For example: dog, rent too high, moving', situations: 'Or choose what it is about', all: 'All services',
    found: (query: string) => `Results for “${query}”`, none: (query: string) => `Nothing is described here for “${query}” yet`, noneText: 'Try another word. Or look for your place: there you see how to reach your administration.', place: 'Find your place', empty: 'No service is described yet', emptyText: 'Once the first one is released it stands here.', showAll: 'Show all services',
  },
  uk: {
    title: 'Послуги від А до Я', lead: 'Шукайте своїми словами. Потім вкажіть, де ви живете, і потрапите до потрібної установи.', search: 'Що ви хочете зробити?', hint: 'Наприклад: собака, дорога оренда, переїзд', situations: 'Або оберіть тему', all: 'Усі послуги',
    found: (query: string) => `Результати за запитом «${query}»`, none: (query: string) => `За запитом «${query}» тут ще нічого не описано`, noneText: 'Спробуйте інше слово. Або знайдіть своє місце: там указано, як зв’язатися з адміністрацією.', place: 'Знайти місце', empty: 'Ще не описано жодної послуги', emptyText: 'Щойно першу буде опубліковано, вона з’явиться тут.', showAll: 'Показати всі послуги',
  },
  ar: {
    title: 'الخدمات من الألف إلى الياء', lead: 'ابحث بكلماتك الخاصة. ثم حدّد مكان سكنك لتصل إلى الجهة الصحيحة.', search: 'ماذا تريد أن تنجز؟', hint: 'مثلًا: كلب، إيجار مرتفع، انتقال', situations: 'أو اختر الموضوع', all: 'كل الخدمات',
    found: (query: string) => `نتائج البحث عن «${query}»`, none: (query: string) => `لا يوجد وصف هنا بعد بخصوص «${query}»`, noneText: 'جرّب كلمة أخرى، أو ابحث عن مكانك: هناك تجد كيفية التواصل مع إدارتك.', place: 'ابحث عن المكان', empty: 'لم توصف أي خدمة بعد', emptyText: 'ستظهر هنا أول خدمة فور نشرها.', showAll: 'عرض كل الخدمات',
  },
});

export type DirectoryModel = { readonly all: readonly KnownService[]; readonly matching: readonly KnownService[]; readonly query: string; readonly situation: LifeSituation | undefined };

/** All services of the platform: search, situations of life, list. */
export function directoryView({ all, matching, query, situation }: DirectoryModel, { locale, urlFor }: { readonly locale: Language; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const here = urlFor.public('services');
  const situations = situationsWith(all);
  const cards = cardGrid(matching.map((one) => ({ title: localWords(one.title, locale), body: localWords(one.summary, locale), href: urlFor.public('services', one.service), level: 3 })));
  const isNarrowed = query !== '' || situation !== undefined;
  const headline = situation ? inLanguage(situation.name, locale) : query === '' ? t.all : t.found(query);
  const showAll = isNarrowed ? linkButton({ label: t.showAll, href: here, look: 'secondary' }) : '';
  const nothing = emptyState({ title: query === '' ? t.empty : t.none(query), text: query === '' ? t.emptyText : t.noneText, next: html`${linkButton({ label: t.place, href: urlFor.public('places'), look: 'secondary' })}${showAll}` });
  return {
    title: query === '' ? t.title : matching.length === 0 ? t.none(query) : headline, breadcrumbs: [{ label: 'Allmende', href: urlFor.public() }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${searchForm({ action: here, label: t.search, hint: t.hint, value: query, locale })}${
      situations.length < 2 ? '' : section(html`${heading(t.situations, 2)}${situationLinks({ situations, current: situation, hrefOf: (one) => withQuery(here, { situation: one.id }), language: locale })}`)
    }${section(matching.length === 0 ? nothing : html`${heading(headline, 2)}${cards}${showAll}`)}`,
  };
}
