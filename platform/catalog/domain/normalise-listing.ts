import {
  categories, developmentStatuses, maintenanceTypes, scopes, softwareTypes, supportAliases,
  type DevelopmentStatus, type MaintenanceType, type SoftwareType,
} from './code-lists.ts';
import { readLicence, type Licence } from './licence.ts';
import type { Problem } from './problem.ts';
import type { DocumentPath, PubliccodeDocument } from './publiccode-document.ts';
import { isCalendarDay, isCountry, isHttpUrl, isIdentifyingUri, isLanguageTag, isUrl } from './value-checks.ts';

/** What is told about a solution in one language. */
export type SolutionDescription = {
  localisedName: string | null;
  shortDescription: string;
  /** Plain text or Markdown, as published. */
  longDescription: string;
  documentation: string | null;
  apiDocumentation: string | null;
  features: readonly string[];
  screenshots: readonly string[];
  videos: readonly string[];
  awards: readonly string[];
};

export type Dependency = { name: string; versionMin: string | null; versionMax: string | null; version: string | null; optional: boolean };
export type Organisation = { uri: string | null; name: string | null };

/**
 * A solution as the store lists it. Everything but the name may be unknown: `null` or empty.
 * Contact persons of the file are left out on purpose: the store needs no personal data of third parties; the repository names them.
 */
export type SolutionListing = {
  name: string;
  publiccodeVersion: string | null;
  applicationSuite: string | null;
  repository: string | null;
  landingUrl: string | null;
  isBasedOn: readonly string[];
  softwareVersion: string | null;
  /** `YYYY-MM-DD` */
  releaseDate: string | null;
  logo: string | null;
  organisation: Organisation | null;
  /** Lower case: web, windows, mac, linux, ios, android or another word. */
  platforms: readonly string[];
  categories: readonly string[];
  usedBy: readonly string[];
  fundedBy: readonly Organisation[];
  roadmap: string | null;
  developmentStatus: DevelopmentStatus | null;
  softwareType: SoftwareType | null;
  /** Addresses or URNs of standards, laws and systems; aliases are resolved. */
  supports: readonly string[];
  audience: { scopes: readonly string[]; countries: readonly string[]; unsupportedCountries: readonly string[] };
  /** By BCP 47 tag; `und` when the file does not say the language. */
  descriptions: Readonly<Record<string, SolutionDescription>>;
  licence: Licence | null;
  copyrightOwner: string | null;
  maintenance: { type: MaintenanceType | null; contractors: readonly { name: string; until: string | null; website: string | null }[] };
  localisation: { ready: boolean | null; languages: readonly string[] };
  dependsOn: { open: readonly Dependency[]; proprietary: readonly Dependency[]; hardware: readonly Dependency[] };
};

type Section = Record<string, unknown>;

