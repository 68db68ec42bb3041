import { requirePermission } from '@allmende/access';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { rangeRoot, selectHeads } from '../data/tree.ts';
import { sameHash, type Hash } from '../domain/merkle-hash.ts';
import { seeLogOf } from '../domain/permissions.ts';
import { proofRanges } from '../domain/proof-ranges.ts';

/** What an outside witness needs to see that the log only grew since a checkpoint of theirs; hashes in base64. Source: RFC 9162 § 2.1.4. */
export type ConsistencyFile = {
  readonly format: 'allmende-audit-consistency/1'; readonly tenant: string; readonly size1: number; readonly root1: string; readonly size2: number; readonly root2: string; readonly path: readonly string[];
};

/**
 * Shows that the log of `ctx.tenant` at `to` entries (without it: all that have a place) begins with that at `from`. `root` is what the witness holds for `from`; `continues` is false when the log does not begin with it: then history
 * was changed. Throws InvalidInput for sizes that the log does not have.
 */
export async function proveConsistency(
  ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly from: number; readonly to?: number | undefined; readonly root?: Hash | undefined },
): Promise<{ readonly file: ConsistencyFile; readonly continues: boolean | undefined }> {
  requirePermission(ctx.actor, seeLogOf(ctx.tenant), ctx.tenant);
  const { tenant } = ctx;
  return ctx.database.inTenant(tenant, async (tx) => {
    const [head] = await selectHeads(tx, tenant);
    const size = head?.size ?? 0;
    const to = input.to ?? size;
    if (to > size) throw tooLarge('/to', size);
    if (input.from < 1 || input.from > to) throw tooLarge('/from', to);
    const base64 = (hash: Hash) => Buffer.from(hash).toString('base64');
    const rootAt = (end: number) => rangeRoot(tx, tenant, { start: 0, end });
    const [root1, root2] = [await rootAt(input.from), await rootAt(to)];
    const path: string[] = [];
    for (const range of proofRanges(0, input.from, to)) path.push(base64(await rangeRoot(tx, tenant, range)));
    return {
      file: { format: 'allmende-audit-consistency/1', tenant, size1: input.from, root1: base64(root1), size2: to, root2: base64(root2), path },
      continues: input.root && sameHash(input.root, root1),
    };
  });
}

function tooLarge(pointer: string, size: number): InvalidInput {
  return new InvalidInput([{ pointer, code: 'range', message: size === 0 ? 'Das Protokoll hat noch keinen Eintrag mit einem Platz.' : `Bitte nennen Sie eine Zahl von 1 bis ${size}: So viele Einträge hat das Protokoll.` }]);
}
