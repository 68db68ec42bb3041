import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { seeLogOf } from '../domain/permissions.ts';
import { keptCheckpoints, type KeptCheckpoint } from './kept-checkpoints.ts';

/** Checkpoints of the log of `ctx.tenant` that lie outside the database, the newest first, at most 100; none where this process may not read them. */
export async function listCheckpoints(ctx: Pick<ActionContext, 'config' | 'actor' | 'tenant'>): Promise<readonly KeptCheckpoint[]> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  const { checkpoints } = await keptCheckpoints(checkpointFolder(ctx.config.checkpointsDir), ctx.tenant);
  return checkpoints.toReversed().slice(0, 100);
}