/** Makes the store's entry out of a file of any version. Never refuses; `normalised` lists what was changed, guessed from context or left out. */
export function normaliseListing(document: PubliccodeDocument, fallbackName: string): { listing: SolutionListing; normalised: readonly Problem[] } {
  const read = new LenientReader(document);
  const root = withKnownKeys(read, section(document.value));
  const descriptions = readDescriptions(read, root);
  const repository = read.address(root, ['url'], isUrl);
  const legal = section(root['legal']);
  const audience = section(root['intendedAudience']);
  const maintenance = section(root['maintenance']);
  const localisation = section(root['localisation']);
  const dependsOn = section(root['dependsOn']);
  const licence = read.text(legal, ['legal', 'license']);

  const listing: SolutionListing = {
    name: readName(read, root, descriptions, repository, fallbackName),
    publiccodeVersion: plain(root['publiccodeYmlVersion']) ?? plain(root['publiccode-yaml-version']),
    applicationSuite: read.text(root, ['applicationSuite']),
    repository,
    landingUrl: read.address(root, ['landingURL'], isHttpUrl) ?? read.address(root, ['landing-url'], isHttpUrl),
    isBasedOn: read.texts(root, ['isBasedOn']).filter(isUrl),
    softwareVersion: read.text(root, ['softwareVersion']),
    releaseDate: read.day(root, ['releaseDate']),
    logo: read.text(root, ['logo']) ?? read.text(root, ['monochromeLogo']),
    organisation: readOrganisation(read, root, legal),
    platforms: unique(read.texts(root, ['platforms']).map((word) => platformWords.get(word.toLowerCase()) ?? word.toLowerCase())),
    categories: read.known([...read.texts(root, ['categories']), ...read.texts(root, ['tags'])], ['categories'], categories, 'unknown-category'),
    usedBy: read.texts(root, ['usedBy']),
    fundedBy: records(root['fundedBy']).map((entry) => organisation(entry)).filter((entry) => entry !== null),
    roadmap: read.address(root, ['roadmap'], isHttpUrl),
    developmentStatus: read.choice(root, ['developmentStatus'], developmentStatuses, statusWords),
    softwareType: read.choice(root, ['softwareType'], softwareTypes, typeWords),
    supports: readSupports(root),
    audience: {
      scopes: read.known([...read.texts(audience, ['intendedAudience', 'scope']), ...read.texts(audience, ['intendedAudience', 'onlyFor'])], ['intendedAudience', 'scope'], scopes, 'unknown-scope'),
      countries: read.countries(audience, ['intendedAudience', 'countries']),
      unsupportedCountries: read.countries(audience, ['intendedAudience', 'unsupportedCountries']),
    },
    descriptions,
    licence: licence === null ? null : readLicenceOf(read, licence),
    copyrightOwner: read.text(legal, ['legal', 'mainCopyrightOwner']),
    maintenance: {
      type: read.choice(maintenance, ['maintenance', 'type'], maintenanceTypes, new Map()),
      contractors: records(maintenance['contractors']).flatMap((entry, at) => {
        const path = ['maintenance', 'contractors', at];
        const name = plain(entry['name']);
        return name === null ? [] : [{ name, until: read.day(entry, [...path, 'until']), website: read.address(entry, [...path, 'website'], isHttpUrl) }];
      }),
    },
    localisation: {
      ready: read.flag(localisation, ['localisation', 'localisationReady']),
      languages: unique(read.texts(localisation, ['localisation', 'availableLanguages']).flatMap((tag, at) => read.language(tag, ['localisation', 'availableLanguages', at]) ?? [])),
    },
    dependsOn: {
      open: records(dependsOn['open']).flatMap(dependency),
      proprietary: records(dependsOn['proprietary']).flatMap(dependency),
      hardware: records(dependsOn['hardware']).flatMap(dependency),
    },
  };
  return { listing, normalised: read.notes };
}

const platformWords: ReadonlyMap<string, string> = new Map([
  ['macos', 'mac'], ['osx', 'mac'], ['os x', 'mac'], ['mac os', 'mac'], ['win', 'windows'], ['ms windows', 'windows'], ['gnu/linux', 'linux'], ['unix/linux', 'linux'], ['www', 'web'], ['web app', 'web'],
]);
const statusWords: ReadonlyMap<string, DevelopmentStatus> = new Map([['production', 'stable'], ['released', 'stable'], ['alpha', 'development'], ['in development', 'development'], ['deprecated', 'obsolete']]);
const typeWords: ReadonlyMap<string, SoftwareType> = new Map([
  ['standalone', 'standalone/other'], ['standalone-web', 'standalone/web'], ['standalone-mobile', 'standalone/mobile'], ['standalone-desktop', 'standalone/desktop'],
  ['standalone-backend', 'standalone/backend'], ['web', 'standalone/web'], ['website', 'standalone/web'], ['mobile', 'standalone/mobile'], ['backend', 'standalone/backend'],
]);

// Languages of version 0.1 were ISO 639-2 codes.
const oldLanguages: ReadonlyMap<string, string> = new Map([
  ['ita', 'it'], ['eng', 'en'], ['deu', 'de'], ['ger', 'de'], ['fra', 'fr'], ['fre', 'fr'], ['spa', 'es'], ['nld', 'nl'], ['dut', 'nl'], ['por', 'pt'], ['swe', 'sv'], ['dan', 'da'],
]);

/** Reads values generously and notes every change. */
class LenientReader {
  readonly notes: Problem[] = [];
  readonly #document: PubliccodeDocument;

  constructor(document: PubliccodeDocument) {
    this.#document = document;
  }

