import { PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { ownSupplier } from '@allmende/suppliers';
import { getSolutionRow } from '../data/solution.ts';
import type { VettedSolution } from '../domain/solution.ts';

/** Runs work on a solution of the acting supplier, locked until it ends. Throws SignInNeeded, and NotFound for solutions of others. */
export async function onOwnSolution<Result>(ctx: Pick<ActionContext, 'database' | 'actor'>, id: string, work: (tx: TenantTx, solution: VettedSolution) => Promise<Result>): Promise<Result> {
  const supplier = await ownSupplier(ctx);
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => work(tx, await getSolutionRow(tx, { id, supplier: supplier.id }, true)));
}
