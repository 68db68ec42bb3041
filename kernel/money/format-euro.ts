import type { Cents } from './cents.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** `1.234,50 €` in German, `€1,234.50` in English. */
export function formatEuro(amount: Cents, locale: 'de' | 'en' = 'de'): string {
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-IE', { style: 'currency', currency: 'EUR' });
    formats.set(locale, format);
  }
  return format.format(amount / 100);
}
