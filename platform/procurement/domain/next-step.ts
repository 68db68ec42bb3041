import type { Order } from './order.ts';

/** The one thing that brings an order on, and who may do it. */
export type NextStep =
  | { readonly kind: 'submit' | 'budget' | 'council' | 'approve' | 'declare' | 'wait' | 'none'; readonly mine: boolean; readonly roles: readonly ('digital-officer' | 'approver' | 'treasurer' | 'mayor')[]; /** The account worked on the order itself. */ readonly ownOrder: boolean };

/** What is next for an order, seen by one account that may do some of it. */
export function nextStep(order: Order, viewer: { readonly accountId: string; readonly mayPlace: boolean; readonly mayApprove: boolean; readonly maySign: boolean; readonly mayCheckBudget: boolean; readonly mayEnterResolution: boolean }): NextStep {
  const ownOrder = order.authors.includes(viewer.accountId);
  if (order.state === 'draft') return { kind: 'submit', mine: viewer.mayPlace, roles: ['digital-officer'], ownOrder };
  if (order.state === 'submitted' && order.chain.budget && order.checks.budget === null) return { kind: 'budget', mine: viewer.mayCheckBudget && !ownOrder, roles: ['treasurer'], ownOrder };
  if (order.state === 'submitted' && order.chain.council && order.checks.council === null) return { kind: 'council', mine: viewer.mayEnterResolution, roles: ['digital-officer', 'approver', 'mayor'], ownOrder };
  if (order.state === 'submitted') {
    const tookPart = ownOrder || order.checks.budget?.by === viewer.accountId;
    return { kind: 'approve', mine: viewer.mayApprove && !tookPart && (!order.chain.head || viewer.maySign), roles: order.chain.head ? ['mayor'] : ['approver', 'mayor'], ownOrder: tookPart };
  }
  if (order.state === 'approved') return { kind: 'declare', mine: viewer.maySign && !ownOrder, roles: ['mayor'], ownOrder };
  return { kind: order.state === 'contracted' ? 'wait' : 'none', mine: false, roles: [], ownOrder };
}
