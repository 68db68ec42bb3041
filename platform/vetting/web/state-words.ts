import type { Tone } from '@allmende/html';
import type { Locale } from '@allmende/i18n';
import type { VettedSolution } from '../domain/solution.ts';

const WORK = {
  draft: { de: 'Entwurf', en: 'draft', tone: 'neutral' }, submitted: { de: 'wird gesichtet', en: 'being reviewed', tone: 'info' }, returned: { de: 'zurückgegeben', en: 'returned', tone: 'danger' },
  approved: { de: 'vom Betrieb freigegeben', en: 'approved by the operator', tone: 'warning' }, published: { de: 'im Store', en: 'in the store', tone: 'success' },
} as const;

const LISTING = { deprecated: { de: 'abgekündigt', en: 'deprecated', tone: 'warning' }, withdrawn: { de: 'zurückgezogen', en: 'withdrawn', tone: 'neutral' } } as const;

/** How a solution stands, in words and colour. */
export function stateOf({ state, listing }: Pick<VettedSolution, 'state' | 'listing'>, locale: Locale): { readonly label: string; readonly tone: Tone | 'neutral' } {
  const words = listing === 'withdrawn' || (listing === 'deprecated' && state === 'published') ? LISTING[listing] : WORK[state];
  return { label: words[locale], tone: words.tone };
}