  note(path: DocumentPath, code: string, message: string): void {
    const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    this.notes.push({ severity: 'warning', line: this.#document.lineOf(path), pointer, code, message });
  }

  text(from: Section, path: DocumentPath): string | null {
    const value = get(from, path);
    if (value == null) return null;
    const found = plain(Array.isArray(value) ? value[0] : value);
    if (found === null && typeof value === 'object') this.note(path, 'left-out', 'Hier wurde ein Text erwartet. Die Angabe fehlt im Eintrag.');
    if (found !== null && Array.isArray(value)) this.note(path, 'first-taken', 'Hier wurde ein einzelner Text erwartet. Der erste wurde übernommen.');
    return found;
  }

  texts(from: Section, path: DocumentPath): readonly string[] {
    const value = get(from, path);
    if (value == null) return [];
    if (!Array.isArray(value)) {
      const single = plain(value);
      if (single !== null) {
        if (path.at(-1) !== 'isBasedOn') this.note(path, 'made-list', 'Aus einem einzelnen Text wurde eine Liste.');
        return [single];
      }
      if (typeof value === 'object' && Object.keys(value).length > 0) this.note(path, 'left-out', 'Hier wurde eine Liste erwartet. Die Angabe fehlt im Eintrag.');
      return [];
    }
    return value.flatMap((entry: unknown, at) => {
      const found = plain(entry) ?? plain(section(entry)['name']);
      if (found === null && entry != null && entry !== '') this.note([...path, at], 'left-out', 'Dieser Teil der Liste ist kein Text und fehlt im Eintrag.');
      return found ?? [];
    });
  }

  address(from: Section, path: DocumentPath, test: (text: string) => boolean): string | null {
    const value = this.text(from, path);
    if (value === null || test(value)) return value;
    const scp = /^git@([\w.-]+):(.+)$/.exec(value);
    const candidates = [scp ? `https://${scp[1]}/${scp[2]}` : '', encodeURI(value), `https://${value}`];
    const mended = candidates.find((candidate) => test(candidate) && /^https?:\/\/[^/]+\.[a-z]{2,}/i.test(candidate));
    if (mended === undefined) this.note(path, 'left-out', 'Dies ist keine vollständige Adresse. Sie fehlt im Eintrag.');
    else this.note(path, 'mended-address', `Die Adresse wurde als ${mended.slice(0, 120)} gelesen.`);
    return mended ?? null;
  }

  day(from: Section, path: DocumentPath): string | null {
    const value = this.text(from, path);
    if (value === null || isCalendarDay(value)) return value;
    const parts = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ])/.exec(value) ?? germanDay(value);
    const day = parts ? `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}` : '';
    if (isCalendarDay(day)) {
      this.note(path, 'mended-date', `Das Datum wurde als ${day} gelesen.`);
      return day;
    }
    this.note(path, 'left-out', 'Das Datum ist nicht in der Form JJJJ-MM-TT geschrieben. Es fehlt im Eintrag.');
    return null;
  }

  flag(from: Section, path: DocumentPath): boolean | null {
    const value = get(from, path);
    if (value == null || typeof value === 'boolean') return value ?? null;
    const word = plain(value)?.toLowerCase();
    const read = ['true', 'yes', 'on', 'ja', 'si', 'sì'].includes(word ?? '') ? true : ['false', 'no', 'off', 'nein'].includes(word ?? '') ? false : null;
    this.note(path, read === null ? 'left-out' : 'mended-flag', read === null ? 'Hier wurde true oder false erwartet. Die Angabe fehlt im Eintrag.' : `Die Angabe wurde als ${read} gelesen.`);
    return read;
  }

  choice<T extends string>(from: Section, path: DocumentPath, allowed: readonly T[], others: ReadonlyMap<string, T>): T | null {
    const value = this.text(from, path);
    if (value === null) return null;
    const exact = allowed.find((word) => word === value);
    if (exact !== undefined) return exact;
    const lower = value.toLowerCase();
    const read = allowed.find((word) => word.toLowerCase() === lower) ?? others.get(lower) ?? null;
    this.note(path, read === null ? 'left-out' : 'mended-word', read === null ? 'Diesen Wert kennt der Standard nicht. Er fehlt im Eintrag.' : `Der Wert wurde als „${read}“ gelesen.`);
    return read;
  }

  known(values: readonly string[], path: DocumentPath, allowed: ReadonlySet<string>, code: string): readonly string[] {
    return unique(values.flatMap((value, at) => {
      if (allowed.has(value)) return value;
      const word = value.toLowerCase().trim().replace(/[\s_]+/g, '-');
      const read = allowed.has(word) ? word : undefined;
      this.note([...path, at], read === undefined ? code : 'mended-word', read === undefined ? `„${value.slice(0, 60)}“ steht nicht im Verzeichnis des Standards und fehlt im Eintrag.` : `Der Wert wurde als „${read}“ gelesen.`);
      return read ?? [];
    }));
  }

