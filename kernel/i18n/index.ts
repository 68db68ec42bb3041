export { formatNumber } from './format-number.ts';
export { isLocale, LOCALES, translations, type Locale, type Texts } from './translations.ts';
