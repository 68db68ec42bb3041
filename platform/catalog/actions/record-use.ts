import { requirePermission, type Actor } from '@allmende/access';
import { PLATFORM_TENANT, type Database, type TenantTx } from '@allmende/database';
import type { PlainDate } from '@allmende/time';
import { recordUses } from '../domain/permissions.ts';
import type { SolutionUse } from '../domain/solution-use.ts';
import { getSolution } from '../data/solution.ts';
import { endUses, saveUse } from '../data/solution-use.ts';

/** Notes that an authority uses a solution; throws NotFound for an unknown one. Repeating it changes nothing. */
export async function recordUse(ctx: { database: Pick<Database, 'inTenant'>; actor: Actor }, input: Omit<SolutionUse, 'until'> & { until?: PlainDate | null }): Promise<void> {
  requirePermission(ctx.actor, recordUses, PLATFORM_TENANT);
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx: TenantTx) => {
    await getSolution(tx, input.solution);
    await saveUse(tx, { ...input, until: input.until ?? null });
  });
}

/** Notes the last day on which an authority uses a solution. */
export async function endUse(ctx: { database: Pick<Database, 'inTenant'>; actor: Actor }, input: { solution: string; authority: string; until: PlainDate }): Promise<void> {
  requirePermission(ctx.actor, recordUses, PLATFORM_TENANT);
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => { await endUses(tx, input); });
}
