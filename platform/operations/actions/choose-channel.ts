import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import type { Instance, UpdateChannel } from '../domain/instance.ts';
import { controlInstances } from '../domain/permissions.ts';

/** Chooses whether an app gets approved versions by itself, and which. */
export async function chooseChannel(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly instance: string; readonly channel: UpdateChannel }): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getInstanceForUpdate(tx, input.instance);
    if (before.channel === input.channel) return before;
    const after = { ...before, channel: input.channel };
    await saveInstance(tx, after);
    await record(tx, { actor: ctx.actor, action: 'operations/channel-chosen', subject: { kind: 'instance', id: after.id }, facts: { app: after.app, before: before.channel, channel: after.channel }, at: ctx.clock.now() });
    return after;
  });
}
