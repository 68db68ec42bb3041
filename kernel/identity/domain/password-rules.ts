import type { FieldProblem } from '@allmende/errors';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** Fewest characters of a password. */
export const PASSWORD_LEAST_CHARACTERS = 12;
/** Most bytes of a password in UTF-8. */
export const PASSWORD_MOST_BYTES = 200;

/** A password as it is hashed and compared: NFC, so that every keyboard gives the same. */
export function normalPassword(text: string): string {
  return text.normalize('NFC');
}

/**
 * What is wrong with a new password, for the field `pointer`; undefined when it will do. At least 12 characters, at most 200 bytes, none of the very common ones and not
 * made of the person's own name or address; no rules about kinds of characters. Source: NIST SP 800-63B-4, section 3.1.1.2.
 */
export function passwordProblem(text: string, options: { readonly pointer: string; readonly about?: readonly string[] }): FieldProblem | undefined {
  const { pointer } = options;
  const password = normalPassword(text);
  if ([...password].length < PASSWORD_LEAST_CHARACTERS) return { pointer, code: 'password-too-short', message: `Das Passwort braucht mindestens ${PASSWORD_LEAST_CHARACTERS} Zeichen.` };
  if (Buffer.byteLength(password, 'utf8') > PASSWORD_MOST_BYTES) return { pointer, code: 'password-too-long', message: `Das Passwort darf höchstens ${PASSWORD_MOST_BYTES} Byte lang sein.` };
  if (isCommon(password, options.about ?? [])) return { pointer, code: 'password-too-common', message: 'Dieses Passwort ist leicht zu erraten. Nehmen Sie zum Beispiel mehrere Wörter, die nichts miteinander zu tun haben.' };
  return undefined;
}

function isCommon(password: string, about: readonly string[]): boolean {
  const lower = password.toLowerCase();
  if (new Set(lower).size < 5) return true;
  if (isRepetition(lower) || isSequence(lower)) return true;
  const words = [...COMMON_PASSWORDS, ...about.flatMap((text) => text.toLowerCase().split(/[\s@.]+/u)).filter((word) => word.length >= 4)];
  const rest = words.toSorted((one, other) => other.length - one.length).reduce((left, word) => left.replaceAll(word, ''), lower);
  return rest !== lower && rest.replaceAll(/[\d\p{P}\p{S}\s]/gu, '').length <= 3;
}

function isRepetition(text: string): boolean {
  return [1, 2, 3, 4, 5, 6].some((length) => text.length >= 2 * length && text === text.slice(0, length).repeat(Math.ceil(text.length / length)).slice(0, text.length));
}

function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.filter((step) => Math.abs(step) <= 1 || Math.abs(step) === 9).length >= steps.length - 1;
}
