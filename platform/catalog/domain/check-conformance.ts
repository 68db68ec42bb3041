import {
  categories, developmentStatuses, maintenanceTypes, newestVersions, oembedVideoHosts, scopes, softwareTypes, supportAliases, supportedVersions,
} from './code-lists.ts';
import type { Problem } from './problem.ts';
import type { DocumentPath, PubliccodeDocument } from './publiccode-document.ts';
import { isCalendarDay, isCountry, isEmail, isHttpUrl, isIdentifyingUri, isLanguageTag, isLicenceExpression, isMediaType, isUrl, visibleLength } from './value-checks.ts';

/** The strict verdict: conformant when no problem is an error. */
export type Conformance = {
  conformant: boolean;
  /** What the file states, whether known or not. */
  version: string | null;
  problems: readonly Problem[];
};

type Report = (path: DocumentPath, code: string, message: string, severity?: Problem['severity']) => void;
type Check = (value: unknown, path: DocumentPath, report: Report) => void;
type Field = { check: Check; required?: boolean; deprecated?: string };

/**
 * Judges a file by publiccode.yml 0.2 to 0.7. Covers every rule that needs neither network nor the repository's other files:
 * whether addresses answer, files exist and Italian authority codes are registered is not looked up.
 */
export function checkConformance(document: PubliccodeDocument): Conformance {
  const problems: Problem[] = [...document.problems];
  const report: Report = (path, code, message, severity = 'error') => {
    problems.push({ severity, line: document.lineOf(path), pointer: toPointer(path), code, message });
  };
  const root = document.value;
  let version: string | null = null;
  if (!isRecord(root)) {
    report([], 'wrong-type', 'Die Datei muss aus Schlüsseln und Werten bestehen.');
  } else {
    const stated = own(root, 'publiccodeYmlVersion');
    version = typeof stated === 'string' ? stated : typeof stated === 'number' ? String(stated) : null;
    checkVersion(stated, report);
    file(root, [], report);
    if (own(root, 'IT') != null && own(root, 'it') != null) report(['it'], 'duplicate-key', 'Der Abschnitt „IT“ ist schon vorhanden. Entfernen Sie „it“.');
  }
  return { conformant: problems.every((problem) => problem.severity !== 'error'), version, problems };
}

function checkVersion(stated: unknown, report: Report): void {
  const path = ['publiccodeYmlVersion'];
  if (stated == null || stated === '') report(path, 'required', 'Geben Sie „publiccodeYmlVersion“ an, zum Beispiel "0".');
  else if (typeof stated !== 'string') report(path, 'wrong-type', 'Die Version muss ein Text in Anführungszeichen sein, zum Beispiel "0".');
  else if (!supportedVersions.has(stated)) report(path, 'unsupported-version', 'Diese Version gibt es nicht oder sie wird nicht mehr geprüft. Verwenden Sie "0".');
  else if (!newestVersions.has(stated)) report(path, 'old-version', 'Dies ist nicht die neueste Version des Standards. Verwenden Sie "0".', 'warning');
}

// What a value may be.

const text: Check = (value, path, report) => {
  if (typeof value === 'object') report(path, 'wrong-type', `„${nameOf(path)}“ muss ein Text sein.`);
};

const textThat = (test: (text: string) => boolean, code: string, message: string): Check => (value, path, report) => {
  if (typeof value === 'object') return text(value, path, report);
  if (!test(String(value))) report(path, code, `„${nameOf(path)}“: ${message}`);
};

const textOf = (least: number, most: number): Check => (value, path, report) => {
  if (typeof value === 'object') return text(value, path, report);
  const length = visibleLength(String(value));
  if (length < least) report(path, 'too-short', `„${nameOf(path)}“ braucht mindestens ${least} Zeichen.`);
  if (length > most) report(path, 'too-long', `„${nameOf(path)}“ darf höchstens ${most} Zeichen haben.`);
};

const oneOf = (values: readonly string[]): Check => textThat((value) => values.includes(value), 'unknown-value', `Erlaubt ist: ${values.join(', ')}.`);

const flag: Check = (value, path, report) => {
  if (typeof value !== 'boolean') report(path, 'wrong-type', `„${nameOf(path)}“ muss true oder false sein.`);
};

const list = (item: Check, least = 0): Check => (value, path, report) => {
  if (!Array.isArray(value)) return report(path, 'wrong-type', `„${nameOf(path)}“ muss eine Liste sein.`);
  if (value.length < least) report(path, 'required', `„${nameOf(path)}“ braucht mindestens einen Eintrag.`);
  value.forEach((entry: unknown, at) => {
    if (entry != null) item(entry, [...path, at], report);
  });
};

