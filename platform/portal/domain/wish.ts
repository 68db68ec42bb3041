import { foldedWords } from './fold-words.ts';

/** So often must something be wished before its words are kept. */
export const READABLE_FROM = 3;
/** Days after which a wish that nobody repeats is forgotten. Our own choice: one year and a month. */
export const FORGET_AFTER_DAYS = 400;

const MOST_WORDS = 5;
const MOST_CHARACTERS = 60;

/** What was wished, counted. `words` is undefined while so few people wished it that it could be personal. */
export type Wish = { readonly words: string | undefined; readonly count: number; readonly firstOn: string; readonly lastOn: string };

/** The words of a wish as they may be counted; undefined for what is no wish for a service: too long, with digits or an address in it. */
export function readWish(query: string): { readonly words: string; readonly folded: string } | undefined {
  const words = query.normalize('NFC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
  const folded = foldedWords(words);
  if (folded.length === 0 || folded.length > MOST_WORDS || words.length > MOST_CHARACTERS || !/^[\p{L}\p{M} '’-]+$/u.test(words)) return undefined;
  return { words, folded: [...folded].toSorted().join(' ') };
}
