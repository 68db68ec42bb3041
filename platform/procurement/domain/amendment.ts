import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { PlainDate } from '@allmende/time';
import type { ApprovalChain } from './approval-rule.ts';
import type { SignedDeclaration } from './commitment.ts';
import { checkTerm, type ContractTerm } from './contract-term.ts';
import { HeadNeeded, NotInThisOrderState, SecondPersonNeeded, StepMissing } from './errors.ts';
import type { ProvenGround } from './ground-for-award.ts';
import type { BudgetCheck, CouncilResolution } from './order-check.ts';
import type { Act, OrderChecks } from './order.ts';
import type { PriceChange } from './price-change.ts';

export type AmendmentState = 'proposed' | 'agreed' | 'refused';

/** What an amendment changes: always said in words; term and prices where those change. */
export type AmendmentContent = { readonly title: string; readonly text: string; readonly term: ContractTerm | null; readonly price: PriceChange | null };

/** A change of a contract, proposed by one person and agreed by another; the contract itself stays as it was. */
export type Amendment = AmendmentContent & {
  readonly contract: string;
  /** Counts per contract, from 1. */
  readonly number: number;
  readonly state: AmendmentState;
  readonly effectiveOn: PlainDate;
  readonly proposed: Act;
  readonly decided: Act | null;
  /** Which steps it needs, frozen when it was proposed: for higher prices or a longer term those of an order of that amount, else none. */
  readonly chain: ApprovalChain;
  readonly checks: OrderChecks;
  /** For higher prices or a longer term: the ground for award as it was proven again on the day it was agreed. */
  readonly proven: ProvenGround | null;
  /** The declaration that commits the authority to more, where one was needed. */
  readonly declared: (Act & SignedDeclaration) | null;
};

/** Checks what was proposed; throws InvalidInput. */
export function checkAmendment(input: Omit<AmendmentContent, 'price'> & { readonly effectiveOn: PlainDate }, startsOn: PlainDate): Omit<AmendmentContent, 'price'> {
  const problems: FieldProblem[] = [];
  if (input.title.trim().length < 3 || input.title.length > 150) problems.push({ pointer: '/title', code: 'length', message: 'Bitte sagen Sie kurz, was sich ändert (3 bis 150 Zeichen).' });
  if (input.text.trim().length < 10 || input.text.length > 5000) problems.push({ pointer: '/text', code: 'length', message: 'Bitte schreiben Sie die Änderung aus (10 bis 5000 Zeichen).' });
  if (input.effectiveOn < startsOn) problems.push({ pointer: '/effectiveOn', code: 'order', message: 'Die Änderung kann nicht gelten, bevor der Vertrag beginnt.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return { title: input.title.trim(), text: input.text.trim(), term: input.term === null ? null : checkTerm(input.term) };
}

/** States that the budget covers higher prices; by somebody who did not propose them. */
export function confirmAmendmentBudget(amendment: Amendment, act: Act, check: BudgetCheck): Amendment {
  requireOpen(amendment);
  if (!amendment.chain.budget) throw new NotInThisOrderState('Für diese Änderung ist keine Prüfung des Haushalts nötig.');
  if (amendment.checks.budget !== null) throw new NotInThisOrderState('Die Deckung ist schon bestätigt.');
  if (amendment.proposed.by === act.by) throw new SecondPersonNeeded();
  return { ...amendment, checks: { ...amendment.checks, budget: { ...act, ...check } } };
}

/** Enters the resolution that higher prices need. */
export function addAmendmentResolution(amendment: Amendment, act: Act, resolution: CouncilResolution): Amendment {
  requireOpen(amendment);
  if (!amendment.chain.council) throw new NotInThisOrderState('Für diese Änderung ist kein Beschluss nötig.');
  if (amendment.checks.council !== null) throw new NotInThisOrderState('Der Beschluss ist schon eingetragen.');
  return { ...amendment, checks: { ...amendment.checks, council: { ...act, ...resolution } } };
}

/** Agrees to or refuses an amendment as a second person; to higher prices or a longer term only with every step done, the proof of this day, and the declaration where one is needed. `isHead`: the person leads the authority. */
export function decideAmendment(amendment: Amendment, act: Act, decision: { readonly agreed: boolean; readonly isHead: boolean; readonly proven: ProvenGround | null; readonly declared: SignedDeclaration | null }): Amendment {
  requireOpen(amendment);
  if (amendment.proposed.by === act.by) throw new SecondPersonNeeded();
  if (!decision.agreed) return { ...amendment, state: 'refused', decided: act };
  const { chain, checks, price } = amendment;
  const notYet = 'Diesem Nachtrag kann noch nicht zugestimmt werden.';
  if (chain.budget && checks.budget === null) throw new StepMissing('Die Kämmerei hat die Deckung im Haushalt noch nicht bestätigt.', notYet);
  if (chain.council && checks.council === null) throw new StepMissing('Der Beschluss des Gremiums ist noch nicht eingetragen.', notYet);
  if (checks.budget?.by === act.by) throw new SecondPersonNeeded();
  const isCommitting = price?.commitment?.kind === 'declaration';
  if ((chain.head || isCommitting) && !decision.isHead) throw new HeadNeeded();
  return { ...amendment, state: 'agreed', decided: act, proven: decision.proven, declared: isCommitting && decision.declared !== null ? { ...act, ...decision.declared } : null };
}

function requireOpen(amendment: Amendment): void {
  if (amendment.state !== 'proposed') throw new NotInThisOrderState('Über diese Änderung ist schon entschieden.');
}

/** The term that counts on a day: of the youngest agreed amendment in force that changes it, else the contract's own. */
export function termOn(own: ContractTerm, amendments: readonly Amendment[], on: PlainDate): ContractTerm {
  return amendments.filter((one) => one.state === 'agreed' && one.term !== null && one.effectiveOn <= on).toSorted((one, other) => other.effectiveOn.localeCompare(one.effectiveOn) || other.number - one.number)[0]?.term ?? own;
}
