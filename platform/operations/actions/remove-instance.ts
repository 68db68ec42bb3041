import { record } from '@allmende/audit';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { limitArchives } from '../data/archive.ts';
import { findDataKeyId, getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import { EXIT_ARCHIVE_DAYS } from '../domain/archive-record.ts';
import { instanceRemoved } from '../domain/events.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime } from '../domain/runtime.ts';

/** Deletes the data of an ended instance for good and says so in the log. The archive stays for a while. */
export async function removeInstance(ctx: ActionContext, runtime: Runtime, instance: Instance): Promise<void> {
  await runtime.remove(ctx, instance);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const fresh = await getInstanceForUpdate(tx, instance.id);
    const now = ctx.clock.now();
    const dataKey = await findDataKeyId(tx, instance.id);
    if (dataKey !== undefined) await destroyDataKey(tx, dataKey);
    await limitArchives(tx, instance.id, new Date(now.getTime() + EXIT_ARCHIVE_DAYS * 86_400_000), now);
    await saveInstance(tx, { ...fresh, observed: 'removed', observedSince: now, lastObservedAt: now, deletedAt: now, detail: undefined, upstream: undefined, failures: 0 });
    await emit(tx, instanceRemoved(instance.id, { instance: instance.id, app: instance.app, contract: instance.contractId }));
    await record(tx, { actor: ctx.actor, action: 'operations/instance-removed', subject: { kind: 'instance', id: instance.id }, facts: { app: instance.app, runtime: instance.runtime }, at: now });
  });
}
