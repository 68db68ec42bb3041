import type { LegalPeriod, Regime } from './end-of-period.ts';
import { names, readTable } from './read-table.ts';

/** Until when an authority should have decided before the law lets the applicant go to court. */
export type DecisionLimit = { readonly period: LegalPeriod; readonly norm: string; /** What happens after it, German. */ readonly words: string };

type Row = DecisionLimit & { readonly regime: string; readonly services: string };

/** Reads `standards/procedure/decision-limits.tsv`. */
export function readDecisionLimits(text: string): readonly Row[] {
  return readTable('decision-limits.tsv', text).map(({ cell }) => ({ regime: cell('regime'), services: cell('services'), period: { count: Number(cell('count')), unit: cell('unit') } as LegalPeriod, norm: cell('norm'), words: cell('words') }));
}

/** The limit for a service; undefined where nobody has entered one. */
export function decisionLimitFor(limits: readonly Row[], regime: Regime, service: string): DecisionLimit | undefined {
  return limits.find((limit) => limit.regime === regime && names(limit.services, service));
}
