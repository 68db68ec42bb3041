import { stemOf } from './fold-words.ts';

/** From here on two words are taken for the same thing. */
export const ALIKE = 0.5;

/** How well a typed word fits a word of a text, from 0 to 1; both folded. Forms, beginnings, parts of compounds (`Hund` in `Hundesteuer`, and the other way round) and slips of the pen count less than the word itself. */
export function wordLikeness(typed: string, word: string): number {
  if (typed === word) return 1;
  const [typedStem, stem] = [stemOf(typed), stemOf(word)];
  if (typedStem === stem) return 0.95;
  if (typed.length >= 3 && word.startsWith(typed)) return 0.85;
  if (typedStem.length >= 4 && word.startsWith(typedStem)) return 0.8;
  if (stem.length >= 4 && (typed.startsWith(stem) || typed.endsWith(word) || typedStem.endsWith(stem))) return 0.7;
  // Not with four letters: `teuer` would lead to every `Steuer`.
  if (typedStem.length >= 5 && word.includes(typedStem)) return 0.6;
  const forgiven = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  // Hardly anybody gets the first letter wrong, and `teuer` is no `Steuer`.
  if (forgiven === 0 || (typed[0] !== word[0] && (typed[0] !== word[1] || typed[1] !== word[0]))) return 0;
  if (isWithin(typed, word, forgiven)) return 0.55;
  return word.length > typed.length + forgiven && typed.length >= 5 && isWithin(typed, word.slice(0, typed.length), 1) ? ALIKE : 0;
}

/** Whether one word becomes the other by at most so many letters added, left out, changed or swapped with their neighbour. */
export function isWithin(one: string, other: string, most: number): boolean {
  if (Math.abs(one.length - other.length) > most) return false;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min((last[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return false;
    [before, last] = [last, next];
  }
  return (last[other.length] ?? most + 1) <= most;
}
