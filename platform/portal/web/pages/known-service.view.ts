import { alert, descriptionList, details, emptyState, heading, html, lead, link, linkButton, list, localWords, paragraph, searchForm, section, spoken, spokenPart, type Fact, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { inLanguage, languageOf, translations, type Language } from '@allmende/i18n';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import type { ResponsibleOffice } from '../../actions/find-office.ts';
import type { FoundPlaces } from '../../actions/find-places.ts';
import type { KnownService } from '../../domain/known-service.ts';

const texts = translations({
  de: {
    list: 'Leistungen', where: 'Wo wohnen Sie?', whereHint: 'Ort, Postleitzahl oder Ihre Adresse. Die Adresse wird nicht gespeichert.', find: 'Behörde finden', choose: 'Welcher Ort ist es?', seat: 'Unter einer Postleitzahl können mehrere Orte liegen. Bekannt ist nur die Postleitzahl des Rathauses.', more: 'Es gibt weitere Treffer. Geben Sie mehr vom Namen ein.',
    none: (query: string) => `Kein Ort zu „${query}“ gefunden`, noneText: 'Prüfen Sie die Schreibweise, oder suchen Sie die Gemeinde, zu der Ihr Ortsteil gehört.',
    office: (place: string) => `Zuständig in ${place}`, authority: 'Behörde', address: 'Adresse', phone: 'Telefon', email: 'E-Mail', notOnline: 'Das gibt es hier noch nicht online', notOnlineText: (name: string) => `Wenden Sie sich an: ${name}.`, unknown: 'Wer hier zuständig ist, ist nicht eingetragen', unknownText: 'Fragen Sie im Rathaus Ihres Ortes nach.', noContact: 'Telefon und Adresse hat die Behörde hier nicht eingetragen.', toPlace: (name: string) => `Zur Seite von ${name}`,
    usual: 'Wer ist zuständig?', municipality: 'Ihre Stadt oder Gemeinde, oder der Verband, der für sie arbeitet.', district: 'Ihr Landkreis, in einer kreisfreien Stadt die Stadt selbst.', land: 'Eine Behörde Ihres Landes.',
    documents: 'Diese Unterlagen können nötig sein', documentsText: 'Welche davon Sie wirklich brauchen, ergibt sich aus Ihren Antworten.', allDocuments: (count: number) => `Alle ${count} Unterlagen`, cost: 'Was kostet es?', costText: 'Das legt Ihre Behörde fest. Es steht auf der Seite Ihres Ortes.', time: 'Fristen und Dauer', laws: 'Rechtsgrundlagen',
  },
  'de-leicht': {
    list: 'Leistungen', where: 'Wo wohnen Sie?', whereHint: 'Schreiben Sie Ihren Ort, Ihre Post-Leit-Zahl oder Ihre Adresse. Wir speichern die Adresse nicht.', find: 'Amt suchen', choose: 'Welcher Ort ist es?', seat: 'Mehrere Orte können die gleiche Post-Leit-Zahl haben. Wir kennen nur die Post-Leit-Zahl vom Rathaus.', more: 'Es gibt noch mehr Orte. Schreiben Sie mehr vom Namen.',
    none: (query: string) => `Wir finden „${query}“ nicht.`, noneText: 'Ist der Name richtig geschrieben? Suchen Sie sonst nach der Gemeinde.',
    office: (place: string) => `Zuständig in ${place}`, authority: 'Amt', address: 'Adresse', phone: 'Telefon', email: 'E-Mail', notOnline: 'Das geht hier noch nicht im Internet.', notOnlineText: (name: string) => `Fragen Sie hier nach: ${name}.`, unknown: 'Wir wissen nicht, welches Amt zuständig ist.', unknownText: 'Fragen Sie im Rathaus nach.', noContact: 'Wir kennen Telefon und Adresse vom Amt nicht.', toPlace: (name: string) => `Zur Seite von ${name}`,
    usual: 'Welches Amt ist zuständig?', municipality: 'Ihre Stadt oder Ihre Gemeinde.', district: 'Ihr Land-Kreis. In einer großen Stadt: die Stadt.', land: 'Ein Amt von Ihrem Bundes-Land.',
    documents: 'Diese Papiere können nötig sein', documentsText: 'Welche Papiere Sie brauchen? Das sagen wir Ihnen im Antrag.', allDocuments: (count: number) => `Alle ${count} Papiere`, cost: 'Was kostet es?', costText: 'Das sagt Ihr Amt. Es steht auf der Seite von Ihrem Ort.', time: 'Wie lange dauert es?', laws: 'Gesetze',
  },
  en: {
    list: 'Services', where: 'Where do you live?', whereHint: 'Place, postcode or your address. The address is not stored.', find: 'Find authority', choose: 'Which place is it?', seat: 'Several places can share a postcode. Only the postcode of the town hall is known.', more: 'There are more matches. Enter more of the name.',
    none: (query: string) => `No place found for “${query}”`, noneText: 'Check the spelling, or look for the municipality your village belongs to.',
    office: (place: string) => `Responsible in ${place}`, authority: 'Authority', address: 'Address', phone: 'Phone', email: 'Email', notOnline: 'This is not online here yet', notOnlineText: (name: string) => `Please contact: ${name}.`, unknown: 'Who is responsible here has not been entered', unknownText: 'Please ask at the town hall of your place.', noContact: 'The authority has not entered its phone number and address here.', toPlace: (name: string) => `To the page of ${name}`,
    usual: 'Who is responsible?', municipality: 'Your town or municipality, or the association that works for it.', district: 'Your district, or the town itself where it belongs to none.', land: 'An authority of your federal state.',
    documents: 'Documents that may be needed', documentsText: 'Which of them you really need depends on your answers.', allDocuments: (count: number) => `All ${count} documents`, cost: 'What does it cost?', costText: 'Your authority decides. It is on the page of your place.', time: 'Deadlines and duration', laws: 'Legal basis',
  },
  uk: {
    list: 'Послуги', where: 'Де ви живете?', whereHint: 'Місце, поштовий індекс або ваша адреса. Адреса не зберігається.', find: 'Знайти установу', choose: 'Яке це місце?', seat: 'Кілька місць можуть мати один індекс. Відомий лише індекс ратуші.', more: 'Є ще результати. Введіть більше літер назви.',
    none: (query: string) => `Місце «${query}» не знайдено`, noneText: 'Перевірте написання або шукайте громаду, до якої належить ваш населений пункт.',
    office: (place: string) => `Відповідальна установа: ${place}`, authority: 'Установа', address: 'Адреса', phone: 'Телефон', email: 'Ел. пошта', notOnline: 'Тут цього ще немає онлайн', notOnlineText: (name: string) => `Зверніться до: ${name}.`, unknown: 'Не вказано, хто тут відповідає', unknownText: 'Запитайте в ратуші вашого міста.', noContact: 'Установа не вказала тут телефон та адресу.', toPlace: (name: string) => `На сторінку ${name}`,
    usual: 'Хто відповідає?', municipality: 'Ваше місто чи громада або об’єднання, що працює для неї.', district: 'Ваш округ, а в місті без округу — саме місто.', land: 'Установа вашої федеральної землі.',
    documents: 'Які документи можуть знадобитися', documentsText: 'Які з них справді потрібні, залежить від ваших відповідей.', allDocuments: (count: number) => `Усі документи: ${count}`, cost: 'Скільки це коштує?', costText: 'Це визначає ваша установа. Указано на сторінці вашого місця.', time: 'Строки', laws: 'Правова основа',
  },
  ar: {
    list: 'الخدمات', where: 'أين تسكن؟', whereHint: 'المكان أو الرمز البريدي أو عنوانك. لا يُحفظ العنوان.', find: 'ابحث عن الجهة', choose: 'أي مكان هو؟', seat: 'قد تشترك عدة أماكن في رمز بريدي واحد. المعروف فقط هو الرمز البريدي لدار البلدية.', more: 'توجد نتائج أخرى. أدخل جزءًا أكبر من الاسم.',
    none: (query: string) => `لم يُعثر على مكان «${query}»`, noneText: 'تحقق من الكتابة، أو ابحث عن البلدية التي يتبعها مكانك.',
    office: (place: string) => `الجهة المسؤولة في ${place}`, authority: 'الجهة', address: 'العنوان', phone: 'الهاتف', email: 'البريد الإلكتروني', notOnline: 'هذا غير متاح هنا عبر الإنترنت بعد', notOnlineText: (name: string) => `يُرجى التواصل مع: ${name}.`, unknown: 'لم تُدوَّن الجهة المسؤولة هنا', unknownText: 'اسأل في دار البلدية في مكانك.', noContact: 'لم تدوّن الجهة هاتفها وعنوانها هنا.', toPlace: (name: string) => `إلى صفحة ${name}`,
    usual: 'من المسؤول؟', municipality: 'مدينتك أو بلديتك، أو الاتحاد الذي يعمل لصالحها.', district: 'دائرتك، أو المدينة نفسها إن كانت لا تتبع دائرة.', land: 'جهة تابعة لولايتك.',
    documents: 'مستندات قد تلزم', documentsText: 'تحدد إجاباتك أيًّا منها تحتاجه فعلًا.', allDocuments: (count: number) => `كل المستندات: ${count}`, cost: 'كم التكلفة؟', costText: 'تحدد ذلك الجهة المسؤولة، وتجده في صفحة مكانك.', time: 'المواعيد والمدة', laws: 'الأساس القانوني',
  },
});

/** More than so many are folded away at first. */
const MANY = 8;

export type KnownServiceModel = { readonly service: KnownService; readonly query: string; readonly found: FoundPlaces | undefined; readonly office: ResponsibleOffice | undefined };
type Options = { readonly locale: Language; readonly urlFor: UrlFor };

/** What a service is wherever one lives, and the way to the office that answers. */
export function knownServiceView(model: KnownServiceModel, options: Options): View {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const { service } = model;
  const title = inLanguage(service.title, locale);
  const language = languageOf(service.title, locale);
  const has = (id: string) => service.sections.some((one) => one.id === id);
  const texted = (all: KnownService['documents']) => list(all.map((one) => localWords(one, locale)));
  return {
    title, titleLanguage: language, breadcrumbs: [{ label: 'Allmende', href: urlFor.public() }, { label: t.list, href: urlFor.public('services') }, { label: title, language }],
    main: html`${heading(spoken(title, language, locale))}${lead(localWords(service.summary, locale))}${model.office ? office(model.office, options) : ''}${section(
      searchForm({ action: urlFor.public('services', service.service), label: t.where, hint: t.whereHint, button: t.find, value: model.query, autocomplete: 'postal-code', locale }),
    )    }${model.found ? places(model, model.found, options) : ''}${service.sections.map((one) => section(html`${heading(localWords(one.title, locale), 2)}${paragraph(localWords(one.text, locale))}`))}${
      service.documents.length === 0 ? '' : section(html`${heading(t.documents, 2)}${paragraph(t.documentsText)}${service.documents.length > MANY ? details({ summary: t.allDocuments(service.documents.length), body: texted(service.documents) }) : texted(service.documents)}`)
    }${service.fees.length === 0 && has('cost') ? '' : section(html`${heading(t.cost, 2)}${service.fees.length === 0 ? paragraph(t.costText) : texted(service.fees)}`)}${service.deadlines.length === 0 || has('time') || has('deadline') ? '' : section(html`${heading(t.time, 2)}${texted(service.deadlines)}`)}${
      section(html`${heading(t.usual, 2)}${paragraph(t[service.usualAuthority])}`)}${service.laws.length === 0 ? '' : details({ summary: t.laws, body: spokenPart(list(service.laws), 'de', locale) })}`,
  };
}

function places({ service, query }: KnownServiceModel, found: FoundPlaces, { locale, urlFor }: Options): Html {
  const t = texts(locale);
  if (found.hits.length === 0) return section(emptyState({ title: t.none(query), text: t.noneText, next: linkButton({ label: t.list, href: urlFor.public('services'), look: 'secondary' }) }));
  const named = ({ place }: FoundPlaces['hits'][number]) => html`${link({ label: place.name, href: withQuery(urlFor.public('services', service.service), { place: place.slug }) })}${place.district && place.district.name !== place.name ? `, ${place.district.name}` : `, ${place.land.name}`}`;
  return section(html`${heading(t.choose, 2)}${found.hits.some(({ matchedBy }) => matchedBy === 'postcode-of-seat') ? paragraph(t.seat) : ''}${list(found.hits.map(named))}${found.hasMore ? paragraph(t.more) : ''}`);
}

function office({ place, authority, contact }: ResponsibleOffice, { locale, urlFor }: Options): Html {
  const t = texts(locale);
  const toPlace = linkButton({ label: t.toPlace(place.name), href: urlFor.place(place.slug), look: 'secondary' });
  if (!authority) return alert({ kind: 'info', title: t.unknown, body: html`${paragraph(t.unknownText)}${toPlace}` });
  const reach: Fact[] = [
    ...(contact?.phone ? [{ name: t.phone, value: link({ label: contact.phone, href: `tel:${contact.phone.replaceAll(/[^\d+]/gu, '')}` }) }] : []), ...(contact?.email ? [{ name: t.email, value: link({ label: contact.email, href: `mailto:${contact.email}` }) }] : []),
    ...(contact?.address ? [{ name: t.address, value: html`${contact.address.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`))}` }] : []),
  ];
  return section(html`${heading(t.office(place.name), 2)}${alert({ kind: 'info', title: t.notOnline, body: t.notOnlineText(authority.name) })}${descriptionList([{ name: t.authority, value: authority.name }, ...reach], locale)}${reach.length === 0 ? paragraph(t.noContact) : ''}${toPlace}`);
}
