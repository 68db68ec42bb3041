import type { ServiceTexts } from './service-texts.ts';

type Words = Readonly<Record<string, string>>;

// What is the same for every service and has therefore no text in the packages.
const WORDS: Readonly<Record<'de' | 'en', Words>> = {
  de: {
    'part.questions': 'Freiwillige Fragen', 'part.questions.intro': 'Diese Fragen können Sie weglassen, wenn Sie die Antworten nicht brauchen.',
    'part.evidence': 'Nachweise', 'part.evidence.intro': 'Hier dürfen Sie strenger sein, als die Leistung vorsieht.',
    'part.delivery': 'Wohin Anträge gehen', 'delivery.target': 'Fachverfahren',
    'part.branding': 'Farbe', 'part.branding.intro': 'Farbe des Bandes oben auf den Seiten des Antrags. Schaltflächen und Verweise behalten die Farben des Gestaltungssystems.', 'branding.accent': 'Farbwert', 'branding.accent.hint': 'Zum Beispiel #00594d. Die Farbe muss auf Weiß gut lesbar sein.',
    'limit.maxMB': 'größte Datei in Megabyte', 'limit.maxFiles': 'höchste Zahl der Dateien', 'limit.validMonths': 'höchstes Alter in Monaten',
    'asked.yes': 'wird gestellt', 'asked.no': 'wird weggelassen',
  },
  en: {
    'part.questions': 'Optional questions', 'part.questions.intro': 'You can leave these questions out if you do not need the answers.',
    'part.evidence': 'Evidence', 'part.evidence.intro': 'Here you may be stricter than the service itself.',
    'part.delivery': 'Where applications go', 'delivery.target': 'Specialist system',
    'part.branding': 'Colour', 'part.branding.intro': 'Colour of the band on top of the pages of the application. Buttons and links keep the colours of the design system.', 'branding.accent': 'Colour value', 'branding.accent.hint': 'For example #00594d. The colour must be easy to read on white.',
    'limit.maxMB': 'largest file in megabytes', 'limit.maxFiles': 'most files', 'limit.validMonths': 'greatest age in months',
    'asked.yes': 'asked', 'asked.no': 'left out',
  },
};

/** Start of the key of what differs only by language; the rest is the language. */
export const LANGUAGE = 'language.';

/** The words of a key that belongs to every service, else the text of the package; undefined where there is none. */
export function findOverlayWord(texts: ServiceTexts, key: string): string | undefined {
  const locale = texts.language === 'en' ? 'en' : 'de';
  if (key.startsWith(LANGUAGE)) return languageName(key.slice(LANGUAGE.length), locale);
  // `<key of the evidence>|limit.maxMB`: a limit of a named piece of evidence.
  const [of = '', limit] = key.split('|');
  if (limit !== undefined) return `${texts.get(of)}: ${WORDS[locale][limit] ?? limit}`;
  return WORDS[locale][key] ?? (key === '' ? undefined : texts.find(key));
}

/** Likewise, with the key itself where there are no words. */
export function overlayWord(texts: ServiceTexts, key: string): string {
  return findOverlayWord(texts, key) ?? key;
}

function languageName(language: string, locale: 'de' | 'en'): string {
  if (language === 'de-leicht') return locale === 'en' ? 'Easy language' : 'Leichte Sprache';
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
