import type { CaseContent } from './case-content.ts';
import type { CaseFlag } from './case-file.ts';

/** The flags of a case on arrival. */
export function openingFlags(content: CaseContent): CaseFlag[] {
  const flags: CaseFlag[] = [];
  if (content.missingEvidence.length > 0) flags.push('evidence-missing');
  if (content.decisions.some((decision) => decision.setsAmount && decision.amountCents === undefined)) flags.push('amount-unknown');
  if (content.remedy === undefined) flags.push('remedy-unknown');
  if (content.hasExampleValues) flags.push('example-values');
  if (content.deadlines?.some(({ effect }) => effect === 'deemed-approval')) flags.push('deemed-approval');
  if (content.entry !== undefined) flags.push('entered-by-office');
  return flags;
}
