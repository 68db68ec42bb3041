import { badge, html, list, type Html } from '@allmende/html';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatEuro } from '@allmende/money';
import { formatDate } from '@allmende/time';
import type { Quote, QuotePart } from '../domain/quote.ts';

const texts = translations({
  de: {
    perYear: (amount: string) => `${amount} im Jahr`, validFrom: (day: string) => `gültig ab ${day}`,
    missing: (what: Extract<Quote, { known: false }>['missing']) => ({ price: 'Noch kein Preis eingetragen', class: 'Dafür muss die Einwohnerzahl bekannt sein', cases: 'Bitte geben Sie die Fälle im Jahr an', users: 'Bitte geben Sie an, wie viele Personen es nutzen' })[what],
    byClass: 'nach Einwohnerzahl', flat: 'pauschal', cases: (n: string, each: string) => `${n} Fälle zu je ${each}`, users: (n: string, each: string) => `${n} Personen zu je ${each}`, minimum: 'Aufschlag bis zum Mindestpreis',
  },
  en: {
    perYear: (amount: string) => `${amount} a year`, validFrom: (day: string) => `valid from ${day}`,
    missing: (what: Extract<Quote, { known: false }>['missing']) => ({ price: 'No price entered yet', class: 'The number of inhabitants must be known for this', cases: 'Please state the cases per year', users: 'Please state how many people use it' })[what],
    byClass: 'by number of inhabitants', flat: 'flat', cases: (n: string, each: string) => `${n} cases at ${each} each`, users: (n: string, each: string) => `${n} people at ${each} each`, minimum: 'surcharge up to the minimum price',
  },
});

/** A price for a year with how it comes about, or what is missing. */
export function quotePart(quote: Quote, locale: Locale): Html {
  const t = texts(locale);
  if (!quote.known) return html`${t.missing(quote.missing)}`;
  return html`<strong>${t.perYear(formatEuro(quote.centsPerYear, locale))}</strong>${quote.label === null ? '' : html` ${badge(quote.label, 'warning', { small: true })}`}<br>${t.validFrom(formatDate(quote.validFrom, locale))}${
    quote.parts.length < 2 && quote.parts.every(({ kind }) => kind === 'class' || kind === 'flat') ? '' : list(quote.parts.map((one) => html`${formatEuro(one.cents, locale)} ${nameOf(one, locale)}`))
  }`;
}

function nameOf({ kind, quantity, centsEach }: QuotePart, locale: Locale): string {
  const t = texts(locale);
  if (kind === 'case' || kind === 'user') return t[kind === 'case' ? 'cases' : 'users'](formatNumber(quantity, locale), formatEuro(centsEach, locale));
  return t[kind === 'class' ? 'byClass' : kind];
}
