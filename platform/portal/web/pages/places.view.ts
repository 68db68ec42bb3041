import { alert, emptyState, heading, html, lead, link, linkButton, list, paragraph, searchForm, section, table } from '@allmende/html';
import type { View } from '@allmende/http';
import { inLanguage, translations, type Language, type LocalText } from '@allmende/i18n';
import type { Authority, MatchedBy, PlaceSearch } from '@allmende/register';
import type { UrlFor } from '@allmende/tenancy';

const texts = translations({
  de: {
    title: 'Ort finden', lead: 'Geben Sie den Namen Ihres Ortes oder Ihre Postleitzahl ein.', label: 'Name oder Postleitzahl', hint: 'Auch Teile des Namens genügen. Ihr Ortsteil kann zu einer größeren Gemeinde gehören.',
    found: (count: number, query: string) => (count === 1 ? `Ein Ort zu „${query}“` : `${count} Orte zu „${query}“`), place: 'Ort', district: 'Kreis', land: 'Land', why: 'Gefunden über',
    more: 'Es gibt weitere Treffer. Geben Sie mehr vom Namen ein, um die Liste zu verkürzen.',
    seat: 'Unter einer Postleitzahl können mehrere Orte liegen', seatText: 'Bekannt ist nur die Postleitzahl des Rathauses. Ist Ihr Ort nicht dabei, suchen Sie bitte mit dem Namen.',
    none: (query: string) => `Kein Ort zu „${query}“ gefunden`, noneText: 'Prüfen Sie die Schreibweise, oder suchen Sie nach der Gemeinde, zu der Ihr Ortsteil gehört. Bei einer Postleitzahl ist nur die des Rathauses bekannt.',
    dissolved: (key: string, name: string, year: number) => `Der Schlüssel ${key} gehörte bis ${year} zu ${name}. Er gilt nicht mehr.`,
    authorities: 'Verwaltungen mit diesem Namen', home: 'Zur Startseite',
  },
  en: {
    title: 'Find your place', lead: 'Enter the name of your place or your postcode.', label: 'Name or postcode', hint: 'Parts of the name are enough. Your village may belong to a larger municipality.',
    found: (count: number, query: string) => (count === 1 ? `One place for “${query}”` : `${count} places for “${query}”`), place: 'Place', district: 'District', land: 'Federal state', why: 'Found by',
    more: 'There are more matches. Enter more of the name to shorten the list.',
    seat: 'Several places can share a postcode', seatText: 'Only the postcode of the town hall is known. If your place is not listed, please search by name.',
    none: (query: string) => `No place found for “${query}”`, noneText: 'Check the spelling, or search for the municipality your village belongs to. Of a postcode only that of the town hall is known.',
    dissolved: (key: string, name: string, year: number) => `The key ${key} belonged to ${name} until ${year}. It is no longer valid.`,
    authorities: 'Administrations of this name', home: 'To the start page',
  },
  'de-leicht': {
    title: 'Ort suchen', lead: 'Schreiben Sie den Namen von Ihrem Ort. Oder Ihre Post-Leit-Zahl.', label: 'Name oder Post-Leit-Zahl', hint: 'Ein Teil vom Namen reicht. Ihr Dorf kann zu einer größeren Gemeinde gehören.',
    found: (count: number, query: string) => (count === 1 ? `Ein Ort zu „${query}“` : `${count} Orte zu „${query}“`), place: 'Ort', district: 'Kreis', land: 'Bundes-Land', why: 'Gefunden mit',
    more: 'Es gibt noch mehr Orte. Schreiben Sie mehr vom Namen.',
    seat: 'Zu einer Post-Leit-Zahl können mehrere Orte gehören', seatText: 'Wir kennen nur die Post-Leit-Zahl vom Rathaus. Ihr Ort ist nicht dabei? Dann suchen Sie bitte mit dem Namen.',
    none: (query: string) => `Wir haben keinen Ort gefunden: „${query}“`, noneText: 'Bitte prüfen Sie: Ist der Name richtig geschrieben? Oder suchen Sie die Gemeinde, zu der Ihr Dorf gehört.',
    dissolved: (key: string, name: string, year: number) => `Der Schlüssel ${key} war bis ${year} für ${name}. Er gilt nicht mehr.`,
    authorities: 'Verwaltungen mit diesem Namen', home: 'Zur Start-Seite',
  },
  uk: {
    title: 'Знайти місце', lead: 'Введіть назву свого населеного пункту або поштовий індекс.', label: 'Назва або поштовий індекс', hint: 'Достатньо частини назви німецькою. Ваше село може належати до більшої громади.',
    found: (count: number, query: string) => (count === 1 ? `Одне місце за запитом «${query}»` : `Знайдено місць за запитом «${query}»: ${count}`), place: 'Місце', district: 'Округ', land: 'Федеральна земля', why: 'Знайдено за',
    more: 'Є ще збіги. Введіть більше літер назви, щоб скоротити список.',
    seat: 'Один поштовий індекс може мати кілька місць', seatText: 'Відомий лише поштовий індекс ратуші. Якщо вашого місця немає в списку, шукайте за назвою.',
    none: (query: string) => `За запитом «${query}» нічого не знайдено`, noneText: 'Перевірте написання або шукайте громаду, до якої належить ваше село. Відомий лише поштовий індекс ратуші.',
    dissolved: (key: string, name: string, year: number) => `Ключ ${key} до ${year} року належав ${name}. Він більше не чинний.`,
    authorities: 'Адміністрації з такою назвою', home: 'На початкову сторінку',
  },
  ar: {
    title: 'ابحث عن مكانك', lead: 'أدخل اسم مكانك أو رمزك البريدي.', label: 'الاسم أو الرمز البريدي', hint: 'يكفي جزء من الاسم بالألمانية. قد تتبع قريتك بلدية أكبر.',
    found: (count: number, query: string) => (count === 1 ? `مكان واحد لـ«${query}»` : `عدد الأماكن لـ«${query}»: ${count}`), place: 'المكان', district: 'الدائرة', land: 'الولاية', why: 'وُجد عبر',
    more: 'توجد نتائج أخرى. أدخل المزيد من الاسم لتقصير القائمة.',
    seat: 'قد تقع عدة أماكن تحت رمز بريدي واحد', seatText: 'المعروف هو الرمز البريدي لمبنى البلدية فقط. إن لم تجد مكانك فابحث بالاسم.',
    none: (query: string) => `لم يُعثر على مكان لـ«${query}»`, noneText: 'راجع طريقة الكتابة أو ابحث عن البلدية التي تتبعها قريتك. لا يُعرف إلا الرمز البريدي لمبنى البلدية.',
    dissolved: (key: string, name: string, year: number) => `كان المفتاح ${key} حتى عام ${year} لـ${name}. لم يعد ساريًا.`,
    authorities: 'إدارات بهذا الاسم', home: 'إلى الصفحة الرئيسية',
  },
});

