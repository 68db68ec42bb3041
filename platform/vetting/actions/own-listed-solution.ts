import type { OwnSolutionPort } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { ownSupplier } from '@allmende/suppliers';
import { getSolutionRow } from '../data/solution.ts';

/** A solution of the acting supplier as the store asks for it; one that was withdrawn stands in the store no more. Throws SignInNeeded, and NotFound for solutions of others. */
export const ownListedSolution: OwnSolutionPort = async (ctx, id) => {
  const supplier = await ownSupplier(ctx);
  const { slug, name, listing } = await ctx.database.inTenant(PLATFORM_TENANT, (tx) => getSolutionRow(tx, { id, supplier: supplier.id }));
  return { slug: listing === 'withdrawn' ? null : slug, name, supplier: supplier.name };
};