const record = (fields: Readonly<Record<string, Field>>): Check => {
  const known = Object.entries(fields);
  return (value, path, report) => {
    if (!isRecord(value)) return report(path, 'wrong-type', `„${nameOf(path)}“ muss ein Abschnitt mit eigenen Schlüsseln sein.`);
    for (const key of Object.keys(value)) {
      if (!Object.hasOwn(fields, key)) report([...path, key], 'unknown-key', `Der Schlüssel „${key.slice(0, 60)}“ gehört nicht zum Standard.`);
    }
    for (const [key, field] of known) {
      const inner = own(value, key);
      const at = [...path, key];
      if (inner == null || (field.required === true && inner === '')) {
        if (field.required === true) report(at, 'required', `Geben Sie „${key}“ an.`);
        continue;
      }
      field.check(inner, at, report);
      if (field.deprecated !== undefined) report(at, 'deprecated', `„${key}“ ist veraltet. ${field.deprecated}`, 'warning');
    }
  };
};

const url = textThat(isUrl, 'invalid-url', 'Geben Sie eine vollständige Adresse an, zum Beispiel https://example.org/projekt.git.');
const httpUrl = textThat(isHttpUrl, 'invalid-url', 'Geben Sie eine vollständige Adresse an, die mit https:// beginnt.');
const day = textThat(isCalendarDay, 'invalid-date', 'Geben Sie den Tag in der Form JJJJ-MM-TT an.');
const email = textThat(isEmail, 'invalid-email', 'Geben Sie eine E-Mail-Adresse an.');
const identifyingUri = textThat(isIdentifyingUri, 'invalid-uri', 'Geben Sie eine Adresse (https://…) oder einen URN an.');
const language = textThat(isLanguageTag, 'invalid-language', 'Geben Sie eine Sprache nach BCP 47 an, zum Beispiel „de“.');

const country: Check = (value, path, report) => {
  if (typeof value !== 'string' || !isCountry(value)) return report(path, 'unknown-country', `„${nameOf(path)}“: Geben Sie ein Land nach ISO 3166-1 an, zum Beispiel „DE“.`);
  if (value !== value.toUpperCase()) report(path, 'lowercase-country', `Schreiben Sie das Land groß: „${value.toUpperCase()}“.`, 'warning');
};

const support: Check = textThat(
  (value) => (value.startsWith('alias:') ? supportAliases.has(value.slice('alias:'.length)) : isIdentifyingUri(value)),
  'unknown-support', 'Geben Sie eine Adresse, einen URN oder einen bekannten Kurznamen wie „alias:gdpr“ an.',
);

const fileOrUrl = (endings: readonly string[]): Check => (value, path, report) => {
  if (typeof value === 'object') return text(value, path, report);
  const name = String(value);
  if (name === '') return;
  if (name.startsWith('/')) return report(path, 'absolute-path', `„${nameOf(path)}“: Geben Sie den Weg innerhalb des Repositorys ohne „/“ am Anfang an.`);
  if (/^file:/i.test(name)) return report(path, 'absolute-path', `„${nameOf(path)}“: Eine file:-Adresse ist nicht erlaubt.`);
  if (isUrl(name) || endings.length === 0) return;
  if (!endings.some((ending) => name.toLowerCase().endsWith(ending))) report(path, 'unsupported-format', `„${nameOf(path)}“: Erlaubt sind Dateien mit ${endings.join(', ')}.`);
};

const video: Check = (value, path, report) => {
  if (typeof value === 'object' || !isHttpUrl(String(value))) return httpUrl(value, path, report);
  const { hostname, pathname } = new URL(String(value));
  if (!oembedVideoHosts.has(hostname.replace(/^www\./, '')) || pathname === '/') report(path, 'no-oembed', 'Dieses Video liegt nicht bei einem bekannten Anbieter von oEmbed.');
};

const urlOrUrls: Check = (value, path, report) => (Array.isArray(value) ? list(url) : url)(value, path, report);

const logo = fileOrUrl(['.svg', '.svgz', '.png']);
const organisation = record({ name: { check: text }, uri: { check: identifyingUri, required: true } });
const dependencies = list(record({
  name: { check: text, required: true }, versionMin: { check: text }, versionMax: { check: text }, version: { check: text }, optional: { check: flag },
}));

const description = record({
  localisedName: { check: text },
  genericName: { check: textOf(0, 35), deprecated: 'Sie können ihn weglassen.' },
  shortDescription: { check: textOf(1, 150), required: true },
  longDescription: { check: textOf(150, 10_000), required: true },
  documentation: { check: httpUrl },
  apiDocumentation: { check: httpUrl },
  features: { check: list(text, 1), required: true },
  screenshots: { check: list(fileOrUrl(['.jpg', '.png'])) },
  videos: { check: list(video) },
  awards: { check: list(text) },
});

const descriptions: Check = (value, path, report) => {
  if (!isRecord(value)) return report(path, 'wrong-type', '„description“ muss je Sprache einen Abschnitt enthalten.');
  const languages = Object.keys(value);
  if (languages.length === 0) report(path, 'required', 'Beschreiben Sie die Software in mindestens einer Sprache.');
  for (const tag of languages) {
    if (!isLanguageTag(tag)) report([...path, tag], 'invalid-language', 'Der Abschnitt muss nach einer Sprache in BCP 47 heißen, zum Beispiel „de“.');
    description(own(value, tag) ?? {}, [...path, tag], report);
  }
};

