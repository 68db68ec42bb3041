import type { Regime } from '@allmende/procedure';
import type { CaseContent } from './case-content.ts';

/** The law of procedure that a case follows. What delivery hands over is checked by the service package; anything else counts as general administrative procedure. */
export function regimeOf({ service }: Pick<CaseContent, 'service'>): Regime {
  return service.regime === 'ao-kag' || service.regime === 'sgb-x' ? service.regime : 'vwvfg';
}
