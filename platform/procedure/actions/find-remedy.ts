import type { PlainDate } from '@allmende/time';
import { loadStandards } from '../data/standards.ts';
import type { Regime } from '../domain/end-of-period.ts';
import { REMEDY_WORDINGS, remedyRuleFor, type RemedyKind } from '../domain/remedy-period.ts';

/** What can be done against notices of a service in a Land on a day, with a wording to start from; undefined where nobody has entered it. */
export async function findRemedy(wanted: { readonly land: string; readonly regime: Regime; readonly service: string; readonly on: PlainDate }): Promise<{ readonly kind: RemedyKind; readonly text: string; readonly source: string } | undefined> {
  const rule = remedyRuleFor((await loadStandards()).remedyRules, wanted);
  return rule === undefined || rule.kind === 'unknown' ? undefined : { kind: rule.kind, text: REMEDY_WORDINGS[rule.kind], source: rule.norm };
}
