import { requirePermission, requireStaff, systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listInstances } from '@allmende/operations';
import { insertClearance, listClearances as loadClearances } from '../data/clearance.ts';
import { appsInUse, checkClearance, type AppInUse, type Clearance, type ClearanceCheck } from '../domain/clearance.ts';
import { clearApps, seeOrders } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** States that the authority clears a version of an app that runs for it, after a check that was made outside the platform. `platformVersion` is the version of the apps of our own. Throws InvalidInput, and NotFound when this version does not run there. */
export async function clearApp(ctx: Context, platformVersion: string, input: ClearanceCheck & { readonly app: string; readonly version: string }): Promise<Clearance> {
  requirePermission(ctx.actor, clearApps, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const found = (await running(ctx, platformVersion)).find((one) => one.app === input.app && one.version === input.version);
  if (found === undefined) throw new NotFound();
  const check = checkClearance(input, ctx.clock.today());
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const at = ctx.clock.now();
    const clearance: Clearance = { ...check, id: newId(), app: found.app, title: found.title, version: found.version, cleared: { by: accountId, at } };
    await insertClearance(tx, clearance);
    await record(tx, { actor: ctx.actor, action: 'procurement/app-cleared', subject: { kind: 'clearance', id: clearance.id }, facts: { app: clearance.app, appVersion: clearance.version, checkedBy: check.checkedBy, checkedOn: check.checkedOn, reference: check.reference }, at });
    return clearance;
  });
}

/** Apps in use with their clearances, and all clearances of the authority, the newest first. */
export async function listClearances(ctx: Context, platformVersion: string): Promise<{ readonly inUse: readonly AppInUse[]; readonly clearances: readonly Clearance[] }> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const clearances = await ctx.database.inTenant(ctx.tenant, (tx) => loadClearances(tx));
  return { inUse: appsInUse(await running(ctx, platformVersion), clearances), clearances };
}

async function running(ctx: Context, platformVersion: string) {
  return (await listInstances({ ...ctx, actor: systemActor('procurement') })).filter(({ wanted }) => wanted !== 'removed').map(({ app, packageVersion, title }) => ({ app, title, version: packageVersion ?? platformVersion }));
}
