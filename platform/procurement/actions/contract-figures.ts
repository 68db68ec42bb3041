import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { cents, type Cents } from '@allmende/money';
import { listAuthorities } from '@allmende/register';
import { countContracts } from '../data/contract.ts';
import { seeContractFigures } from '../domain/permissions.ts';

/** How many contracts an authority has and what the running ones come to. */
export type ContractFigures = { readonly authority: string; readonly name: string; readonly running: number; readonly ended: number; readonly centsPerYear: Cents };

/** Figures of all authorities with a contract, by name; never what is in the contracts. */
export async function contractFigures(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>): Promise<readonly ContractFigures[]> {
  requirePermission(ctx.actor, seeContractFigures, PLATFORM_TENANT);
  const figures = await ctx.database.acrossTenants('procurement/contract-figures', (tx) => countContracts(tx, ctx.clock.today()));
  const authorities = await listAuthorities(ctx, { ids: figures.map((one) => one.authority) });
  return authorities.flatMap((authority) => figures.filter((one) => one.authority === authority.id).map((one) => ({ ...one, name: authority.name, centsPerYear: cents(one.centsPerYear) })));
}
