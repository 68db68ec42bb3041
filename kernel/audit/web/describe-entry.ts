import { translations, type Locale } from '@allmende/i18n';
import type { AuditEntry, Facts } from '../domain/entry.ts';
import type { AuditWords } from './audit-words.ts';

const texts = translations({
  de: { erased: (ref: string) => `Person mit der Kennung ${ref}`, citizen: 'Bürgerin oder Bürger', anonymous: 'nicht angemeldet', system: (name: string) => `Plattform (${name})`, yes: 'ja', no: 'nein' },
  en: { erased: (ref: string) => `Person with the mark ${ref}`, citizen: 'Citizen', anonymous: 'not signed in', system: (name: string) => `Platform (${name})`, yes: 'yes', no: 'no' },
});

/** What happened, in a sentence; without one in the words, the action as it is recorded, in words. */
export function sentenceOf(entry: Pick<AuditEntry, 'action'>, words: AuditWords, locale: Locale): string {
  return words.actions[entry.action]?.[locale] ?? entry.action.replace('/', ': ').replaceAll('-', ' ');
}

/** Who acted: the name while somebody knows it, otherwise the pseudonym. */
export function actorOf(entry: Pick<AuditEntry, 'actor'>, name: string | undefined, locale: Locale): string {
  const t = texts(locale);
  switch (entry.actor.kind) {
    case 'account': return name ?? t.erased(entry.actor.ref);
    case 'system': return t.system(entry.actor.name);
    default: return t[entry.actor.kind];
  }
}

/** What an entry is about, in a word. */
export function subjectKindOf(entry: Pick<AuditEntry, 'subject'>, words: AuditWords, locale: Locale): string {
  return words.subjects[entry.subject.kind]?.[locale] ?? entry.subject.kind.replaceAll('-', ' ');
}

/** The part of the platform that recorded, in a word. */
export function roomName(room: string, words: AuditWords, locale: Locale): string {
  return words.rooms[room]?.[locale] ?? room;
}

/** Facts as they are recorded, with yes and no for truth values. */
export function factTexts(facts: Facts, locale: Locale): { readonly name: string; readonly value: string }[] {
  const t = texts(locale);
  return Object.entries(facts).map(([name, value]) => ({ name, value: typeof value === 'boolean' ? (value ? t.yes : t.no) : String(value) }));
}
