import type { FieldProblem } from '@allmende/errors';
import { button, dateField, descriptionList, errorSummary, form, formErrors, heading, html, lead, radioGroup, section, table, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import { formatDateShort } from '@allmende/time';
import type { PlaceCompetence } from '../../actions/list-competent-authorities.ts';
import type { AuthorityId } from '../../domain/authority-id.ts';
import type { CompetenceEntry } from '../../domain/competence.ts';
import type { DefaultReason } from '../../domain/derive-authorities.ts';
import type { Place } from '../../domain/place.ts';

/** What was typed into the form. */
export type TypedCompetence = { service: string; usually: string; authority: string; reason: string; validFrom: { day: string; month: string; year: string }; validUntil: { day: string; month: string; year: string } };

const reasons: Record<DefaultReason, { de: string; en: string }> = {
  'own-administration': { de: 'eigene Verwaltung', en: 'own administration' },
  'member-keeps-administration': { de: 'eigene Verwaltung trotz Gemeindeverband', en: 'own administration in spite of the association' },
  association: { de: 'Gemeindeverband verwaltet für seine Mitglieder', en: 'the association works for its members' },
  'leading-member': { de: 'erfüllende Gemeinde verwaltet für ihre Nachbarn', en: 'the fulfilling municipality works for its neighbours' },
  district: { de: 'Kreis', en: 'district' },
  'town-district': { de: 'kreisfreie Stadt', en: 'town that is its own district' },
  'outside-any-municipality': { de: 'gemeindefreies Gebiet', en: 'area outside any municipality' },
  'no-rule': { de: 'keine Regel bekannt', en: 'no rule known' },
  'no-district': { de: 'kein Kreis', en: 'no district' },
};

const texts = translations({
  de: {
    register: 'Gemeindeverzeichnis', title: (name: string) => `Zuständigkeit: ${name}`, lead: 'Wer antwortet, wenn niemand etwas anderes eingetragen hat, und was eingetragen ist.', municipal: 'Aufgaben der Gemeinden', district: 'Aufgaben der Kreise', unknown: 'unbekannt',
    entries: 'Einträge', noEntries: 'Für diesen Ort ist nichts eingetragen.', service: 'Leistung', authority: 'Zuständige Behörde', byDefault: 'wie üblich', from: 'ab', until: 'bis', open: 'offen', reason: 'Grund', all: 'alle Aufgaben der Gemeinden',
    add: 'Zuständigkeit eintragen', serviceHint: 'Kennung der Leistung, zum Beispiel hundesteuer; * für alle Aufgaben der Gemeinden', usually: 'Wer erbringt die Leistung üblicherweise?', municipality: 'die Gemeinde', districtOne: 'der Kreis',
    authorityHint: 'Name oder Adresse der Behörde; leer, wenn wieder die übliche gelten soll', validFrom: 'Erster Tag', validUntil: 'Letzter Tag', reasonHint: 'Zum Beispiel die Vereinbarung, die Satzung oder der Beschluss mit Datum', save: 'Zuständigkeit eintragen',
  },
  en: {
    register: 'Municipality register', title: (name: string) => `Competence: ${name}`, lead: 'Who answers if nobody entered anything else, and what has been entered.', municipal: 'Tasks of municipalities', district: 'Tasks of districts', unknown: 'unknown',
    entries: 'Entries', noEntries: 'Nothing has been entered for this place.', service: 'Service', authority: 'Competent authority', byDefault: 'as usual', from: 'from', until: 'until', open: 'open', reason: 'Reason', all: 'all tasks of municipalities',
    add: 'Enter a competence', serviceHint: 'Id of the service, such as hundesteuer; * for all tasks of municipalities', usually: 'Who usually performs the service?', municipality: 'the municipality', districtOne: 'the district',
    authorityHint: 'Name or address of the authority; empty to bring the usual one back', validFrom: 'First day', validUntil: 'Last day', reasonHint: 'For example the agreement, statute or decision, with its date', save: 'Enter competence',
  },
});

export type PlaceCompetenceView = { place: Place; competence: PlaceCompetence; names: ReadonlyMap<AuthorityId, string>; typed: TypedCompetence; problems: readonly FieldProblem[] };

/** Who answers for a place, and the form that corrects it. */
export function placeCompetenceView(model: PlaceCompetenceView, options: { locale: Locale; csrf: string; urlFor: UrlFor }): View {
  const { locale } = options;
  const t = texts(locale);
  const { place, competence, typed } = model;
  const errors = formErrors(model.problems, locale);
  const title = t.title(place.name);
  const nameOf = (id: AuthorityId | null) => (id === null ? undefined : model.names.get(id));
  const answer = (id: AuthorityId | null, reason: DefaultReason) => `${nameOf(id) ?? t.unknown} (${reasons[reason][locale]})`;
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.register, href: options.urlFor.operator('register') }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${lead(t.lead)}${descriptionList([
      { name: t.municipal, value: answer(competence.place.municipal, competence.place.municipalReason) }, { name: t.district, value: answer(competence.place.district, competence.place.districtReason) },
    ], locale)}${section(table<CompetenceEntry>({
      caption: t.entries, rows: competence.entries.toReversed(), empty: t.noEntries,
      columns: [
        { label: t.service, cell: (entry) => (entry.service === '*' ? t.all : entry.service) }, { label: t.authority, cell: (entry) => nameOf(entry.authority) ?? t.byDefault },
        { label: t.from, cell: (entry) => formatDateShort(entry.validFrom, locale) }, { label: t.until, cell: (entry) => (entry.validUntil === null ? t.open : formatDateShort(entry.validUntil, locale)) },
        { label: t.reason, cell: (entry) => entry.reason },
      ],
    }))}${section(html`${heading(t.add, 2)}${form({
      csrf: options.csrf, label: t.add, buttons: button({ label: t.save }),
      fields: html`${textField({ name: 'service', label: t.service, hint: t.serviceHint, value: typed.service, error: errors.of('service'), locale, spellcheck: false })}${radioGroup({
        name: 'usually', label: t.usually, value: typed.usually, error: errors.of('usually'), locale, options: [{ value: 'municipality', label: t.municipality }, { value: 'district', label: t.districtOne }],
      })}${textField({ name: 'authority', label: t.authority, hint: t.authorityHint, value: typed.authority, error: errors.of('authority'), optional: true, locale })}${dateField({
        name: 'validFrom', label: t.validFrom, value: typed.validFrom, error: errors.of('validFrom'), locale,
      })}${dateField({ name: 'validUntil', label: t.validUntil, value: typed.validUntil, error: errors.of('validUntil'), optional: true, locale })}${textArea({ name: 'reason', label: t.reason, hint: t.reasonHint, value: typed.reason, error: errors.of('reason'), locale })}`,
    })}`)}`,
  };
}
