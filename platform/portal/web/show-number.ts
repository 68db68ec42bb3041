import { formatNumber, type Locale } from '@allmende/i18n';

/** A figure for people: `1.234`, `97 %`. */
export function showNumber(figure: { readonly value: number; readonly unit?: 'percent' }, locale: Locale): string {
  const number = formatNumber(figure.value, locale);
  if (figure.unit !== 'percent') return number;
  return locale === 'de' ? `${number} %` : `${number}%`;
}
