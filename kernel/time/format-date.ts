import { berlinMidnight } from './berlin-midnight.ts';
import { berlinDate } from './clock.ts';
import { addDays, type PlainDate } from './plain-date.ts';

/** The languages of `@allmende/i18n`, with European digits everywhere. */
type Locale = 'de' | 'de-leicht' | 'en' | 'uk' | 'ar';

const TAGS: Readonly<Record<Locale, string>> = { de: 'de-DE', 'de-leicht': 'de-DE', en: 'en-GB', uk: 'uk-UA', ar: 'ar-EG-u-nu-latn' };

const cache = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${locale}:${key}`;
  let found = cache.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat(TAGS[locale], options);
    cache.set(id, found);
  }
  return found;
}

/** `3. Mai 2026` / `3 May 2026`. */
export function formatDate(date: PlainDate, locale: Locale = 'de'): string {
  const last = lastDate.get(locale);
  if (last?.date === date) return last.text;
  const text = format(locale, 'date', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  lastDate.set(locale, { date, text });
  return text;
}

// Every page of a form names the same day of deletion.
const lastDate = new Map<Locale, { readonly date: PlainDate; readonly text: string }>();

/** `03.05.2026`, for narrow columns. */
export function formatDateShort(date: PlainDate, locale: Locale = 'de'): string {
  return format(locale, 'short', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** `3. Mai 2026, 14:30 Uhr` in Europe/Berlin. */
export function formatInstant(instant: Date, locale: Locale = 'de'): string {
  const day = format(locale, 'day', { dateStyle: 'long', timeZone: 'Europe/Berlin' }).format(instant);
  const time = format(locale, 'time', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(instant);
  return TAGS[locale] === 'de-DE' ? `${day}, ${time} Uhr` : `${day}, ${time}`;
}

/**
 * The end of a period, `bis einschließlich 3. Dezember 2026`: an end at midnight in Europe/Berlin is said by the last day that counts, because 00:00 of the next day reads as if that day counted too. An end within a day keeps its
 * time: `bis 3. Dezember 2026, 12:00 Uhr`.
 */
export function formatEnd(end: Date, locale: 'de' | 'en' = 'de'): string {
  const day = berlinDate(end);
  if (berlinMidnight(day).getTime() !== end.getTime()) return `${locale === 'de' ? 'bis' : 'until'} ${formatInstant(end, locale)}`;
  return `${locale === 'de' ? 'bis einschließlich' : 'up to and including'} ${formatDate(addDays(day, -1), locale)}`;
}
