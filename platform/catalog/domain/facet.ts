import { categoryNames, type TranslatedName } from './category-names.ts';
import type { SolutionListing } from './normalise-listing.ts';

/** What solutions can be filtered by, in the order in which a page shows it. */
export const facetNames = ['origin', 'category', 'status', 'type', 'platform', 'licence', 'language'] as const;
export type FacetName = (typeof facetNames)[number];

/** Where a solution comes from: our own apps, or open source of others. */
export type SolutionOrigin = 'first-party' | 'open-source';

/** The values that a solution has for each facet. Languages lose their region: `de-CH` counts as `de`. */
export function facetsOf(listing: SolutionListing, origin: SolutionOrigin): readonly { facet: FacetName; value: string }[] {
  const values: Record<FacetName, readonly (string | null | undefined)[]> = {
    origin: [origin],
    category: listing.categories,
    status: [listing.developmentStatus],
    type: [listing.softwareType],
    platform: listing.platforms.slice(0, 30),
    licence: [listing.licence?.recognised === true ? listing.licence.expression : null],
    language: listing.localisation.languages.slice(0, 250).map((tag) => tag.split('-')[0]),
  };
  return facetNames.flatMap((facet) => [...new Set(values[facet])].flatMap((value) => (value == null ? [] : [{ facet, value: value.slice(0, 120) }])));
}

const otherNames: Readonly<Partial<Record<FacetName, Readonly<Record<string, TranslatedName>>>>> = {
  origin: { 'first-party': { de: 'Von Allmende', en: 'By Allmende' }, 'open-source': { de: 'Offene Software', en: 'Open source' } },
  status: {
    concept: { de: 'Idee', en: 'Concept' }, development: { de: 'In Entwicklung', en: 'In development' }, beta: { de: 'Im Test', en: 'Beta' },
    stable: { de: 'Im Einsatz', en: 'Stable' }, obsolete: { de: 'Abgelöst', en: 'Obsolete' },
  },
  type: {
    'standalone/web': { de: 'Im Browser', en: 'Web application' }, 'standalone/mobile': { de: 'App für das Handy', en: 'Mobile app' }, 'standalone/desktop': { de: 'Programm für den Rechner', en: 'Desktop program' },
    'standalone/backend': { de: 'Dienst im Hintergrund', en: 'Backend' }, 'standalone/iot': { de: 'Für vernetzte Geräte', en: 'Internet of things' }, 'standalone/other': { de: 'Eigenständig, sonstiges', en: 'Standalone, other' },
    addon: { de: 'Erweiterung', en: 'Add-on' }, library: { de: 'Baustein für Entwickelnde', en: 'Library' }, configurationFiles: { de: 'Konfiguration', en: 'Configuration files' },
  },
  platform: {
    web: { de: 'Browser', en: 'Web' }, windows: { de: 'Windows', en: 'Windows' }, mac: { de: 'macOS', en: 'macOS' }, linux: { de: 'Linux', en: 'Linux' }, ios: { de: 'iPhone und iPad', en: 'iOS' }, android: { de: 'Android', en: 'Android' },
  },
};

const languageNames = { de: new Intl.DisplayNames(['de'], { type: 'language', fallback: 'code' }), en: new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' }) };

/** The name of a facet's value for people. */
export function facetValueName(facet: FacetName, value: string, locale: 'de' | 'en'): string {
  if (facet === 'category') return categoryNames[value]?.[locale] ?? value;
  if (facet === 'language') return nameOfLanguage(value, locale);
  return otherNames[facet]?.[value]?.[locale] ?? value;
}

function nameOfLanguage(tag: string, locale: 'de' | 'en'): string {
  try {
    return languageNames[locale].of(tag) ?? tag;
  } catch {
    return tag;
  }
}
