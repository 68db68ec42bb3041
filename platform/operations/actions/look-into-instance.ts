import { requirePermission, systemActor, type Permission } from '@allmende/access';
import { tenantId } from '@allmende/database';
import { contextFor, type ActionContext, type House } from '@allmende/house';
import { getInstanceRow } from '../data/instance.ts';
import type { LogLine, Runtime, Usage } from '../domain/runtime.ts';

type Runtimes = ReadonlyMap<string, Runtime>;

/** What an instance uses at this moment; undefined where its runtime cannot say. Throws NotFound for an unknown one. */
export async function measureInstance(house: House, runtimes: Runtimes, place: { readonly tenant: string; readonly instance: string }): Promise<Usage | undefined> {
  const ctx = contextFor(house, systemActor('operations'), tenantId(place.tenant));
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, place.instance));
  return runtimes.get(instance.runtime)?.usage?.(ctx, instance);
}

/** The newest lines that an instance of the authority wrote, oldest first, as its runtime keeps them; undefined where it keeps none. They may hold personal data: the caller names the permission. */
export async function readInstanceLogs(
  ctx: ActionContext, runtimes: Runtimes, input: { readonly instance: string; readonly lines: number; readonly since?: Date; readonly permission: Permission },
): Promise<readonly LogLine[] | undefined> {
  requirePermission(ctx.actor, input.permission, ctx.tenant);
  const instance = await ctx.database.inTenant(ctx.tenant, (tx) => getInstanceRow(tx, input.instance));
  return runtimes.get(instance.runtime)?.logs?.(ctx, instance, { lines: input.lines, ...(input.since === undefined ? {} : { since: input.since }) });
}
