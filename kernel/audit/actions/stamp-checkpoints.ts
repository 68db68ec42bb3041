import type { House } from '@allmende/house';
import { checkpointFolder } from '../clients/checkpoint-folder.ts';
import { fetchToken } from '../clients/time-stamps/fetch-token.ts';
import { httpAuthority } from '../clients/time-stamps/http-authority.ts';
import { testAuthority } from '../clients/time-stamps/test-authority.ts';
import type { TimeStampAuthority } from '../clients/time-stamps/time-stamp-authority.ts';
import { TimeStampRefused } from '../domain/errors.ts';
import { leafHash } from '../domain/merkle-hash.ts';
import { openTree } from '../domain/open-tree.ts';
import { readCheckpointText } from '../domain/read-checkpoint-text.ts';

/** What a run stamped: by which kind of authority how many checkpoints; `refused` is why none were. */
export type Stamped = { readonly authority: TimeStampAuthority['kind'] | 'none'; readonly stamped: number; readonly refused?: string };

/**
 * Has the newest checkpoint of each log in the folder stamped that has no time stamp yet: one token for all of them, over the tree of their notes, so that thousands of authorities cost one stamp a night. Who stamps is configured;
 * without that the test authority does, and in production nobody. A refusal changes nothing: the next run tries again.
 */
export async function stampCheckpoints(house: Pick<House, 'config' | 'clock'>, folder = house.config.checkpointsDir): Promise<Stamped> {
  const { config, clock } = house;
  if (config.timeStamps === undefined && config.environment === 'production') return { authority: 'none', stamped: 0 };
  const outside = checkpointFolder(folder);
  const waiting: { log: string; size: number; note: string }[] = [];
  for (const log of await outside.logs()) {
    const last = await outside.lastNote(log);
    const size = last && readCheckpointText(last.note)?.size;
    if (last !== undefined && size !== undefined && !(await outside.hasStamp(log, size))) waiting.push({ log, size, note: last.note });
  }
  const kind = config.timeStamps === undefined ? 'test' : 'configured';
  if (waiting.length === 0) return { authority: kind, stamped: 0 };
  try {
    const authority = config.timeStamps === undefined ? await testAuthority(config, clock) : await httpAuthority(config.timeStamps);
    const tree = openTree(waiting.map(({ note }) => leafHash(Buffer.from(note, 'utf8'))));
    const token = Buffer.from(await fetchToken(authority, tree.root(tree.size), clock.now())).toString('base64');
    for (const [index, { log, size }] of waiting.entries()) {
      const path = tree.inclusion(index, tree.size).map((hash) => Buffer.from(hash).toString('base64'));
      await outside.keepStamp(log, size, { format: 'allmende-audit-stamp/1', authority: authority.kind, index, of: tree.size, path, token });
    }
    return { authority: authority.kind, stamped: waiting.length };
  } catch (error) {
    if (error instanceof TimeStampRefused) return { authority: kind, stamped: 0, refused: error.message };
    throw error;
  }
}
