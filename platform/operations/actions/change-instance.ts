import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import type { Instance } from '../domain/instance.ts';
import { controlInstances } from '../domain/permissions.ts';
import { wake } from './wake.ts';

/** Changes what is wanted of an instance, writes it to the log and lets the reconciler look at once. Nothing happens when it is wanted already. */
export async function changeInstance(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, id: string, action: string, change: (instance: Instance, now: Date) => Instance,
): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getInstanceForUpdate(tx, id);
    const now = ctx.clock.now();
    const changed = change(before, now);
    if (changed.wanted === before.wanted && changed.archiveWantedAt === before.archiveWantedAt) return before;
    const after = { ...changed, failures: 0, nextLookAt: now };
    await saveInstance(tx, after);
    await record(tx, { actor: ctx.actor, action, subject: { kind: 'instance', id }, facts: { app: after.app, before: before.wanted }, at: now });
    await wake(tx, after);
    return after;
  });
}
