import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findEntry } from '../data/entry.ts';
import type { AuditEntry } from '../domain/entry.ts';
import { leafHash } from '../domain/merkle-hash.ts';
import { seeLogOf } from '../domain/permissions.ts';
import { proofFile, type ProofFile } from '../domain/proof-file.ts';
import { verifyInclusion } from '../domain/verify-proof.ts';
import type { ListedEntry } from './list-entries.ts';
import { proveEntry } from './prove-entry.ts';

/** One entry with its proof; without one while it waits for its place. `holds` says whether the proof leads from the entry's text to the root. */
export type ReadEntry = ListedEntry & { readonly proof: { readonly file: ProofFile; readonly holds: boolean } | undefined };

/** An entry of the log of `ctx.tenant` and its inclusion proof against the present tree; throws NotFound. */
export async function readEntry(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly entry: string }): Promise<ReadEntry> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await findEntry(tx, input.entry);
    if (found === undefined) throw new NotFound();
    const proof = await proveEntry(tx, input.entry);
    return {
      entry: JSON.parse(found.body) as AuditEntry, treeIndex: found.treeIndex, accountId: found.accountId,
      proof: proof && {
        file: proofFile({ tenant: ctx.tenant, entry: input.entry, ...proof }),
        holds: verifyInclusion({ ...proof, leaf: leafHash(Buffer.from(proof.body, 'utf8')) }),
      },
    };
  });
}