  countries(from: Section, path: DocumentPath): readonly string[] {
    return unique(this.texts(from, path).flatMap((value, at) => {
      const code = value.toUpperCase() === 'UK' ? 'GB' : value.toUpperCase();
      if (!isCountry(code)) {
        this.note([...path, at], 'unknown-country', `„${value.slice(0, 40)}“ ist kein Land nach ISO 3166-1 und fehlt im Eintrag.`);
        return [];
      }
      if (code !== value) this.note([...path, at], 'mended-country', `Das Land wurde als „${code}“ gelesen.`);
      return code;
    }));
  }

  language(tag: string, path: DocumentPath): string | null {
    if (isLanguageTag(tag) && !oldLanguages.has(tag)) return tag;
    const written = tag.trim().replaceAll('_', '-').toLowerCase();
    const canonical = oldLanguages.get(written) ?? (isLanguageTag(written) ? Intl.getCanonicalLocales(written)[0]! : null);
    this.note(path, canonical === null ? 'unknown-language' : 'mended-language', canonical === null ? 'Diese Sprache ist unbekannt.' : `Die Sprache wurde als „${canonical}“ gelesen.`);
    return canonical;
  }
}

function readName(read: LenientReader, root: Section, descriptions: Readonly<Record<string, SolutionDescription>>, repository: string | null, fallbackName: string): string {
  const name = read.text(root, ['name']);
  if (name !== null) return name;
  const localised = Object.values(descriptions).find((description) => description.localisedName !== null)?.localisedName;
  const fromRepository = repository?.replace(/\/+$/, '').split('/').at(-1)?.replace(/\.git$/, '');
  const taken = localised ?? (fromRepository || undefined) ?? fallbackName;
  read.note(['name'], 'name-replaced', `Der Name fehlt. Der Eintrag heißt „${taken.slice(0, 80)}“.`);
  return taken;
}

function readDescriptions(read: LenientReader, root: Section): Readonly<Record<string, SolutionDescription>> {
  const stated = root['description'];
  const found = new Map<string, SolutionDescription>();
  const single = plain(stated);
  if (single !== null) {
    read.note(['description'], 'language-unknown', 'Die Beschreibung nennt ihre Sprache nicht.');
    found.set('und', { ...emptyDescription, shortDescription: firstSentence(single), longDescription: single });
  }
  const languages = section(stated);
  // A file that forgot the language level still describes something.
  if (descriptionKeys.some((key) => plain(languages[key]) !== null)) {
    read.note(['description'], 'language-unknown', 'Die Beschreibung nennt ihre Sprache nicht.');
    found.set('und', readDescription(read, languages, ['description']));
  } else {
    for (const tag of Object.keys(languages)) {
      const path = ['description', tag];
      const inner = languages[tag];
      const text = plain(inner);
      if (text === null && Object.keys(section(inner)).length === 0) {
        read.note(path, 'left-out', 'Dieser Abschnitt enthält keine Beschreibung.');
        continue;
      }
      const language = read.language(tag, path) ?? 'und';
      if (found.has(language)) {
        read.note(path, 'left-out', 'Diese Sprache kommt zweimal vor. Der erste Abschnitt gilt.');
        continue;
      }
      found.set(language, text === null ? readDescription(read, section(inner), path) : { ...emptyDescription, shortDescription: firstSentence(text), longDescription: text });
    }
  }
  return Object.fromEntries(found);
}

const descriptionKeys = ['shortDescription', 'longDescription', 'localisedName', 'genericName'];
const emptyDescription: SolutionDescription = {
  localisedName: null, shortDescription: '', longDescription: '', documentation: null, apiDocumentation: null, features: [], screenshots: [], videos: [], awards: [],
};

function readDescription(read: LenientReader, from: Section, path: DocumentPath): SolutionDescription {
  const long = read.text(from, [...path, 'longDescription']) ?? '';
  const features = read.texts(from, [...path, 'features']).length > 0 ? read.texts(from, [...path, 'features']) : read.texts(from, [...path, 'featureList']);
  let short = read.text(from, [...path, 'shortDescription']) ?? '';
  if (short === '') {
    short = firstSentence(long) || read.text(from, [...path, 'genericName']) || features.join(', ').slice(0, 150) || (read.text(from, [...path, 'localisedName']) ?? '');
    if (short !== '') read.note([...path, 'shortDescription'], 'short-description-replaced', 'Die Kurzbeschreibung fehlt. Sie wurde aus den anderen Angaben gebildet.');
  }
  return {
    localisedName: read.text(from, [...path, 'localisedName']),
    shortDescription: short.replace(/\s+/g, ' '),
    longDescription: long,
    documentation: read.address(from, [...path, 'documentation'], isHttpUrl),
    apiDocumentation: read.address(from, [...path, 'apiDocumentation'], isHttpUrl),
    features,
    screenshots: read.texts(from, [...path, 'screenshots']),
    videos: read.texts(from, [...path, 'videos']).filter(isHttpUrl),
    awards: read.texts(from, [...path, 'awards']),
  };
}

