import { requirePermission } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { selectFleet } from '../data/instance.ts';
import type { Instance } from '../domain/instance.ts';
import { seeFleet } from '../domain/permissions.ts';

/** An instance as the operator sees it: how it is, never what is in it. */
export type FleetEntry = { readonly instance: Omit<Instance, 'parameters' | 'upstream' | 'candidate'>; readonly authority: string };

const ORDER = { failing: 0, starting: 1, absent: 1, suspended: 2, running: 3, removed: 4 } as const;

/** All instances of all authorities, those that fail first. */
export async function listFleet(ctx: Pick<ActionContext, 'database' | 'actor' | 'directory'>): Promise<FleetEntry[]> {
  requirePermission(ctx.actor, seeFleet, PLATFORM_TENANT);
  const fleet = await ctx.database.acrossTenants('operations/see-fleet', selectFleet);
  const names = new Map((await ctx.directory.namesOf([...new Set(fleet.map((one) => tenantId(one.tenant)))])).map((authority) => [authority.tenant as string, authority.name]));
  return fleet
    .toSorted((one, other) => ORDER[one.observed] - ORDER[other.observed])
    .map(({ parameters: _parameters, upstream: _upstream, candidate: _candidate, ...instance }) => ({ instance, authority: names.get(instance.tenant) ?? instance.tenant }));
}
