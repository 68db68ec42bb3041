import { descriptionList, emptyState, figures, heading, html, lead, link, paragraph, searchForm, section, table, type Html } from '@allmende/html';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatDate, type PlainDate } from '@allmende/time';
import type { UrlFor } from '@allmende/tenancy';
import type { Place } from '../../domain/place.ts';

const texts = translations({
  de: {
    title: 'Gemeindeverzeichnis', lead: 'Orte, Behörden und wer wofür zuständig ist.', edition: 'Gebietsstand', populationOn: 'Einwohnerzahlen vom', source: 'Quelle', none: 'Es ist noch kein Gebietsstand eingelesen.',
    municipalities: 'Gemeinden', areas: 'gemeindefreie Gebiete', districts: 'Kreise und kreisfreie Städte', associations: 'Gemeindeverbände', authorities: 'Behörden',
    waiting: 'Weggefallene Gemeinden ohne Nachfolgerin', waitingNone: 'Keine Gemeinde wartet auf eine Nachfolgerin.', settled: 'Weggefallene Gemeinden mit Nachfolgerin', name: 'Gemeinde', key: 'Gemeindeschlüssel', since: 'fehlt seit', successor: 'Nachfolgerin',
    nameSuccessor: 'Nachfolgerin benennen', change: 'Ändern', competences: 'Zuständigkeiten', competencesText: 'Sehen Sie nach, welche Behörde für einen Ort arbeitet, und berichtigen Sie, was nicht stimmt.', search: 'Ort suchen', hint: 'Name, Gemeindeschlüssel oder Postleitzahl', hits: 'Gefundene Orte', nothing: 'Kein Ort gefunden', nothingText: 'Bitte prüfen Sie die Schreibweise.',
    district: 'Kreis', competence: 'Zuständigkeit',
  },
  en: {
    title: 'Municipality register', lead: 'Places, authorities and who is competent for what.', edition: 'Edition', populationOn: 'Population of', source: 'Source', none: 'No edition has been imported yet.',
    municipalities: 'municipalities', areas: 'areas outside municipalities', districts: 'districts', associations: 'associations', authorities: 'authorities',
    waiting: 'Vanished municipalities without a successor', waitingNone: 'No municipality waits for a successor.', settled: 'Vanished municipalities with a successor', name: 'Municipality', key: 'Key (AGS)', since: 'missing since', successor: 'Successor',
    nameSuccessor: 'Name successor', change: 'Change', competences: 'Competences', competencesText: 'Look up which authority works for a place, and correct what is wrong.', search: 'Find a place', hint: 'Name, key or postcode', hits: 'Places found', nothing: 'No place found', nothingText: 'Please check the spelling.',
    district: 'District', competence: 'Competence',
  },
});

export type RegisterView = {
  edition: { date: PlainDate; populationOn: PlainDate | null; source: string } | undefined;
  counts: { municipalities: number; unincorporatedAreas: number; districts: number; associations: number; authorities: number };
  vanished: readonly Place[];
  query: string | undefined;
  hits: readonly Place[];
};

/** The operator's view of the register. */
export function registerView(model: RegisterView, options: { locale: Locale; urlFor: UrlFor }): { title: string; main: Html } {
  const t = texts(options.locale);
  const { locale, urlFor } = options;
  const count = (label: string, value: number) => ({ label, value: formatNumber(value, locale) });
  const vanishedTable = (caption: string, rows: readonly Place[], empty: string) => table<Place>({
    caption, rows, empty,
    columns: [
      { label: t.name, cell: (place) => place.officialName }, { label: t.key, cell: (place) => place.ags }, { label: t.since, cell: (place) => (place.vanishedOn === null ? '' : formatDate(place.vanishedOn, locale)) },
      { label: t.successor, cell: (place) => place.successor?.name ?? '–' },
      { label: t.nameSuccessor, action: true, cell: (place) => link({ label: place.successor === null ? t.nameSuccessor : t.change, href: urlFor.operator('register', 'vanished', place.ags), about: place.name }) },
    ],
  });
  const settled = model.vanished.filter((place) => place.successor !== null);
  const { counts } = model;
  const main = html`${heading(t.title)}${lead(t.lead)}${model.edition === undefined ? emptyState({ title: t.none }) : descriptionList([
    { name: t.edition, value: formatDate(model.edition.date, locale) }, { name: t.populationOn, value: model.edition.populationOn === null ? '' : formatDate(model.edition.populationOn, locale) }, { name: t.source, value: model.edition.source },
  ], locale)}${figures([
    count(t.municipalities, counts.municipalities), count(t.areas, counts.unincorporatedAreas), count(t.districts, counts.districts), count(t.associations, counts.associations), count(t.authorities, counts.authorities),
  ])}${section(vanishedTable(t.waiting, model.vanished.filter((place) => place.successor === null), t.waitingNone))}${settled.length === 0 ? '' : section(vanishedTable(t.settled, settled, ''))}${section(html`${heading(t.competences, 2)}${paragraph(t.competencesText)}${searchForm({
    action: urlFor.operator('register'), label: t.search, hint: t.hint, value: model.query, locale,
  })}${model.query ? table<Place>({
    caption: t.hits, rows: model.hits, empty: emptyState({ title: t.nothing, text: t.nothingText }),
    columns: [
      { label: t.name, cell: (place) => place.officialName }, { label: t.key, cell: (place) => place.ags }, { label: t.district, cell: (place) => place.district?.name ?? place.land.name },
      { label: t.competence, action: true, cell: (place) => link({ label: t.competence, href: urlFor.operator('register', 'places', place.ags), about: place.name }) },
    ],
  }) : ''}`)}`;
  return { title: t.title, main };
}