function firstSentence(text: string): string {
  const flat = text.replace(/[#*_>`]+/g, ' ').replace(/\s+/g, ' ').trim();
  const sentence = /^.{10,149}?[.!?](?= |$)/u.exec(flat)?.[0] ?? flat;
  return sentence.length <= 150 ? sentence : `${sentence.slice(0, 149).replace(/\s+\S*$/, '')}…`;
}

function readOrganisation(read: LenientReader, root: Section, legal: Section): Organisation | null {
  const stated = organisation(section(root['organisation']));
  if (stated !== null) return stated;
  const italy = section(root['IT'] ?? root['it']);
  const code = plain(section(italy['riuso'])['codiceIPA']);
  const owner = read.text(legal, ['legal', 'repoOwner']);
  if (code === null && owner === null) return null;
  return { uri: code === null ? null : `urn:x-italian-pa:${code}`, name: owner };
}

function organisation(from: Section): Organisation | null {
  const uri = plain(from['uri']);
  const name = plain(from['name']);
  return uri === null && name === null ? null : { uri: uri !== null && isIdentifyingUri(uri) ? uri : null, name };
}

function readSupports(root: Section): readonly string[] {
  const stated = records(root['supports']).flatMap((entry) => plain(entry['id']) ?? []);
  const italy = section(section(root['IT'] ?? root['it'])['piattaforme']);
  const national = ['spid', 'cie', 'anpr', 'pagopa', 'io'].filter((key) => italy[key] === true).map((key) => `alias:${key}`);
  return unique([...stated, ...national].flatMap((id) => (id.startsWith('alias:') ? (supportAliases.get(id.slice('alias:'.length)) ?? []) : isIdentifyingUri(id) ? id : [])));
}

function readLicenceOf(read: LenientReader, stated: string): Licence {
  const licence = readLicence(stated);
  if (!licence.recognised) read.note(['legal', 'license'], 'unknown-licence', 'Die Lizenz ist kein SPDX-Ausdruck. Sie wird gezeigt, wie sie in der Datei steht.');
  else if (licence.expression !== stated) read.note(['legal', 'license'], 'mended-licence', `Die Lizenz wurde als „${licence.expression}“ gelesen.`);
  return licence;
}

function dependency(entry: Section): Dependency[] {
  const name = plain(entry['name']);
  if (name === null) return [];
  return [{ name, versionMin: plain(entry['versionMin']), versionMax: plain(entry['versionMax']), version: plain(entry['version']), optional: entry['optional'] === true }];
}

function germanDay(value: string): readonly string[] | null {
  // Day before month only where it cannot be an American date.
  const parts = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(value) ?? /^(1[3-9]|2\d|3[01])[/-](\d{1,2})[/-](\d{4})$/.exec(value);
  return parts ? ['', parts[3]!, parts[2]!, parts[1]!] : null;
}

const topLevelKeys = [
  'publiccodeYmlVersion', 'applicationSuite', 'landingURL', 'isBasedOn', 'softwareVersion', 'releaseDate', 'usedBy', 'fundedBy', 'developmentStatus', 'softwareType', 'intendedAudience', 'dependsOn',
];

/** Finds keys of the standard that are written in other case, such as `intendedaudience`. */
function withKnownKeys(read: LenientReader, root: Section): Section {
  const missing = topLevelKeys.filter((key) => root[key] == null);
  const mended: Section = { ...root };
  for (const key of Object.keys(root)) {
    const meant = missing.find((known) => known !== key && known.toLowerCase() === key.toLowerCase());
    if (meant === undefined) continue;
    mended[meant] = root[key];
    read.note([key], 'mended-key', `Der Schlüssel wurde als „${meant}“ gelesen.`);
  }
  return mended;
}

const section = (value: unknown): Section => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Section) : {});
const records = (value: unknown): readonly Section[] => (Array.isArray(value) ? value.map(section) : typeof value === 'object' && value !== null ? [section(value)] : []);
const get = (from: Section, path: DocumentPath): unknown => (Object.hasOwn(from, String(path.at(-1))) ? from[String(path.at(-1))] : undefined);
const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

function plain(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  const text = String(value).trim();
  return text === '' ? null : text;
}
