import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import { readFile, type StoredFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { listDocuments } from '../data/contract.ts';
import type { DocumentKind } from '../domain/contract.ts';
import { seeOrders } from '../domain/permissions.ts';

/** A document of a contract as PDF; throws NotFound, also while it is not written yet. */
export async function readContractDocument(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant' | 'keys' | 'files'>, input: { contract: string; kind: DocumentKind }): Promise<StoredFile> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const document = (await listDocuments(tx, input.contract)).find((one) => one.kind === input.kind);
    if (document === undefined) throw new NotFound();
    return readFile(tx, ctx, document.file);
  });
}
