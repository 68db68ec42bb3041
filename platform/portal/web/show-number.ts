import { formatNumber, type Language } from '@allmende/i18n';

/** A figure for people: `1.234`, `97 %`. */
export function showNumber(figure: { readonly value: number; readonly unit?: 'percent' }, locale: Language): string {
  const number = formatNumber(figure.value, locale);
  if (figure.unit !== 'percent') return number;
  return locale !== 'en' ? `${number} %` : `${number}%`;
}
