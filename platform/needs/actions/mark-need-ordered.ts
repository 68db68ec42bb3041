import { record, type RecordedActor } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { getNeedForUpdate, saveNeedState } from '../data/need.ts';
import { publishNeed } from '../data/published-need.ts';

/**
 * Notes inside the transaction of a contract that a need is met, and by which solutions of the store; other members see that. Who calls has decided that the contract stands.
 * Repeating it adds solutions.
 */
export async function markNeedOrdered(ctx: { actor: RecordedActor; clock: Clock }, tx: TenantTx, input: { need: string; solutions: readonly string[] }): Promise<void> {
  const need = await getNeedForUpdate(tx, input.need);
  await saveNeedState(tx, need.id, 'ordered');
  await publishNeed(tx, { need: need.id, authority: tx.tenant, category: need.category, state: 'ordered', solutions: [...new Set(input.solutions)] });
  await record(tx, { actor: ctx.actor, action: 'needs/need-met', subject: { kind: 'need', id: need.id }, facts: { category: need.category, solutions: input.solutions.length }, at: ctx.clock.now() });
}
