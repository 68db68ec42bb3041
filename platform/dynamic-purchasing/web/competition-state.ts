import { badge, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { CompetitionState } from '../domain/competition.ts';

const texts = translations({
  de: { draft: 'Entwurf', invited: 'Angebotsfrist läuft', over: 'wartet auf Öffnung', opened: 'geöffnet', evaluated: 'gewertet', announced: 'entschieden', awarded: 'Zuschlag erteilt', cancelled: 'aufgehoben' },
  en: { draft: 'draft', invited: 'offers can be handed in', over: 'waits for the opening', opened: 'opened', evaluated: 'evaluated', announced: 'decided', awarded: 'awarded', cancelled: 'cancelled' },
});

/** The state of a competition as a badge. */
export function competitionState(state: CompetitionState, isOver: boolean, locale: Locale): Html {
  const t = texts(locale);
  const shown = state === 'invited' && isOver ? 'over' : state;
  return badge(t[shown], shown === 'awarded' ? 'success' : shown === 'cancelled' ? 'neutral' : shown === 'over' ? 'warning' : 'info', { small: true });
}
