import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { removeFilesOfKey } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { listAskedOffices } from '../data/participation.ts';
import { findAppState, listAppStates, listDataKeys, removeTenantRows, saveAppState, type AppState } from '../data/app-state.ts';
import { operateCases } from '../domain/permissions.ts';
import { enqueuePassOn } from './enqueue-pass-on.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Lets an authority use the app, or again after a pause. Repeating it changes nothing. */
export async function runCases(ctx: Context): Promise<void> {
  await changeState(ctx, 'running');
}

/** Pauses the app: cases can be read and nothing can be changed; new submissions wait in delivery. Repeating it changes nothing. */
export async function suspendCases(ctx: Context): Promise<void> {
  await changeState(ctx, 'suspended');
}

/** Whether the authority runs the app; undefined when it never ordered it or gave it back. */
export async function stateOfCases(ctx: Pick<ActionContext, 'database' | 'tenant'>): Promise<AppState | undefined> {
  return ctx.database.inTenant(ctx.tenant, findAppState);
}

/** Likewise for all authorities that have the app, in one query. */
export async function statesOfCases(house: Pick<ActionContext, 'database'>): Promise<ReadonlyMap<string, { readonly state: AppState }>> {
  const states = await house.database.acrossTenants('cases/see-states', listAppStates);
  return new Map(states.map(({ tenant, state }) => [tenant, { state }]));
}

/** Removes everything of the authority; keys are destroyed first, so that copies in backups are unreadable too. Repeating it changes nothing. */
export async function removeCases(ctx: Context & Pick<ActionContext, 'files'>): Promise<void> {
  requirePermission(ctx.actor, operateCases, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if ((await findAppState(tx)) === undefined) return;
    const keys = await listDataKeys(tx);
    for (const key of keys) await destroyDataKey(tx, key);
    // Whoever was asked for a statement must not keep a request that leads nowhere.
    for (const { id, officeTenant } of await listAskedOffices(tx)) await enqueuePassOn(tx, { participation: id, office: officeTenant });
    await removeTenantRows(tx);
    await record(tx, { actor: ctx.actor, action: 'cases/app-removed', subject: { kind: 'app', id: 'cases' }, facts: { keysDestroyed: keys.length }, at: ctx.clock.now() });
    for (const key of keys) await removeFilesOfKey(tx, ctx, key);
  });
}

async function changeState(ctx: Context, state: AppState): Promise<void> {
  requirePermission(ctx.actor, operateCases, ctx.tenant);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if ((await findAppState(tx)) === state) return;
    const at = ctx.clock.now();
    await saveAppState(tx, state, at);
    await record(tx, { actor: ctx.actor, action: state === 'running' ? 'cases/app-started' : 'cases/app-suspended', subject: { kind: 'app', id: 'cases' }, facts: {}, at });
  });
}
