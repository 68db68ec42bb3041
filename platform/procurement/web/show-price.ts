import { formatEuro, type Cents } from '@allmende/money';

/** A yearly price with the note that belongs to it. */
export function showPrice(price: { readonly centsPerYear: Cents; readonly label: string | null }, locale: 'de' | 'en'): string {
  return `${formatEuro(price.centsPerYear, locale)}${price.label === null ? '' : ` (${price.label})`}`;
}

/** Seconds between two instants, with one decimal place below ten. */
export function showSeconds(from: Date, to: Date, locale: 'de' | 'en'): string {
  const seconds = Math.max(0, to.getTime() - from.getTime()) / 1000;
  const shown = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: seconds < 10 ? 1 : 0 }).format(seconds);
  return locale === 'de' ? `nach ${shown} s` : `after ${shown} s`;
}
