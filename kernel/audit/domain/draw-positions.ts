import { createHash } from 'node:crypto';

/** The most entries that one sample holds. */
export const LARGEST_SAMPLE = 50;

/**
 * Places of a log to look at, drawn by a word that the auditor chooses: whoever knows word and size draws the same, and whoever wrote the log could not know the word. Place i is the first eight bytes of SHA-256(`word:size:i`)
 * modulo size; places that came before are left out. All of a log that is not larger than the sample.
 */
export function drawPositions(word: string, size: number, count: number): readonly number[] {
  const wanted = Math.min(count, size, LARGEST_SAMPLE);
  const drawn = new Set<number>();
  for (let turn = 0; drawn.size < wanted; turn += 1) drawn.add(Number(createHash('sha256').update(`${word}:${size}:${turn}`).digest().readBigUInt64BE() % BigInt(size)));
  return [...drawn].toSorted((one, other) => one - other);
}
