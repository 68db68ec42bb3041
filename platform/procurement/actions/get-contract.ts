import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { getContract as loadContract, listDocuments, type StoredDocument } from '../data/contract.ts';
import type { Contract } from '../domain/contract.ts';
import { seeOrders } from '../domain/permissions.ts';

/** One contract of the authority with the documents that are stored; throws NotFound. */
export async function getContract(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { contract: string }): Promise<{ contract: Contract; documents: readonly StoredDocument[] }> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => ({ contract: await loadContract(tx, input.contract), documents: await listDocuments(tx, input.contract) }));
}
