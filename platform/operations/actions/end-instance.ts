import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getInstanceForUpdate, saveInstance, selectCopies } from '../data/instance.ts';
import { DEFAULT_GRACE_DAYS, endInstance as end, MOST_GRACE_DAYS } from '../domain/end-instance.ts';
import type { EndReason, Instance } from '../domain/instance.ts';
import { controlInstances } from '../domain/permissions.ts';
import { wake } from './wake.ts';

export type EndInstanceInput = {
  readonly instance: string;
  /** `by-choice` unless told; after `contract-ended` there is no way back. */
  readonly reason?: EndReason;
  /** Days from the return of data to their deletion, 1 to 3650; 30 unless told. */
  readonly graceDays?: number;
};

type Ctx = Pick<ActionContext, 'clock' | 'actor' | 'tenant'>;

/** Ends an app: use stops, all data are returned as an archive, and deleted when the grace days are over. */
export async function endInstance(ctx: Ctx & Pick<ActionContext, 'database'>, input: EndInstanceInput): Promise<Instance> {
  return ctx.database.inTenant(ctx.tenant, (tx) => endInstanceIn(ctx, tx, input));
}

/** The same inside the transaction that ends the contract. */
export async function endInstanceIn(ctx: Ctx, tx: TenantTx, input: EndInstanceInput): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  const graceDays = input.graceDays ?? DEFAULT_GRACE_DAYS;
  if (!Number.isInteger(graceDays) || graceDays < 1 || graceDays > MOST_GRACE_DAYS) {
    throw new InvalidInput([{ pointer: '/graceDays', code: 'range', message: `Geben Sie eine ganze Zahl von 1 bis ${MOST_GRACE_DAYS} Tagen ein.` }]);
  }
  const before = await getInstanceForUpdate(tx, input.instance);
  const now = ctx.clock.now();
  const after = { ...end(before, { reason: input.reason ?? 'by-choice', graceDays }, now), failures: 0, nextLookAt: now };
  if (after.wanted === before.wanted && after.endReason === before.endReason) return before;
  await saveInstance(tx, after);
  await record(tx, { actor: ctx.actor, action: 'operations/instance-end-wanted', subject: { kind: 'instance', id: after.id }, facts: { app: after.app, reason: after.endReason ?? '', graceDays }, at: now });
  await wake(tx, after);
  // Copies have the secrets of the instance and go with it.
  for (const copy of await selectCopies(tx, after.id)) await endInstanceIn(ctx, tx, { ...input, instance: copy.id });
  return after;
}
