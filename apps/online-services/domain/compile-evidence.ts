import type { Evaluate } from './rules/compile-expression.ts';
import type { EvidenceEntry } from './service-package.ts';

/** An entry of the evidence with its conditions, ready to ask and with every default filled in. */
export type CompiledEvidence = {
  readonly id: string;
  readonly entry: EvidenceEntry;
  /** The group of which every row has one of its own. */
  readonly per: string | undefined;
  readonly required: Evaluate;
  readonly optional: Evaluate;
  readonly accepts: readonly NonNullable<EvidenceEntry['accepts']>[number][];
  readonly maxBytes: number;
  readonly maxFiles: number;
  /** Rules that amounts are compared with, by name. */
  readonly rule: (name: string) => Evaluate | undefined;
};

const ALL_TYPES = ['pdf', 'jpeg', 'png', 'webp'] as const;
const MB = 1_000_000;
const NEVER: Evaluate = () => false;

/** Joins the evidence of a package with its rules; `rule` finds one by name. */
export function compileEvidence(entries: readonly EvidenceEntry[], rule: (name: string | undefined) => Evaluate | undefined): readonly CompiledEvidence[] {
  return entries.map((entry) => ({
    id: entry.id, entry, per: entry.per, required: rule(entry.requiredWhen) ?? NEVER, optional: rule(entry.optionalWhen) ?? NEVER,
    accepts: entry.accepts ?? ALL_TYPES, maxBytes: (entry.maxMB ?? 10) * MB, maxFiles: entry.maxFiles ?? 5, rule,
  }));
}
