import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { endClient as endRow } from '../data/client.ts';
import { manageDeliveryService } from '../domain/permissions.ts';

/** Ends a client at once; its tokens stop to be taken. Needs `fit-connect-service/manage-service`; throws NotFound. */
export async function endClient(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly client: string }): Promise<void> {
  requirePermission(ctx.actor, manageDeliveryService, ctx.tenant);
  if (!isUuid(input.client)) throw new NotFound();
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await endRow(tx, input.client, at))) throw new NotFound();
    await record(tx, { actor: ctx.actor, action: 'fit-connect-service/client-ended', subject: { kind: 'fit-connect-client', id: input.client }, at, facts: {} });
  });
}
