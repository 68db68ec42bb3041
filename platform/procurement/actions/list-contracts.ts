import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import type { Cents } from '@allmende/money';
import { listAgreedAmendments } from '../data/amendment.ts';
import { listContracts as loadContracts } from '../data/contract.ts';
import type { Contract } from '../domain/contract.ts';
import { seeOrders } from '../domain/permissions.ts';
import { linesOn, yearlySum } from '../domain/price-change.ts';

/** A contract with what it comes to a year today, its amendments counted. */
export type ListedContract = Contract & { readonly centsPerYearNow: Cents };

/** Contracts of the authority, the newest first; at most 500. */
export async function listContracts(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>): Promise<readonly ListedContract[]> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const today = ctx.clock.today();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const amendments = Map.groupBy(await listAgreedAmendments(tx), (one) => one.contract);
    return (await loadContracts(tx)).map((one) => ({ ...one, centsPerYearNow: yearlySum(linesOn(one.lines, amendments.get(one.id) ?? [], today)) }));
  });
}
