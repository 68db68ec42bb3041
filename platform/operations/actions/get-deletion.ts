import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { findDeletion } from '../data/deletion.ts';
import type { DeletionProof } from '../domain/deletion.ts';
import { seeInstances } from '../domain/permissions.ts';

/** The proof that an instance was deleted; throws NotFound as long as it is there. */
export async function getDeletion(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, input: { readonly instance: string }): Promise<{ readonly proof: DeletionProof; readonly sha256: string }> {
  requirePermission(ctx.actor, seeInstances, ctx.tenant);
  const found = await ctx.database.inTenant(ctx.tenant, (tx) => findDeletion(tx, input.instance));
  if (!found) throw new NotFound();
  return found;
}
