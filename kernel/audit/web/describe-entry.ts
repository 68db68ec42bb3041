import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { cents, formatEuro } from '@allmende/money';
import { formatDate, formatInstant, parsePlainDate } from '@allmende/time';
import type { AuditEntry, Facts } from '../domain/entry.ts';
import type { AuditWords, FactWords } from './audit-words.ts';

const texts = translations({
  de: { erased: (ref: string) => `Person mit der Kennung ${ref}`, citizen: 'Bürgerin oder Bürger', anonymous: 'nicht angemeldet', system: (name: string) => `Plattform (${name})`, yes: 'ja', no: 'nein' },
  en: { erased: (ref: string) => `Person with the mark ${ref}`, citizen: 'Citizen', anonymous: 'not signed in', system: (name: string) => `Platform (${name})`, yes: 'yes', no: 'no' },
});

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u;

/** What happened, in a sentence; without one in the words, the action as it is recorded, in words. */
export function sentenceOf(entry: Pick<AuditEntry, 'action'>, words: AuditWords, locale: Locale): string {
  const [room = '', act = ''] = entry.action.split('/');
  return words[room]?.actions[act]?.[locale] ?? `${room}: ${act.replaceAll('-', ' ')}`;
}

/** Who acted: the name while somebody knows it, otherwise the pseudonym. */
export function actorOf(entry: Pick<AuditEntry, 'actor'>, name: string | undefined, words: AuditWords, locale: Locale): string {
  const t = texts(locale);
  switch (entry.actor.kind) {
    case 'account': return name ?? t.erased(entry.actor.ref);
    case 'system': return t.system(roomName(entry.actor.name, words, locale));
    default: return t[entry.actor.kind];
  }
}

/** What an entry is about, in a word. */
export function subjectKindOf(entry: Pick<AuditEntry, 'subject'>, words: AuditWords, locale: Locale): string {
  const { kind } = entry.subject;
  return Object.values(words).find(({ subjects }) => kind in subjects)?.subjects[kind]?.[locale] ?? kind.replaceAll('-', ' ');
}

/** The part of the platform that recorded, in a word. */
export function roomName(room: string, words: AuditWords, locale: Locale): string {
  return words[room]?.room[locale] ?? room;
}

/** What a fact, or a hidden one, is called. */
export function factName(entry: Pick<AuditEntry, 'action'>, key: string, words: AuditWords, locale: Locale): string {
  return wordsOfFact(entry, key, words)?.[locale] ?? key;
}

/** Facts in words, with days, amounts and numbers as people write them. `id` is the whole of an id or checksum whose `value` is short. */
export function factTexts(entry: Pick<AuditEntry, 'action' | 'facts'>, words: AuditWords, locale: Locale): { readonly name: string; readonly value: string; readonly id: string | undefined }[] {
  return Object.entries(entry.facts).map(([key, value]) => {
    const id = typeof value === 'string' && isLongId(value) ? value : undefined;
    return { name: factName(entry, key, words, locale), value: id === undefined ? valueText(value, wordsOfFact(entry, key, words), locale) : shortId(id), id };
  });
}

/** An id or checksum as it is told apart at a glance: its first and last characters. Short ones stay whole. */
export function shortId(id: string): string {
  return isLongId(id) ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}

function wordsOfFact(entry: Pick<AuditEntry, 'action'>, key: string, words: AuditWords): FactWords | undefined {
  return words[entry.action.split('/')[0] ?? '']?.facts[key];
}

function isLongId(text: string): boolean {
  return /^[\w:-]{32,}$/u.test(text) && /\d/u.test(text);
}

function valueText(value: Facts[string], words: FactWords | undefined, locale: Locale): string {
  if (typeof value === 'boolean') return value ? texts(locale).yes : texts(locale).no;
  if (typeof value === 'number') return numberText(value, words?.format, locale);
  const day = parsePlainDate(value);
  if (day !== undefined) return formatDate(day, locale);
  if (INSTANT.test(value) && !Number.isNaN(Date.parse(value))) return formatInstant(new Date(value), locale);
  const { values } = words ?? {};
  return values === undefined ? value : value.split(' ').map((word) => values[word]?.[locale] ?? word).join(', ');
}

function numberText(value: number, format: FactWords['format'], locale: Locale): string {
  const measured = (amount: number, unit: string) => new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB', { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
  switch (format) {
    case 'euro': return Number.isSafeInteger(value) ? formatEuro(cents(value), locale) : formatNumber(value, locale);
    case 'bytes': return value < 1000 ? measured(value, 'byte') : measured(value / 1000, 'kilobyte');
    case 'seconds': return measured(value, 'second');
    default: return formatNumber(value, locale);
  }
}
