import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { checkpointKeyText } from '../domain/checkpoint.ts';
import { seeLogOf } from '../domain/permissions.ts';
import type { StampFile } from '../domain/time-stamp.ts';
import { keptCheckpoints } from './kept-checkpoints.ts';

/** A checkpoint for somebody outside to keep. */
export type ReadCheckpoint = { readonly size: number; readonly note: string; readonly key: string; readonly stamp: (Omit<StampFile, 'format' | 'path'> & { path: string[] }) | null };

/** The newest checkpoint of the log of `ctx.tenant`, as signed; throws NotFound when there is none that this process can read. */
export async function readCheckpoint(ctx: Pick<ActionContext, 'config' | 'actor' | 'tenant'>): Promise<ReadCheckpoint> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  const { key, checkpoints } = await keptCheckpoints(checkpointFolder(ctx.config.checkpointsDir), ctx.tenant);
  const last = checkpoints.at(-1);
  if (key === undefined || last === undefined) throw new NotFound();
  const { stamp } = last;
  return {
    size: last.size, note: last.note, key: checkpointKeyText(key),
    stamp: stamp === undefined ? null : { authority: stamp.authority, index: stamp.index, of: stamp.of, path: [...stamp.path], token: stamp.token },
  };
}
