import type { Locale } from './words.ts';
import { refusalTexts } from './words.ts';

/** Why an upload is not taken. */
export const REFUSALS = ['empty', 'too-large', 'not-accepted', 'two-kinds', 'broken', 'encrypted', 'bomb', 'too-many-pages', 'active', 'infected', 'took-too-long'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** A refusal in words that say what the person can do. */
export function refusalText(refusal: Refusal, locale: Locale): string {
  return refusalTexts[locale][refusal];
}
