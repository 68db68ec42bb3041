import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { selectRooms } from '../data/entry.ts';
import { selectHeads } from '../data/tree.ts';
import type { Subject } from '../domain/entry.ts';
import { seeLogOf } from '../domain/permissions.ts';
import { listEntries, type ListedEntry } from './list-entries.ts';

/** Which entries are wanted; `before` is the last id of the page before. */
export type LogFilter = { readonly room?: string | undefined; readonly day?: PlainDate | undefined; readonly subject?: Subject | undefined; readonly before?: string | undefined; readonly limit?: number | undefined };

/** A page of the log; `next` is where the following one begins, when there is one, `size` the number of entries with a place in the tree. */
export type LogPage = { readonly size: number; readonly entries: readonly ListedEntry[]; readonly rooms: readonly string[]; readonly next: string | undefined };

/** Entries of the log of `ctx.tenant`, newest first (50 a page), and the rooms that have written into it. */
export async function browseLog(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, filter: LogFilter = {}): Promise<LogPage> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  const limit = Math.min(filter.limit ?? 50, 200);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await listEntries(tx, { ...filter, limit: limit + 1 });
    const entries = found.slice(0, limit);
    const [head] = await selectHeads(tx, ctx.tenant);
    return { entries, size: head?.size ?? 0, rooms: await selectRooms(tx), next: found.length > limit ? entries.at(-1)?.entry.id : undefined };
  });
}
