import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { rangeRoot, selectHeads } from '../data/tree.ts';
import { openCheckpoint, type Checkpoint } from '../domain/checkpoint.ts';
import { InvalidCheckpoint } from '../domain/errors.ts';
import { sameHash } from '../domain/merkle-hash.ts';
import { seeLogOf } from '../domain/permissions.ts';

/**
 * The newest checkpoint of a log outside the database: how many entries it covers and since when it lies there. `continued` says whether the tree in the database still begins with what
 * was signed; a false one needs `verifyAudit` and a person.
 */
export type LastCheckpoint = { readonly size: number; readonly at: Date; readonly continued: boolean };

/** The newest checkpoint of the log of `ctx.tenant`; undefined when there is none, or none that this process can read. */
export async function lastCheckpoint(ctx: Pick<ActionContext, 'config' | 'database' | 'actor' | 'tenant'>): Promise<LastCheckpoint | undefined> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  const outside = checkpointFolder(ctx.config.checkpointsDir);
  const kept = await outside.key().then(async (key) => ({ key, last: await outside.lastNote(ctx.tenant) })).catch(unlessOutOfReach);
  if (kept?.key === undefined || kept.last === undefined) return undefined;
  const { key, last } = kept;
  const signed = opened(last.note, key);
  if (signed === undefined) return { size: 0, at: last.at, continued: false };
  const continued = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const [head] = await selectHeads(tx, ctx.tenant);
    return (head?.size ?? 0) >= signed.size && sameHash(await rangeRoot(tx, ctx.tenant, { start: 0, end: signed.size }), signed.root);
  });
  return { size: signed.size, at: last.at, continued };
}

function opened(note: string, key: Parameters<typeof openCheckpoint>[1]): Checkpoint | undefined {
  try {
    return openCheckpoint(note, key);
  } catch (error) {
    if (error instanceof InvalidCheckpoint) return undefined;
    throw error;
  }
}

// In operation the folder may belong to others; that is no fault of the page.
function unlessOutOfReach(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
}
