import type { Order } from './order.ts';

/** The one thing that brings an order on, and who may do it. */
export type NextStep =
  | { readonly kind: 'submit' | 'approve' | 'declare' | 'wait' | 'none'; readonly mine: boolean; readonly roles: readonly ('digital-officer' | 'approver' | 'mayor')[]; /** The account worked on the order itself. */ readonly ownOrder: boolean };

/** What is next for an order, seen by one account that may do some of it. */
export function nextStep(order: Order, viewer: { readonly accountId: string; readonly mayPlace: boolean; readonly mayApprove: boolean; readonly maySign: boolean }): NextStep {
  const ownOrder = order.authors.includes(viewer.accountId);
  if (order.state === 'draft') return { kind: 'submit', mine: viewer.mayPlace, roles: ['digital-officer'], ownOrder };
  if (order.state === 'submitted') return { kind: 'approve', mine: viewer.mayApprove && !ownOrder, roles: ['approver', 'mayor'], ownOrder };
  if (order.state === 'approved') return { kind: 'declare', mine: viewer.maySign && !ownOrder, roles: ['mayor'], ownOrder };
  return { kind: order.state === 'contracted' ? 'wait' : 'none', mine: false, roles: [], ownOrder };
}
