/** Languages that every page of the platform speaks, those of staff included. */
export type Locale = 'de' | 'en';

export const LOCALES: readonly Locale[] = ['de', 'en'];

/** Languages of the pages for citizens: also easy language, Ukrainian and Arabic. */
export type Language = Locale | 'de-leicht' | 'uk' | 'ar';

/** In the order in which a page offers them. */
export const LANGUAGES: readonly Language[] = ['de', 'de-leicht', 'en', 'uk', 'ar'];

type Facts = {
  /** What people call it who speak it. */
  readonly name: string;
  /** As a page says it to browsers and screen readers (BCP 47; `simple` is the registered variant for simplified text). */
  readonly tag: string;
  /** How numbers and days are written; digits stay European, as on every German form. */
  readonly format: string;
  readonly direction: 'ltr' | 'rtl';
  /** Where a text is taken from when the language lacks it, in this order; ends with German, which is never incomplete. */
  readonly chain: readonly Language[];
  /** Whether a person who speaks it has checked the platform's own texts. */
  readonly checked: boolean;
};

const FACTS: Readonly<Record<Language, Facts>> = {
  de: { name: 'Deutsch', tag: 'de', format: 'de-DE', direction: 'ltr', chain: ['de'], checked: true },
  'de-leicht': { name: 'Leichte Sprache', tag: 'de-simple', format: 'de-DE', direction: 'ltr', chain: ['de-leicht', 'de'], checked: false },
  en: { name: 'English', tag: 'en', format: 'en-GB', direction: 'ltr', chain: ['en', 'de'], checked: true },
  uk: { name: 'Українська', tag: 'uk', format: 'uk-UA', direction: 'ltr', chain: ['uk', 'en', 'de'], checked: false },
  ar: { name: 'العربية', tag: 'ar', format: 'ar-EG-u-nu-latn', direction: 'rtl', chain: ['ar', 'en', 'de'], checked: false },
};

/** What there is to know about a language. */
export function languageFacts(language: Language): Facts {
  return FACTS[language];
}

/** The languages in which a text is looked for, best first. German alone for a language we do not know. */
export function languageChain(language: string): readonly Language[] {
  return isLanguage(language) ? FACTS[language].chain : FACTS.de.chain;
}

/** German or English for pages that speak nothing else: what comes closest. */
export function localeFor(language: Language): Locale {
  return FACTS[language].chain.find((one) => isLocale(one)) ?? 'de';
}

/** A text as data in the languages it is there in: German and English always. */
export type LocalText = { readonly de: string; readonly en: string } & { readonly [Each in Exclude<Language, Locale>]?: string | undefined };

/** The text of the language, or of the next one in its chain. */
export function inLanguage(text: LocalText, language: Language): string {
  for (const one of FACTS[language].chain) {
    const found = text[one];
    if (found !== undefined) return found;
  }
  return text.de;
}

/** The language in which `inLanguage` finds the text. */
export function languageOf(text: LocalText, language: Language): Language {
  return FACTS[language].chain.find((one) => text[one] !== undefined) ?? 'de';
}

/** Whether a text names a language of staff pages. */
export function isLocale(text: unknown): text is Locale {
  return text === 'de' || text === 'en';
}

/** Whether a text names a language of citizens' pages. */
export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(FACTS, text);
}
