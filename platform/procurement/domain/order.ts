import { InvalidInput } from '@allmende/errors';
import { cents, sumCents, type Cents } from '@allmende/money';
import type { ApprovalChain } from './approval-rule.ts';
import type { Commitment, SignedDeclaration } from './commitment.ts';
import type { ContractTerm } from './contract-term.ts';
import { HeadNeeded, NotInThisOrderState, NotOrderable, OrderHasChanged, SecondPersonNeeded, StepMissing } from './errors.ts';
import type { GroundKind, ProvenGround } from './ground-for-award.ts';
import type { BudgetCheck, CouncilResolution } from './order-check.ts';
import { requireNewApp, type OrderLine } from './order-line.ts';

/**
 * draft → submitted → approved → contracted, or refused, or cancelled. `approved` waits for the signed declaration; an order of everyday
 * business passes through it within the approval.
 */
export type OrderState = 'draft' | 'submitted' | 'approved' | 'contracted' | 'refused' | 'cancelled';

/** An act of a person, by account. */
export type Act = { readonly by: string; readonly at: Date };

/** The steps before the approval that are done. */
export type OrderChecks = { readonly budget: (Act & BudgetCheck) | null; readonly council: (Act & CouncilResolution) | null };

/** What an order from before its choice was frozen whole keeps of the store. */
export type EarlierChoice = { readonly category: string; readonly seenAt: string; readonly entries: readonly { readonly solution: string; readonly name: string; readonly licence: string | null }[] };

export type Order = {
  readonly id: string;
  readonly need: string;
  readonly title: string;
  readonly category: string;
  readonly state: OrderState;
  /** Counts changes, so that nobody decides what they have not seen. */
  readonly version: number;
  /** Accounts that made, changed or handed in the order; none of them can decide it. */
  readonly authors: readonly string[];
  readonly createdAt: Date;
  /** The neighbour's contract that it was taken over from. */
  readonly takenOverFrom: string | null;
  readonly lines: readonly OrderLine[];
  readonly ground: GroundKind | null;
  readonly commitment: Commitment | null;
  readonly choice: EarlierChoice | null;
  /** SHA-256 of the frozen choice that it was handed in with; it proves why this offer. */
  readonly choiceSha256: string | null;
  readonly term: ContractTerm;
  /** Which steps it needs, frozen when it was handed in. */
  readonly chain: ApprovalChain;
  readonly checks: OrderChecks;
  readonly submitted: Act | null;
  readonly approved: Act | null;
  /** The proof as it stood on the day of approval. */
  readonly proven: ProvenGround | null;
  readonly closed: (Act & { readonly reason: string }) | null;
  readonly declared: (Act & SignedDeclaration) | null;
  readonly contract: string | null;
};

const NAMES: Record<OrderState, string> = { draft: 'ein Entwurf', submitted: 'eingereicht', approved: 'freigegeben', contracted: 'vereinbart', refused: 'abgelehnt', cancelled: 'zurückgezogen' };

/** Adds a line to a draft. */
export function withLine(order: Order, line: Omit<OrderLine, 'position'>, by: string): Order {
  requireState(order, ['draft'], 'Positionen lassen sich nur im Entwurf ändern.');
  requireNewApp(order.lines, line.app);
  if (order.lines.length >= 20) throw new NotOrderable('Eine Bestellung hat höchstens 20 Positionen.');
  const position = Math.max(0, ...order.lines.map((one) => one.position)) + 1;
  return changed({ ...order, lines: [...order.lines, { ...line, position }] }, by);
}

/** Takes a line out of a draft; nothing changes when it is not there. */
export function withoutLine(order: Order, position: number, by: string): Order {
  requireState(order, ['draft'], 'Positionen lassen sich nur im Entwurf ändern.');
  return changed({ ...order, lines: order.lines.filter((one) => one.position !== position) }, by);
}

/** Hands a draft in. The lines must still be what the store offers. */
export function submit(order: Order, input: { readonly act: Act; readonly ground: GroundKind; readonly commitment: Commitment; readonly choiceSha256: string; readonly term: ContractTerm; readonly chain: ApprovalChain; readonly today: readonly Omit<OrderLine, 'position' | 'parameters' | 'scope' | 'alone'>[] }): Order {
  requireState(order, ['draft'], 'Einreichen lässt sich nur ein Entwurf.');
  if (order.lines.length === 0) throw new InvalidInput([{ pointer: '/lines', code: 'required', message: 'Bitte nehmen Sie mindestens ein Angebot in die Bestellung auf.' }]);
  const lines = order.lines.map((line) => {
    const now = input.today.find((one) => one.offer === line.offer);
    if (now === undefined) throw new NotOrderable(`„${line.name}“ wird nicht mehr angeboten. Bitte nehmen Sie die Position heraus.`);
    if (now.price.centsPerYear !== line.price.centsPerYear) throw new NotOrderable(`Der Preis von „${line.name}“ hat sich geändert. Bitte nehmen Sie die Position heraus und wieder hinein.`);
    return { ...now, position: line.position, parameters: line.parameters, ...(line.alone === undefined ? {} : { alone: line.alone }), ...(line.scope === undefined ? {} : { scope: line.scope }) };
  });
  return changed({ ...order, lines, state: 'submitted', ground: input.ground, commitment: input.commitment, choiceSha256: input.choiceSha256, term: input.term, chain: input.chain, submitted: input.act }, input.act.by);
}

