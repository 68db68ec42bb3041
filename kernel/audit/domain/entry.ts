import canonicalize from 'canonicalize';
import { UnrecordableAct } from './errors.ts';

/** What an act did, in words that name no person: ids, states, amounts, versions. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** What an act was about: `{ kind: 'order', id }`. The id is the room's own, never a name or number of a person. */
export type Subject = { readonly kind: string; readonly id: string };

/**
 * Who acted, as the log shows it: an account by a pseudonym that only this authority's erasable mapping resolves, a part of the platform by its name, a
 * citizen (never more than that), or somebody who was not signed in.
 */
export type ActorMark = { readonly kind: 'account'; readonly ref: string } | { readonly kind: 'system'; readonly name: string } | { readonly kind: 'citizen' | 'anonymous' };

/** One entry of an authority's log. `commitments` are base64url hashes that say nothing without their erasable salts. */
export type AuditEntry = {
  readonly v: 1;
  readonly id: string;
  readonly tenant: string;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly action: string;
  readonly subject: Subject;
  readonly actor: ActorMark;
  readonly facts: Facts;
  readonly commitments: Readonly<Record<string, string>>;
};

const ACTION = /^[a-z][a-z0-9-]{0,40}\/[a-z][a-z0-9-]{0,80}$/u;
const KIND = /^[a-z][a-z0-9-]{0,60}$/u;
const SYSTEM = /^[a-z][a-z0-9/-]{0,80}$/u;
const SUBJECT_ID = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$/u;
const KEY = /^[a-z][A-Za-z0-9]{0,39}$/u;
const E_MAIL = /\S@\S+\.\S/u;
const MOST_KEYS = 24;
const MOST_CHARACTERS = 200;

/**
 * Checks the shape of an entry and freezes its form; throws UnrecordableAct. Facts take at most 24 keys with numbers, booleans and texts up to 200 characters. The
 * shape cannot know a name from a word: that no fact is personal remains the caller's duty; what is personal goes into the commitments.
 */
export function checkEntry(entry: AuditEntry): AuditEntry {
  if (!ACTION.test(entry.action)) throw new UnrecordableAct(`"${entry.action}" ist keine Handlung der Form raum/was-geschah`);
  if (!KIND.test(entry.subject.kind)) throw new UnrecordableAct(`"${entry.subject.kind}" ist keine Art von Gegenstand`);
  if (!SUBJECT_ID.test(entry.subject.id)) throw new UnrecordableAct('die Kennung des Gegenstands ist keine Kennung');
  if (entry.actor.kind === 'system' && !SYSTEM.test(entry.actor.name)) throw new UnrecordableAct('der Name des handelnden Teils ist kein Name');
  checkKeys(Object.keys(entry.facts));
  checkKeys(Object.keys(entry.commitments));
  for (const [key, value] of Object.entries(entry.facts)) checkFact(key, value);
  return entry;
}

/** The bytes that are hashed and stored: JSON in the canonical form. Source: RFC 8785. */
export function entryText(entry: AuditEntry): string {
  return canonicalize(entry) as string;
}

function checkKeys(keys: readonly string[]): void {
  if (keys.length > MOST_KEYS) throw new UnrecordableAct(`mehr als ${MOST_KEYS} Angaben`);
  for (const key of keys) if (!KEY.test(key)) throw new UnrecordableAct(`"${key}" ist kein Name einer Angabe`);
}

function checkFact(key: string, value: unknown): void {
  if (typeof value === 'boolean') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new UnrecordableAct(`"${key}" ist keine endliche Zahl`);
    return;
  }
  if (typeof value !== 'string') throw new UnrecordableAct(`"${key}" ist weder Text noch Zahl noch Wahrheitswert`);
  if (value.length > MOST_CHARACTERS) throw new UnrecordableAct(`"${key}" hat mehr als ${MOST_CHARACTERS} Zeichen`);
  if (!value.isWellFormed()) throw new UnrecordableAct(`"${key}" ist kein wohlgeformter Text`);
  if (E_MAIL.test(value)) throw new UnrecordableAct(`"${key}" sieht aus wie eine E-Mail-Adresse; Persönliches gehört in personal`);
}
