import type { Instance } from '@allmende/operations';
import type { Order } from '@allmende/procurement';

/**
 * How far an order of a marketplace has come, out of order and instance:
 * preparing → approving → (declaring) → starting → running → returning → returned, or refused, or cancelled.
 */
export type Standing = 'preparing' | 'approving' | 'declaring' | 'starting' | 'running' | 'returning' | 'returned' | 'refused' | 'cancelled';

/** The one word for how it stands. */
export function standingOf(order: Pick<Order, 'state'> | undefined, instance: Pick<Instance, 'wanted' | 'runningAt' | 'dataReturnedAt' | 'deletedAt'> | undefined): Standing {
  if (order === undefined || order.state === 'draft') return 'preparing';
  if (order.state === 'submitted') return 'approving';
  if (order.state === 'approved') return 'declaring';
  if (order.state === 'refused' || order.state === 'cancelled') return order.state;
  if (instance === undefined) return 'starting';
  if (instance.wanted === 'removed') {
    return instance.dataReturnedAt !== undefined || instance.deletedAt !== undefined ? 'returned' : 'returning';
  }
  return instance.runningAt === undefined ? 'starting' : 'running';
}

/** Whether no contract stands yet, so that the order can be taken back. */
export function isBeforeContract(standing: Standing): boolean {
  return standing === 'preparing' || standing === 'approving' || standing === 'declaring';
}
