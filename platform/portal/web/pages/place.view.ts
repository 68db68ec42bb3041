import { alert, cardGrid, descriptionList, details, emptyState, heading, html, lead, link, linkButton, list, localWords, paragraph, searchForm, section, type Fact, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { inLanguage, translations, type Language } from '@allmende/i18n';
import { ASSOCIATION_TYPES, PLACE_TYPES, type Authority, type Place } from '@allmende/register';
import { withQuery, type UrlFor } from '@allmende/tenancy';
import { formatDate } from '@allmende/time';
import type { PlaceDescription } from '../../actions/describe-place.ts';
import type { KnownService } from '../../domain/known-service.ts';
import type { LegalContact } from '../../domain/legal-contact.ts';
import type { LifeSituation } from '../../domain/life-situations.ts';
import type { OfferedService } from '../../domain/offered-service.ts';
import { notFoundHelp, type NotFoundHelp } from '../not-found-help.ts';
import { situationLinks, situationsWith } from '../situation-links.ts';

const texts = translations({
  de: {
    lead: 'Alles, was Sie hier online erledigen können, gleich welche Behörde zuständig ist.',
    search: 'Was möchten Sie erledigen?', searchHint: 'Zum Beispiel: Hund anmelden',
    services: 'Online erledigen', servicesOf: (name: string) => `Zuständig: ${name}`, found: (query: string) => `Treffer zu „${query}“`, all: 'Alle Leistungen zeigen',
    empty: 'Hier gibt es noch keine Online-Dienste', emptyMember: (name: string) => `${name} ist Mitglied von Allmende und hat noch keinen Dienst eingeschaltet. Wenden Sie sich bis dahin wie gewohnt an Ihre Verwaltung.`,
    emptyOther: (name: string) => `${name} bietet über Allmende noch nichts an. Wenden Sie sich wie gewohnt an Ihre Verwaltung, im Rathaus, am Telefon oder auf deren eigener Internetseite.`,
    emptyUnknown: 'Für diesen Ort ist noch keine Verwaltung bei Allmende dabei.',
    officers: 'Sie arbeiten in dieser Verwaltung?', store: 'Lösungen ansehen', join: 'Mitglied werden', office: 'Zum Bereich der Verwaltung',
    here: 'Wer für Sie zuständig ist', town: 'Aufgaben der Gemeinde', districtTasks: 'Aufgaben des Kreises', both: 'Gemeinde und Kreis', others: 'Außerdem zuständig', unknown: 'nicht bekannt',
    about: 'Über diesen Ort', kind: 'Art', land: 'Land', district: 'Kreis', association: 'Gemeindeverband', postcode: 'Postleitzahl des Rathauses', several: (postcode: string) => `${postcode} und weitere`,
    outside: 'Gemeindefreies Gebiet', outsideText: 'Dieses Gebiet gehört zu keiner Gemeinde und hat keine Gemeindeverwaltung.', outsideDistrict: (name: string) => `Bei Fragen hilft ${name}.`,
    gone: (name: string, date: string) => `${name} ist seit dem ${date} keine eigene Gemeinde mehr`, goneTo: (name: string) => `Heute gehört das Gebiet zu ${name}.`, goneUnknown: 'Wohin das Gebiet gehört, ist hier noch nicht eingetragen.', toSuccessor: (name: string) => `Weiter zu ${name}`,
    neighbours: (count: number, name: string) => (count === 1 ? `${name} verwaltet noch einen weiteren Ort` : `${name} verwaltet noch ${count} weitere Orte`),
    status: 'Stand meines Antrags', statusText: 'Sie haben schon etwas beantragt? Mit Vorgangsnummer und Zugangscode sehen Sie, wie weit es ist.',
    resume: 'Antrag fortsetzen', resumeText: 'Sie haben einen Antrag angefangen und möchten ihn an einem anderen Gerät fortsetzen?',
  },
  en: {
    lead: 'Everything you can do online here, whichever authority is responsible.',
    search: 'What would you like to do?', searchHint: 'For example: register a dog',
    services: 'Do it online', servicesOf: (name: string) => `Responsible: ${name}`, found: (query: string) => `Results for “${query}”`, all: 'Show all services',
    empty: 'There are no online services here yet', emptyMember: (name: string) => `${name} is a member of Allmende and has not switched on a service yet. Until then please contact your administration as usual.`,
    emptyOther: (name: string) => `${name} offers nothing through Allmende yet. Please contact your administration as usual, at the town hall, by phone or on its own website.`,
    emptyUnknown: 'No administration for this place takes part in Allmende yet.',
    officers: 'Do you work in this administration?', store: 'Browse solutions', join: 'Become a member', office: 'To the administration’s area',
    here: 'Who is responsible for you', town: 'Tasks of the municipality', districtTasks: 'Tasks of the district', both: 'Municipality and district', others: 'Also responsible', unknown: 'not known',
    about: 'About this place', kind: 'Kind', land: 'Federal state', district: 'District', association: 'Association of municipalities', postcode: 'Postcode of the town hall', several: (postcode: string) => `${postcode} and others`,
    outside: 'Area outside any municipality', outsideText: 'This area belongs to no municipality and has no municipal administration.', outsideDistrict: (name: string) => `If you have questions, ${name} will help.`,
    gone: (name: string, date: string) => `${name} has not been a municipality of its own since ${date}`, goneTo: (name: string) => `Today the area belongs to ${name}.`, goneUnknown: 'Where the area belongs has not been entered here yet.', toSuccessor: (name: string) => `Go on to ${name}`,
    neighbours: (count: number, name: string) => (count === 1 ? `${name} administers one more place` : `${name} administers ${count} more places`),
    status: 'State of my application', statusText: 'Have you already applied? With reference and access code you can see how far it is.',
    resume: 'Continue an application', resumeText: 'Have you started an application and want to continue it on another device?',
  },
  'de-leicht': {
    lead: 'Das können Sie hier im Internet machen.',
    search: 'Was möchten Sie machen?', searchHint: 'Zum Beispiel: Hund anmelden',
    services: 'Das geht im Internet', servicesOf: (name: string) => `Dafür ist zuständig: ${name}`, found: (query: string) => `Das haben wir gefunden: „${query}“`, all: 'Alles zeigen',
    empty: 'Hier gibt es noch nichts im Internet', emptyMember: (name: string) => `${name} macht bei Allmende mit. Es gibt aber noch keine Anträge. Bitte rufen Sie Ihre Verwaltung an. Oder gehen Sie hin.`,
    emptyOther: (name: string) => `${name} macht bei Allmende noch nicht mit. Bitte rufen Sie Ihre Verwaltung an. Oder gehen Sie hin.`,
    emptyUnknown: 'Für diesen Ort macht noch keine Verwaltung bei Allmende mit.',
    officers: 'Arbeiten Sie in dieser Verwaltung?', store: 'Programme ansehen', join: 'Mitglied werden', office: 'Zum Bereich der Verwaltung',
    here: 'Diese Ämter sind für Sie da', town: 'Aufgaben von der Gemeinde', districtTasks: 'Aufgaben vom Kreis', both: 'Gemeinde und Kreis', others: 'Auch zuständig', unknown: 'wissen wir nicht',
    about: 'Über diesen Ort', kind: 'Art', land: 'Bundes-Land', district: 'Kreis', association: 'Gemeinde-Verband', postcode: 'Post-Leit-Zahl vom Rathaus', several: (postcode: string) => `${postcode} und andere`,
    outside: 'Gebiet ohne Gemeinde', outsideText: 'Dieses Gebiet gehört zu keiner Gemeinde.', outsideDistrict: (name: string) => `Bei Fragen hilft ${name}.`,
    gone: (name: string, date: string) => `${name} ist seit dem ${date} keine eigene Gemeinde mehr`, goneTo: (name: string) => `Heute gehört das Gebiet zu ${name}.`, goneUnknown: 'Wir wissen noch nicht, wohin das Gebiet gehört.', toSuccessor: (name: string) => `Weiter zu ${name}`,
    neighbours: (count: number, name: string) => (count === 1 ? `${name} ist noch für einen anderen Ort da` : `${name} ist noch für ${count} andere Orte da`),
    status: 'So weit ist mein Antrag', statusText: 'Sie haben schon einen Antrag gestellt? Dann brauchen Sie die Vorgangs-Nummer und den Zugangs-Code. Damit sehen Sie: So weit ist mein Antrag.',
    resume: 'Antrag weiter ausfüllen', resumeText: 'Sie haben einen Antrag angefangen? Sie können den Antrag weiter ausfüllen.',
  },
  uk: {
    lead: 'Усе, що тут можна зробити онлайн, незалежно від того, який орган відповідає.',
    search: 'Що ви хочете зробити?', searchHint: 'Наприклад: зареєструвати собаку (Hund anmelden)',
    services: 'Зробити онлайн', servicesOf: (name: string) => `Відповідальний орган: ${name}`, found: (query: string) => `Результати за запитом «${query}»`, all: 'Показати всі послуги',
    empty: 'Тут ще немає онлайн-послуг', emptyMember: (name: string) => `${name} є учасником Allmende, але ще не ввімкнув жодної послуги. Поки що звертайтеся до адміністрації звичним способом.`,
    emptyOther: (name: string) => `${name} ще нічого не пропонує через Allmende. Звертайтеся до адміністрації звичним способом: у ратуші, телефоном або на її сайті.`,
    emptyUnknown: 'Жодна адміністрація цього місця ще не бере участі в Allmende.',
    officers: 'Ви працюєте в цій адміністрації?', store: 'Переглянути рішення', join: 'Стати учасником', office: 'До розділу адміністрації',
    here: 'Хто за вас відповідає', town: 'Завдання громади', districtTasks: 'Завдання округу', both: 'Громада й округ', others: 'Також відповідає', unknown: 'невідомо',
    about: 'Про це місце', kind: 'Вид', land: 'Федеральна земля', district: 'Округ', association: 'Об’єднання громад', postcode: 'Поштовий індекс ратуші', several: (postcode: string) => `${postcode} та інші`,
    outside: 'Територія поза громадами', outsideText: 'Ця територія не належить до жодної громади й не має громадської адміністрації.', outsideDistrict: (name: string) => `Якщо у вас є запитання, допоможе ${name}.`,
    gone: (name: string, date: string) => `${name} з ${date} більше не є окремою громадою`, goneTo: (name: string) => `Сьогодні ця територія належить до ${name}.`, goneUnknown: 'Куди належить ця територія, тут ще не вказано.', toSuccessor: (name: string) => `Перейти до ${name}`,
    neighbours: (count: number, name: string) => (count === 1 ? `${name} відповідає ще за одне місце` : `${name}: інші місця, за які відповідає адміністрація (${count})`),
    status: 'Стан моєї заяви', statusText: 'Уже подали заяву? За номером і кодом доступу видно, на якому вона етапі.',
    resume: 'Продовжити заяву', resumeText: 'Почали заяву й хочете продовжити її на іншому пристрої?',
  },
  ar: {
    lead: 'كل ما يمكنك إنجازه هنا عبر الإنترنت أيًّا كانت الجهة المختصة.',
    search: 'ماذا تريد أن تنجز؟', searchHint: 'مثلًا: تسجيل كلب (Hund anmelden)',
    services: 'إنجاز عبر الإنترنت', servicesOf: (name: string) => `الجهة المختصة: ${name}`, found: (query: string) => `نتائج البحث عن «${query}»`, all: 'عرض كل الخدمات',
    empty: 'لا توجد هنا خدمات عبر الإنترنت بعد', emptyMember: (name: string) => `${name} عضو في Allmende ولم يشغّل أي خدمة بعد. يرجى حتى ذلك الحين التواصل مع الإدارة كالمعتاد.`,
    emptyOther: (name: string) => `${name} لا يقدّم شيئًا عبر Allmende بعد. يرجى التواصل مع الإدارة كالمعتاد: في البلدية أو هاتفيًا أو على موقعها.`,
    emptyUnknown: 'لا تشارك أي إدارة لهذا المكان في Allmende بعد.',
    officers: 'هل تعمل في هذه الإدارة؟', store: 'عرض الحلول', join: 'الانضمام كعضو', office: 'إلى قسم الإدارة',
    here: 'الجهات المختصة بك', town: 'مهام البلدية', districtTasks: 'مهام الدائرة', both: 'البلدية والدائرة', others: 'مختصة أيضًا', unknown: 'غير معروف',
    about: 'عن هذا المكان', kind: 'النوع', land: 'الولاية', district: 'الدائرة', association: 'اتحاد البلديات', postcode: 'الرمز البريدي لمبنى البلدية', several: (postcode: string) => `${postcode} وغيره`,
    outside: 'منطقة خارج البلديات', outsideText: 'لا تتبع هذه المنطقة أي بلدية وليست لها إدارة بلدية.', outsideDistrict: (name: string) => `عند وجود أسئلة تساعدك ${name}.`,
    gone: (name: string, date: string) => `لم تعد ${name} بلدية مستقلة منذ ${date}`, goneTo: (name: string) => `تتبع المنطقة اليوم ${name}.`, goneUnknown: 'لم يُسجَّل هنا بعد إلى أين تتبع المنطقة.', toSuccessor: (name: string) => `الانتقال إلى ${name}`,
    neighbours: (count: number, name: string) => (count === 1 ? `تدير ${name} مكانًا آخر أيضًا` : `أماكن أخرى تديرها ${name}: ${count}`),
    status: 'حالة طلبي', statusText: 'هل قدّمت طلبًا من قبل؟ برقم المعاملة ورمز الدخول ترى إلى أين وصل.',
    resume: 'متابعة طلب', resumeText: 'هل بدأت طلبًا وتريد متابعته على جهاز آخر؟',
  },
});

export type PlaceModel = PlaceDescription & { readonly query: string; /** The services that match the query or the situation. */ readonly matching: readonly OfferedService[]; readonly situation: LifeSituation | undefined; /** What fits and is described, though not offered here. */ readonly elsewhere: readonly KnownService[]; readonly wish: NotFoundHelp['wish']; /** How authorities are reached, by their id. */ readonly contacts: ReadonlyMap<string, LegalContact> };
type Options = { readonly locale: Language; readonly urlFor: UrlFor };

/** The portal of a place: what can be done here, and who answers. */
export function placeView(model: PlaceModel, options: Options): View {
  const { locale, urlFor } = options;
  const { place, services, query } = model;
  const t = texts(locale);
  const search = searchForm({ action: urlFor.place(place.slug), label: t.search, hint: t.searchHint, value: query, locale });
  return {
    title: place.name,
    main: html`${heading(place.name, 1, { preline: [...(hasOwnDistrict(model) ? [] : [place.district?.name]), place.land.name].filter((name) => name !== undefined && name !== place.name).join(', ') })}${notices(model, options)}${
      services.length === 0 ? emptyPlace(model, options) : html`${lead(t.lead)}${search}${situations(model, options)}${query === '' && !model.situation ? servicesByAuthority(model, services, options) : searchResult(model, options)}${
        section(html`${heading(t.status, 2)}${paragraph(t.statusText)}${linkButton({ label: t.status, href: urlFor.place(place.slug, 'status'), look: 'secondary' })}${paragraph(html`${t.resumeText} ${link({ label: t.resume, href: urlFor.place(place.slug, 'resume') })}`)}`)}`
    }${section(html`${heading(t.here, 2)}${descriptionList(competenceFacts(model, options), locale)}${neighbourPlaces(model, options)}`)}${
      section(html`${heading(t.about, 2)}${descriptionList(placeFacts(model, options), locale)}`)}`,
  };
}

function notices({ place, district }: PlaceModel, { locale, urlFor }: Options): Html {
  const t = texts(locale);
  const { successor } = place;
  const gone = place.vanishedOn === null ? '' : alert({
    kind: 'warning', title: t.gone(place.name, formatDate(place.vanishedOn, locale)),
    body: html`${paragraph(successor ? t.goneTo(successor.name) : t.goneUnknown)}${successor ? linkButton({ label: t.toSuccessor(successor.name), href: urlFor.place(successor.slug) }) : ''}`,
  });
  const outside = place.isMunicipality ? '' : alert({ kind: 'info', title: t.outside, body: `${t.outsideText}${district ? ` ${t.outsideDistrict(district.name)}` : ''}` });
  return html`${gone}${outside}`;
}

function situations({ services, situation, place }: PlaceModel, { locale, urlFor }: Options): Html | '' {
  const there = situationsWith(services);
  return there.length < 2 ? '' : section(situationLinks({ situations: there, current: situation, hrefOf: (one) => withQuery(urlFor.place(place.slug), { situation: one.id }), language: locale }));
}

function servicesByAuthority(model: PlaceModel, services: readonly OfferedService[], { locale }: Options): Html {
  const t = texts(locale);
  const groups = model.authorities.map((authority) => ({ authority, services: services.filter((service) => service.authority === authority.id) })).filter((group) => group.services.length > 0);
  return section(html`${heading(t.services, 2)}${groups.map((group) => html`${groups.length > 1 ? heading(t.servicesOf(group.authority.name), 3) : ''}${cardGrid(group.services.map((service) => ({
    title: localWords(service.title, locale), href: service.href, body: localWords(service.summary, locale), level: 3, ...(groups.length > 1 ? {} : { footer: t.servicesOf(group.authority.name) }),
  })))}`)}`);
}

function searchResult(model: PlaceModel, options: Options): Html {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const all = linkButton({ label: t.all, href: urlFor.place(model.place.slug), look: 'secondary' });
  if (model.matching.length === 0) {
    return section(notFoundHelp({
      query: model.situation ? inLanguage(model.situation.name, locale) : model.query, all, wish: model.wish, helpers: model.authorities.map((authority) => ({ name: authority.name, ...contactOf(model, authority) })),
      described: model.elsewhere.map(({ title, service }) => ({ title, href: withQuery(urlFor.public('services', service), { place: model.place.slug }) })),
    }, locale));
  }
  return section(html`${heading(model.situation ? inLanguage(model.situation.name, locale) : t.found(model.query), 2)}${cardGrid(model.matching.map((service) => ({
    title: localWords(service.title, locale), href: service.href, body: localWords(service.summary, locale), level: 3, footer: t.servicesOf(model.authorities.find((authority) => authority.id === service.authority)?.name ?? ''),
  })))}${all}`);
}

function contactOf({ contacts }: PlaceModel, authority: Authority): { readonly phone: string; readonly email: string } {
  const contact = contacts.get(authority.id);
  return { phone: contact?.phone ?? '', email: contact?.email ?? '' };
}

function emptyPlace({ municipal, isMember }: PlaceModel, { locale, urlFor }: Options): Html {
  const t = texts(locale);
  const text = municipal === undefined ? t.emptyUnknown : isMember ? t.emptyMember(municipal.name) : t.emptyOther(municipal.name);
  const officers = municipal === undefined ? '' : html`${paragraph(t.officers, 'small')}${
    isMember ? linkButton({ label: t.office, href: urlFor.office(municipal.slug), look: 'secondary' }) : linkButton({ label: t.join, href: urlFor.public('join'), look: 'secondary' })
  } ${linkButton({ label: t.store, href: urlFor.public('store'), look: 'tertiary' })}`;
  return emptyState({ title: t.empty, text, next: officers });
}

function competenceFacts(model: PlaceModel, options: Options): Fact[] {
  const { municipal, district, authorities, place } = model;
  const t = texts(options.locale);
  const named = (authority: Authority | undefined) => (authority ? authorityLink(authority, place, options) : t.unknown);
  const others = authorities.filter((authority) => authority !== municipal && authority !== district);
  const main = hasOwnDistrict(model)
    ? [{ name: t.both, value: named(municipal) }]
    : [...(place.isMunicipality ? [{ name: t.town, value: named(municipal) }] : []), { name: t.districtTasks, value: named(district) }];
  return others.length === 0 ? main : [...main, { name: t.others, value: list(others.map((authority) => named(authority))) }];
}

function authorityLink(authority: Authority, place: Place, { urlFor }: Options): Html {
  // The page of the town is the page that is being looked at.
  return authority.slug === place.slug ? html`${authority.name}` : link({ label: authority.name, href: urlFor.place(authority.slug) });
}

function neighbourPlaces({ neighbours, municipal }: PlaceModel, { locale, urlFor }: Options): Html | '' {
  if (neighbours.length === 0 || !municipal) return '';
  return details({ summary: texts(locale).neighbours(neighbours.length, municipal.name), body: list(neighbours.map((place) => link({ label: place.name, href: urlFor.place(place.slug) }))) });
}

// The district of a kreisfreie Stadt is the town itself.
function hasOwnDistrict({ municipal, district }: PlaceModel): boolean {
  return municipal !== undefined && municipal === district;
}

function placeFacts(model: PlaceModel, { locale }: Options): Fact[] {
  const t = texts(locale);
  const { place } = model;
  const { association, postcodeOfSeat, district } = place;
  return [
    ...(place.type === null ? [] : [{ name: t.kind, value: PLACE_TYPES[place.type] }]),
    ...(association === null ? [] : [{ name: t.association, value: association.name.startsWith(ASSOCIATION_TYPES[association.type]) ? association.name : `${association.name} (${ASSOCIATION_TYPES[association.type]})` }]),
    ...(district === null || hasOwnDistrict(model) ? [] : [{ name: t.district, value: district.name }]),
    { name: t.land, value: place.land.name },
    ...(postcodeOfSeat === null ? [] : [{ name: t.postcode, value: place.hasSeveralPostcodes ? t.several(postcodeOfSeat) : postcodeOfSeat }]),
  ];
}
