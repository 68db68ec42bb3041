import { alert, cardGrid, descriptionList, details, emptyState, heading, html, lead, link, linkButton, list, paragraph, searchForm, section, type Fact, type Html } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { ASSOCIATION_TYPES, PLACE_TYPES, type Authority, type Place } from '@allmende/register';
import type { UrlFor } from '@allmende/tenancy';
import { formatDate } from '@allmende/time';
import type { PlaceDescription } from '../../actions/describe-place.ts';
import type { OfferedService } from '../../domain/offered-service.ts';

const texts = translations({
  de: {
    lead: 'Alles, was Sie hier online erledigen können, gleich welche Behörde zuständig ist.',
    search: 'Was möchten Sie erledigen?', searchHint: 'Zum Beispiel: Hund anmelden',
    services: 'Online erledigen', servicesOf: (name: string) => `Zuständig: ${name}`, found: (query: string) => `Treffer zu „${query}“`, all: 'Alle Leistungen zeigen',
    notFound: (query: string) => `Zu „${query}“ gibt es hier noch nichts online`, notFoundText: 'Versuchen Sie ein anderes Wort. Sonst hilft Ihnen Ihre Verwaltung weiter:',
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
  },
  en: {
    lead: 'Everything you can do online here, whichever authority is responsible.',
    search: 'What would you like to do?', searchHint: 'For example: register a dog',
    services: 'Do it online', servicesOf: (name: string) => `Responsible: ${name}`, found: (query: string) => `Results for “${query}”`, all: 'Show all services',
    notFound: (query: string) => `There is nothing online for “${query}” here yet`, notFoundText: 'Try another word. Otherwise your administration will help you:',
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
  },
});

export type PlaceModel = PlaceDescription & { readonly query: string; /** The services that match the query. */ readonly matching: readonly OfferedService[] };
type Options = { readonly locale: Locale; readonly urlFor: UrlFor };

/** The portal of a place: what can be done here, and who answers. */
export function placeView(model: PlaceModel, options: Options): View {
  const { locale, urlFor } = options;
  const { place, services, query } = model;
  const t = texts(locale);
  const search = searchForm({ action: urlFor.place(place.slug), label: t.search, hint: t.searchHint, value: query, locale });
  return {
    title: place.name,
    main: html`${heading(place.name, 1, { preline: [...(hasOwnDistrict(model) ? [] : [place.district?.name]), place.land.name].filter((name) => name !== undefined && name !== place.name).join(', ') })}${notices(model, options)}${
      services.length === 0 ? emptyPlace(model, options) : html`${lead(t.lead)}${search}${query === '' ? servicesByAuthority(model, services, options) : searchResult(model, options)}${
        section(html`${heading(t.status, 2)}${paragraph(t.statusText)}${linkButton({ label: t.status, href: urlFor.place(place.slug, 'status'), look: 'secondary' })}`)}`
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

function servicesByAuthority(model: PlaceModel, services: readonly OfferedService[], { locale }: Options): Html {
  const t = texts(locale);
  const groups = model.authorities.map((authority) => ({ authority, services: services.filter((service) => service.authority === authority.id) })).filter((group) => group.services.length > 0);
  return section(html`${heading(t.services, 2)}${groups.map((group) => html`${groups.length > 1 ? heading(t.servicesOf(group.authority.name), 3) : ''}${cardGrid(group.services.map((service) => ({
    title: service.title[locale], href: service.href, body: service.summary[locale], level: 3, ...(groups.length > 1 ? {} : { footer: t.servicesOf(group.authority.name) }),
  })))}`)}`);
}

function searchResult(model: PlaceModel, options: Options): Html {
  const { locale, urlFor } = options;
  const t = texts(locale);
  const all = linkButton({ label: t.all, href: urlFor.place(model.place.slug), look: 'secondary' });
  if (model.matching.length === 0) {
    return section(emptyState({ title: t.notFound(model.query), text: html`${paragraph(t.notFoundText)}${list(model.authorities.map((authority) => authorityLink(authority, model.place, options)))}`, next: all }));
  }
  return section(html`${heading(t.found(model.query), 2)}${cardGrid(model.matching.map((service) => ({
    title: service.title[locale], href: service.href, body: service.summary[locale], level: 3, footer: t.servicesOf(model.authorities.find((authority) => authority.id === service.authority)?.name ?? ''),
  })))}${all}`);
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