const reasons: Record<MatchedBy, LocalText> = {
  name: { de: 'Name', en: 'name', uk: 'назвою', ar: 'الاسم' }, ags: { de: 'Gemeindeschlüssel', en: 'municipality key', uk: 'ключем громади', ar: 'مفتاح البلدية' },
  ars: { de: 'Regionalschlüssel', en: 'regional key', uk: 'регіональним ключем', ar: 'المفتاح الإقليمي' }, district: { de: 'Kreisschlüssel', en: 'district key', uk: 'ключем округу', ar: 'مفتاح الدائرة' },
  postcode: { de: 'Postleitzahl', 'de-leicht': 'Post-Leit-Zahl', en: 'postcode', uk: 'поштовим індексом', ar: 'الرمز البريدي' },
  'postcode-of-seat': { de: 'Postleitzahl des Rathauses', 'de-leicht': 'Post-Leit-Zahl vom Rathaus', en: 'postcode of the town hall', uk: 'поштовим індексом ратуші', ar: 'الرمز البريدي لمبنى البلدية' },
};

export type PlacesModel = { readonly query: string; readonly found: PlaceSearch; readonly authorities: readonly Authority[]; readonly hasMore: boolean };

/** What a search for a place found, and by what. */
export function placesView(model: PlacesModel, options: { readonly locale: Language; readonly urlFor: UrlFor }): View {
  const { locale, urlFor } = options;
  const { query, found, authorities } = model;
  const t = texts(locale);
  const { hits, dissolvedKey } = found;
  const search = searchForm({ action: urlFor.public('places'), label: t.label, hint: t.hint, value: query, locale });
  const title = query === '' ? t.title : hits.length === 0 ? t.none(query) : t.found(hits.length, query);
  const results = table<PlaceSearch['hits'][number]>({
    caption: title, captionHidden: true, rows: hits, empty: '',
    columns: [
      { label: t.place, cell: ({ place }) => link({ label: place.name, href: urlFor.place(place.slug) }) }, { label: t.district, cell: ({ place }) => place.district?.name ?? '–' },
      { label: t.land, cell: ({ place }) => place.land.name }, { label: t.why, cell: ({ matchedBy }) => inLanguage(reasons[matchedBy], locale) },
    ],
  });
  const nothing = emptyState({ title: title, text: dissolvedKey ? t.dissolved(dissolvedKey.key, dissolvedKey.name, dissolvedKey.lastYear) : t.noneText, next: linkButton({ label: t.home, href: urlFor.public(), look: 'secondary' }) });
  return {
    title, breadcrumbs: [{ label: 'Allmende', href: urlFor.public() }, { label: t.title }],
    main: html`${heading(t.title)}${query === '' ? lead(t.lead) : ''}${search}${query === '' ? '' : section(hits.length === 0 ? nothing : html`${heading(title, 2)}${
      hits.some(({ matchedBy }) => matchedBy === 'postcode-of-seat') ? alert({ kind: 'info', title: t.seat, body: t.seatText }) : ''
    }${results}${model.hasMore ? paragraph(t.more) : ''}`)}${
      authorities.length === 0 ? '' : section(html`${heading(t.authorities, 2)}${list(authorities.map((authority) => link({ label: authority.name, href: urlFor.place(authority.slug) })))}`)
    }`,
  };
}
