import type { PlainDate } from '@allmende/time';

/**
 * A day that was counted by law. Where something is not entered (a holiday of the municipality, the number of days), it lies between two days and the reasons say why; otherwise both are
 * the same.
 */
export type CountedDay = { readonly earliest: PlainDate; readonly latest: PlainDate; /** German, as staff read it. */ readonly doubts: readonly string[]; /** The paragraphs by which it was counted. */ readonly norm: string };

/** Whether the day is known for certain. */
export function isCertain({ earliest, latest, doubts }: Pick<CountedDay, 'earliest' | 'latest' | 'doubts'>): boolean {
  return earliest === latest && doubts.length === 0;
}
