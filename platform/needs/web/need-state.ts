import type { NeedState } from '../domain/need.ts';

const STATES: Record<NeedState, { readonly de: string; readonly en: string; readonly tone: 'info' | 'success' | 'neutral' }> = {
  open: { de: 'Offen', en: 'Open', tone: 'info' }, ordered: { de: 'Bestellt', en: 'Ordered', tone: 'success' }, withdrawn: { de: 'Zurückgezogen', en: 'Withdrawn', tone: 'neutral' },
};

/** The name and tone of a need's state. */
export function needState(state: NeedState, locale: 'de' | 'en'): { label: string; tone: 'info' | 'success' | 'neutral' } {
  return { label: STATES[state][locale], tone: STATES[state].tone };
}
