import type { Tone } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { berlinDate, formatInstant } from '@allmende/time';
import type { Minutes } from '../domain/availability.ts';
import type { ServiceState } from '../domain/service-status.ts';

/** Words for states of services, shared by the pages of the room. */
export const statusWords = translations({
  de: {
    running: 'läuft', disturbed: 'gestört', maintenance: 'geplante Arbeiten', paused: 'zurzeit nicht angeboten', unknown: 'nicht bekannt',
    'impact-disturbed': 'Störung', 'impact-slow': 'Es dauert länger als sonst', 'impact-notice': 'Hinweis', 'stage-looking': 'Wir suchen die Ursache', 'stage-found': 'Ursache gefunden', 'stage-watching': 'Behoben, wir beobachten', 'stage-ended': 'Vorbei',
    since: (at: string) => `zurzeit gestört seit ${at}`, planned: 'geplante Arbeiten',
    details: (days: number) => (days === 1 ? 'Ein Tag mit Besonderheiten' : `${days} Tage mit Besonderheiten`),
    day: (minutes: Minutes) => [
      ...(minutes.disturbed > 0 ? [`${length(minutes.disturbed, 'de')} gestört`] : []), ...(minutes.maintenance > 0 ? [`${length(minutes.maintenance, 'de')} geplante Arbeiten`] : []), ...(minutes.unknown > 0 ? [`${length(minutes.unknown, 'de')} nicht bekannt`] : []),
    ].join(', '),
    length: (minutes: number) => length(minutes, 'de'),
  },
  en: {
    running: 'working', disturbed: 'disturbed', maintenance: 'planned work', paused: 'not offered at the moment', unknown: 'not known',
    'impact-disturbed': 'Disturbance', 'impact-slow': 'It takes longer than usual', 'impact-notice': 'Notice', 'stage-looking': 'We are looking for the cause', 'stage-found': 'Cause found', 'stage-watching': 'Solved, we are watching', 'stage-ended': 'Over',
    since: (at: string) => `disturbed since ${at}`, planned: 'planned work',
    details: (days: number) => (days === 1 ? 'One day with something to tell' : `${days} days with something to tell`),
    day: (minutes: Minutes) => [
      ...(minutes.disturbed > 0 ? [`disturbed for ${length(minutes.disturbed, 'en')}`] : []), ...(minutes.maintenance > 0 ? [`planned work for ${length(minutes.maintenance, 'en')}`] : []), ...(minutes.unknown > 0 ? [`not known for ${length(minutes.unknown, 'en')}`] : []),
    ].join(', '),
    length: (minutes: number) => length(minutes, 'en'),
  },
});

/** The colour that repeats what the word says. */
export const STATE_TONES: Readonly<Record<ServiceState, Tone | 'neutral'>> = { running: 'success', disturbed: 'danger', maintenance: 'info', paused: 'neutral', unknown: 'neutral' };

/** „zurzeit gestört seit 10:42“: the time of day today, the date too when it is longer ago. */
export function timeText(service: { readonly state: ServiceState; readonly since: Date | undefined }, now: Date, locale: Locale): string {
  const words = statusWords(locale);
  if (service.state !== 'disturbed' || service.since === undefined) return words.planned;
  const clock = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { timeStyle: 'short', timeZone: 'Europe/Berlin' }).format(service.since);
  return words.since(berlinDate(service.since) === berlinDate(now) ? (locale === 'de' ? `${clock} Uhr` : clock) : formatInstant(service.since, locale));
}

function length(minutes: number, locale: Locale): string {
  if (minutes < 120) return locale === 'de' ? `${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'}` : `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const hours = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 1 }).format(minutes / 60);
  return locale === 'de' ? `${hours} Stunden` : `${hours} hours`;
}
