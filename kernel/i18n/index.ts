export { declareEnglish, saidIn } from './declare-english.ts';
export { formatNumber } from './format-number.ts';
export { inLanguage, isLanguage, isLocale, languageChain, languageFacts, languageOf, LANGUAGES, localeFor, LOCALES, type Language, type Locale, type LocalText } from './language.ts';
export { declaredSoFar, missingTexts, translations, type MissingText, type Texts } from './translations.ts';
