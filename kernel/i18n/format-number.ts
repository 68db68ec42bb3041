import type { Locale } from './translations.ts';

const formats: Record<Locale, Intl.NumberFormat> = { de: new Intl.NumberFormat('de-DE'), en: new Intl.NumberFormat('en-GB') };

/** `128.334` in German, `128,334` in English. */
export function formatNumber(value: number, locale: Locale): string {
  return formats[locale].format(value);
}