/** States that the budget covers the order; by somebody who did not work on it. */
export function confirmBudget(order: Order, act: Act, check: BudgetCheck): Order {
  requireState(order, ['submitted'], 'Die Deckung lässt sich nur bei einer eingereichten Bestellung bestätigen.');
  if (!order.chain.budget) throw new NotInThisOrderState('Für diese Bestellung ist keine Prüfung des Haushalts nötig.');
  if (order.checks.budget !== null) throw new NotInThisOrderState('Die Deckung ist schon bestätigt.');
  requireSecondPerson(order, act.by);
  return changed({ ...order, checks: { ...order.checks, budget: { ...act, ...check } } });
}

/** Enters the resolution of the council or a committee that the order needs. */
export function addResolution(order: Order, act: Act, resolution: CouncilResolution): Order {
  requireState(order, ['submitted'], 'Ein Beschluss gehört zu einer eingereichten Bestellung.');
  if (!order.chain.council) throw new NotInThisOrderState('Für diese Bestellung ist kein Beschluss nötig.');
  if (order.checks.council !== null) throw new NotInThisOrderState('Der Beschluss ist schon eingetragen.');
  return changed({ ...order, checks: { ...order.checks, council: { ...act, ...resolution } } });
}

/** Approves as a second person, with the proof that holds today and every step done that was asked for. `isHead`: the person leads the authority. */
export function approve(order: Order, input: { readonly act: Act; readonly proven: ProvenGround; readonly isHead: boolean; readonly seenVersion?: number | undefined }): Order {
  requireState(order, ['submitted'], 'Freigeben lässt sich nur eine eingereichte Bestellung.');
  requireSeen(order, input.seenVersion);
  requireSecondPerson(order, input.act.by);
  if (order.chain.budget && order.checks.budget === null) throw new StepMissing('Die Kämmerei hat die Deckung im Haushalt noch nicht bestätigt.');
  if (order.chain.council && order.checks.council === null) throw new StepMissing('Der Beschluss des Gremiums ist noch nicht eingetragen.');
  if (order.checks.budget?.by === input.act.by) throw new SecondPersonNeeded();
  if (order.chain.head && !input.isHead) throw new HeadNeeded();
  return changed({ ...order, state: 'approved', approved: input.act, proven: input.proven });
}

/** Refuses as a second person. */
export function refuse(order: Order, act: Act, reason: string): Order {
  requireState(order, ['submitted'], 'Ablehnen lässt sich nur eine eingereichte Bestellung.');
  requireSecondPerson(order, act.by);
  if (reason.trim().length < 3 || reason.length > 500) throw new InvalidInput([{ pointer: '/reason', code: 'length', message: 'Bitte begründen Sie die Ablehnung (3 bis 500 Zeichen).' }]);
  return changed({ ...order, state: 'refused', closed: { ...act, reason: reason.trim() } });
}

/** Takes an order back before it is a contract. */
export function cancel(order: Order, act: Act): Order {
  requireState(order, ['draft', 'submitted', 'approved'], 'Zurückziehen lässt sich eine Bestellung nur, solange kein Vertrag besteht.');
  return changed({ ...order, state: 'cancelled', closed: { ...act, reason: '' } });
}

/** States that the declaration is signed; by somebody who did not work on the order. */
export function declare(order: Order, act: Act, declaration: SignedDeclaration): Order {
  requireState(order, ['approved'], 'Eine Erklärung gehört nur zu einer freigegebenen Bestellung.');
  if (order.declared !== null) throw new NotInThisOrderState('Die Erklärung ist schon eingetragen.');
  requireSecondPerson(order, act.by);
  return changed({ ...order, declared: { ...act, ...declaration } });
}

/** Whether everything is there for the contract: approved, and signed where a declaration is needed. */
export function isReadyToConclude(order: Order): boolean {
  return order.state === 'approved' && (order.commitment?.kind === 'everyday' || order.declared !== null);
}

/** Turns a ready order into a contract, with a proof that holds on this day. */
export function conclude(order: Order, input: { readonly contract: string; readonly proven: ProvenGround }): Order & { readonly proven: ProvenGround; readonly approved: Act; readonly contract: string } {
  if (!isReadyToConclude(order) || order.approved === null || order.approved.by === '') throw new NotInThisOrderState('Diese Bestellung ist noch nicht so weit, dass ein Vertrag entstehen kann.');
  requireSecondPerson(order, order.approved.by);
  return { ...changed({ ...order, state: 'contracted' }), approved: order.approved, proven: order.proven ?? input.proven, contract: input.contract };
}

/** What an order comes to in a year. */
export function yearlyTotal(order: Pick<Order, 'lines'>): Cents {
  return order.lines.length === 0 ? cents(0) : sumCents(order.lines.map((line) => line.price.centsPerYear));
}

function requireState(order: Order, allowed: readonly OrderState[], message: string): void {
  if (!allowed.includes(order.state)) throw new NotInThisOrderState(`${message} Diese Bestellung ist ${NAMES[order.state]}.`);
}

function requireSeen(order: Order, seenVersion: number | undefined): void {
  if (seenVersion !== undefined && seenVersion !== order.version) throw new OrderHasChanged();
}

function requireSecondPerson(order: Order, account: string): void {
  if (order.authors.includes(account)) throw new SecondPersonNeeded();
}

function changed(order: Order, author?: string): Order {
  return { ...order, version: order.version + 1, authors: author === undefined || order.authors.includes(author) ? order.authors : [...order.authors, author] };
}
