import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { Cents } from '@allmende/money';
import type { PlainDate } from '@allmende/time';

/** From which amount a year on who has to agree to an order, by the authority's own rules; null where that is never asked for. */
export type ApprovalRule = {
  readonly validFrom: PlainDate;
  readonly budgetFromCents: Cents | null;
  /** From here only the head of the authority approves. */
  readonly headFromCents: Cents | null;
  readonly councilFromCents: Cents | null;
  /** Where the authority has laid this down. */
  readonly basis: string;
  readonly enteredBy: string;
};

/** Which steps an order needs before its contract; frozen when it is handed in. */
export type ApprovalChain = { readonly budget: boolean; readonly head: boolean; readonly council: boolean; readonly basis: string | null };

/** A second person approves, nothing else: what holds while an authority has entered no rules. */
export const PLAIN_CHAIN: ApprovalChain = { budget: false, head: false, council: false, basis: null };

/** The steps that an order of an amount needs on a day. */
export function chainFor(rules: readonly ApprovalRule[], centsPerYear: Cents, on: PlainDate): ApprovalChain {
  const rule = rules.filter((one) => one.validFrom <= on).toSorted((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
  if (rule === undefined) return PLAIN_CHAIN;
  const from = (cents: Cents | null) => cents !== null && centsPerYear >= cents;
  return { budget: from(rule.budgetFromCents), head: from(rule.headFromCents), council: from(rule.councilFromCents), basis: rule.basis };
}

/** Checks what was typed; throws InvalidInput. */
export function checkApprovalRule(rule: Omit<ApprovalRule, 'enteredBy'>): void {
  const problems: FieldProblem[] = [];
  for (const name of ['budgetFromCents', 'headFromCents', 'councilFromCents'] as const) {
    const cents = rule[name];
    if (cents !== null && (cents < 0 || cents > 10_000_000_000)) problems.push({ pointer: `/${name}`, code: 'absurd', message: 'Bitte geben Sie einen Betrag von 0 bis 100 Millionen Euro an.' });
  }
  if (rule.basis.trim().length < 3 || rule.basis.length > 300) problems.push({ pointer: '/basis', code: 'length', message: 'Bitte nennen Sie, wo das geregelt ist, zum Beispiel „§ 8 der Hauptsatzung“ (3 bis 300 Zeichen).' });
  if (problems.length > 0) throw new InvalidInput(problems);
}