const maintenance: Check = (value, path, report) => {
  maintenanceFields(value, path, report);
  if (!isRecord(value)) return;
  const type = own(value, 'type');
  if (type === 'contract' && own(value, 'contractors') == null) report([...path, 'contractors'], 'required', 'Bei „contract“ müssen Sie „contractors“ angeben.');
  if (type !== 'contract' && own(value, 'contractors') != null) report([...path, 'contractors'], 'not-allowed', '„contractors“ ist nur bei „contract“ erlaubt.');
  if ((type === 'community' || type === 'internal') && own(value, 'contacts') == null) report([...path, 'contacts'], 'required', `Bei „${type}“ müssen Sie „contacts“ angeben.`);
};

const maintenanceFields = record({
  type: { check: oneOf(maintenanceTypes), required: true },
  contractors: { check: list(record({ name: { check: text, required: true }, email: { check: email }, website: { check: httpUrl }, until: { check: day, required: true } })) },
  contacts: { check: list(record({ name: { check: text, required: true }, email: { check: email }, affiliation: { check: text }, phone: { check: text } })) },
});

const italy = record({
  countryExtensionVersion: { check: oneOf(['0.2', '1.0']) },
  conforme: {
    check: record({ lineeGuidaDesign: { check: flag }, modelloInteroperabilita: { check: flag }, misureMinimeSicurezza: { check: flag }, gdpr: { check: flag } }),
    deprecated: 'Sie können den Abschnitt weglassen.',
  },
  riuso: { check: record({ codiceIPA: { check: text, deprecated: 'Verwenden Sie „organisation.uri“ mit urn:x-italian-pa:….' } }) },
  piattaforme: { check: record({ spid: { check: flag }, pagopa: { check: flag }, cie: { check: flag }, anpr: { check: flag }, io: { check: flag } }) },
});

const file = record({
  publiccodeYmlVersion: { check: () => {} },
  name: { check: text, required: true },
  applicationSuite: { check: text },
  url: { check: url, required: true },
  landingURL: { check: httpUrl },
  isBasedOn: { check: urlOrUrls },
  softwareVersion: { check: text },
  releaseDate: { check: day },
  logo: { check: logo },
  monochromeLogo: { check: logo, deprecated: 'Verwenden Sie „logo“.' },
  organisation: { check: organisation },
  inputTypes: { check: list(textThat(isMediaType, 'invalid-media-type', 'Geben Sie einen Medientyp an, zum Beispiel „text/plain“.')), deprecated: 'Sie können ihn weglassen.' },
  outputTypes: { check: list(textThat(isMediaType, 'invalid-media-type', 'Geben Sie einen Medientyp an, zum Beispiel „text/plain“.')), deprecated: 'Sie können ihn weglassen.' },
  platforms: { check: list(text, 1), required: true },
  categories: { check: list(textThat((value) => categories.has(value), 'unknown-category', 'Diese Kategorie steht nicht im Verzeichnis des Standards.')) },
  usedBy: { check: list(text) },
  fundedBy: { check: list(organisation) },
  roadmap: { check: httpUrl },
  developmentStatus: { check: oneOf(developmentStatuses), required: true },
  softwareType: { check: oneOf(softwareTypes), required: true },
  supports: { check: list(record({ id: { check: support, required: true } })) },
  intendedAudience: {
    check: record({
      scope: { check: list(textThat((value) => scopes.has(value), 'unknown-scope', 'Dieser Bereich steht nicht im Verzeichnis des Standards.')) },
      countries: { check: list(country) },
      unsupportedCountries: { check: list(country) },
    }),
  },
  description: { check: descriptions, required: true },
  legal: {
    check: record({
      license: { check: textThat(isLicenceExpression, 'unknown-licence', 'Geben Sie die Lizenz als SPDX-Ausdruck an, zum Beispiel „EUPL-1.2“.'), required: true },
      mainCopyrightOwner: { check: text },
      repoOwner: { check: text, deprecated: 'Verwenden Sie „organisation.name“.' },
      authorsFile: { check: fileOrUrl([]), deprecated: 'Sie können ihn weglassen.' },
    }),
    required: true,
  },
  maintenance: { check: maintenance, required: true },
  localisation: {
    check: record({ localisationReady: { check: flag, required: true }, availableLanguages: { check: list(language, 1), required: true } }),
    required: true,
  },
  dependsOn: { check: record({ open: { check: dependencies }, proprietary: { check: dependencies }, hardware: { check: dependencies } }) },
  IT: { check: italy },
  it: { check: italy, deprecated: 'Schreiben Sie den Abschnitt groß: „IT“.' },
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (value: Record<string, unknown>, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
const nameOf = (path: DocumentPath): string => path.map(String).join('.').slice(0, 80) || 'Datei';
const toPointer = (path: DocumentPath): string => path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
