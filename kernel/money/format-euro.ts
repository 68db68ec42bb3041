import type { Cents } from './cents.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** `1.234,50 €` in German, `€1,234.50` in English. */
export function formatEuro(amount: Cents, locale: 'de' | 'en' = 'de'): string {
  if (locale === 'de' && Number.isSafeInteger(amount)) return inGerman(amount);
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-IE', { style: 'currency', currency: 'EUR' });
    formats.set(locale, format);
  }
  return format.format(amount / 100);
}

// As the machine's own format writes it, at a tenth of the cost: a form shows many amounts.
function inGerman(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  let euros = digits.slice(-5, -2);
  for (let end = -5; digits.length + end > 0; end -= 3) euros = `${digits.slice(end - 3, end)}.${euros}`;
  return `${amount < 0 || Object.is(amount, -0) ? '-' : ''}${euros},${digits.slice(-2)}\u00a0€`;
}
