import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { selectEntriesAt } from '../data/entry.ts';
import { selectHeads } from '../data/tree.ts';
import { drawPositions } from '../domain/draw-positions.ts';
import type { AuditEntry } from '../domain/entry.ts';
import { leafHash } from '../domain/merkle-hash.ts';
import { seeLogOf } from '../domain/permissions.ts';
import { verifyInclusion } from '../domain/verify-proof.ts';
import type { ListedEntry } from './list-entries.ts';
import { proveEntry } from './prove-entry.ts';

/** Entries drawn from the log, each with whether its proof leads to the root of the present tree. */
export type Sample = { readonly size: number; readonly entries: readonly (ListedEntry & { readonly holds: boolean })[] };

/** Draws entries of the log of `ctx.tenant` by a word that the auditor chooses; the same word draws the same from a log of the same size. At most 50. */
export async function drawSample(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly word: string; readonly count: number }): Promise<Sample> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const [head] = await selectHeads(tx, ctx.tenant);
    const size = head?.size ?? 0;
    const entries: (ListedEntry & { holds: boolean })[] = [];
    for (const found of await selectEntriesAt(tx, drawPositions(input.word, size, input.count))) {
      const proof = await proveEntry(tx, found.id);
      entries.push({ entry: JSON.parse(found.body) as AuditEntry, treeIndex: found.treeIndex, accountId: found.accountId, holds: proof !== undefined && verifyInclusion({ ...proof, leaf: leafHash(Buffer.from(proof.body, 'utf8')) }) });
    }
    return { size, entries };
  });
}
