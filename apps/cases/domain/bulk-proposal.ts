import type { Procedure } from '@allmende/procedure';
import type { PlainDate } from '@allmende/time';
import { decisionOf, type CaseContent, type CaseDecision } from './case-content.ts';
import { isOpen, isWithdrawn, type CaseFile, type CaseFlag } from './case-file.ts';
import { composeNotice, type NoticeText } from './compose-notice.ts';
import { checkNoticeText, proposedDueOn, readFigures, type TypedFigures } from './decision-input.ts';

/** The rule that proposes a decision, as the record names it. */
export type DecidingRule = { readonly rule: string; readonly version: string; readonly package: string; readonly source: string };

/** What the rules propose for a case. */
export type BulkProposal = { readonly decision: CaseDecision; readonly figures: TypedFigures; readonly text: NoticeText; readonly rule: DecidingRule; readonly needsSecondPerson: boolean };

/** Why a withdrawn case is left out when many are decided or asked for documents. */
export const WITHDRAWN_REASON = 'Der Antrag ist zurückgenommen. Schließen Sie den Fall ab.';

const NEEDS_READING: readonly CaseFlag[] = ['evidence-new', 'message-new', 'objection', 'objection-late'];

/**
 * What the rules of the service propose where the law leaves no discretion, or why a person has to decide this case alone, in a sentence. Proposed is only what needs nobody's judgement: the package says that the decision
 * is bound, nothing is missing, no document raises a doubt, every figure is known, and the notice has no gap.
 */
export function bulkProposal(given: { readonly file: CaseFile; readonly content: CaseContent; readonly decision: string; readonly hasDoubts: boolean; readonly authority: string; readonly today: PlainDate; readonly procedure: Procedure }): BulkProposal | { readonly reason: string } {
  const { file, content, authority } = given;
  const decision = decisionOf(content, given.decision);
  if (!isOpen(file.state)) return { reason: 'Über diesen Fall ist schon entschieden.' };
  if (isWithdrawn(file)) return { reason: WITHDRAWN_REASON };
  if (decision === undefined) return { reason: 'Diese Entscheidung gibt es für die Leistung nicht.' };
  if (decision.bound === undefined) return { reason: 'Diese Entscheidung lässt Ermessen oder verlangt eine Wertung: Die Leistung gibt sie nicht für mehrere Fälle frei.' };
  if (content.missingEvidence.length > 0 || file.flags.includes('evidence-missing') || (content.completeness !== undefined && content.completeness.score < 100)) return { reason: 'Es fehlen noch Nachweise.' };
  if (given.hasDoubts) return { reason: 'Ein Nachweis passt nicht zu den Angaben. Das muss jemand ansehen.' };
  if (file.flags.some((flag) => NEEDS_READING.includes(flag))) return { reason: 'Es ist etwas gekommen, das erst jemand lesen muss.' };
  const figures: TypedFigures = { amount: typedEuro(decision.amountCents), firstAmount: typedEuro(decision.firstAmountCents), startsOn: decision.startsOn ?? '', dueOn: proposedDueOn(content, given.today, given.procedure) ?? '', reason: '' };
  const read = readFigures(decision, figures);
  if (read.problems.length > 0) return { reason: 'Die Regeln können nicht alles ausrechnen. Ergänzen Sie Betrag und Tage im Fall selbst.' };
  const text = composeNotice(content, decision, read.figures, authority);
  const [gap] = checkNoticeText(text);
  if (gap !== undefined) return { reason: gap.pointer === '/remedy' ? 'Die Rechtsbehelfsbelehrung ist nicht hinterlegt.' : gap.pointer === '/recipient' ? 'Die Anschrift fehlt.' : 'Im Bescheid bliebe eine Lücke, die jemand füllen muss.' };
  return { decision, figures, text, rule: { rule: `${content.service.id}/${decision.id}`, version: content.service.version, package: content.service.packageHash, source: decision.bound.source }, needsSecondPerson: decision.bound.fourEyes };
}

function typedEuro(cents: number | undefined): string {
  return cents === undefined ? '' : (cents / 100).toFixed(2).replace('.', ',');
}
