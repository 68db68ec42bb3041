import type { DecisionGuide, ParcelContent } from '@allmende/delivery';

/** What lies sealed in a case: the submission as it arrived, and what became of it since. */
export type CaseContent = ParcelContent & { /** Day on which the last missing document came; absent while something is missing or when nothing was. */ readonly completeOn?: string };

/** A way to decide. */
export type CaseDecision = DecisionGuide;

/** The way to decide with this id; undefined when the service has none. */
export function decisionOf(content: CaseContent, id: string): CaseDecision | undefined {
  return content.decisions.find((decision) => decision.id === id);
}
