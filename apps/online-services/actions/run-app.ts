import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { removeFilesOfKey } from '@allmende/files';
import { destroyDataKey } from '@allmende/secrets';
import { findAppState, listAppStates, listDataKeys, removeTenantRows, saveAppState, type AppState } from '../data/app-state.ts';
import { listServices } from '../data/service.ts';
import { switchOnOrdered } from './office-services.ts';
import { overlayAreaOf } from './overlay-area.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/**
 * Lets an authority use the app, or again after a pause. The first time the ordered services are switched on whose local values were prepared completely, in the same transaction;
 * the others wait for the office. Later it is for the office to switch on and off. Repeating it changes nothing.
 */
export async function runApp(ctx: Context, ordered: { readonly services: readonly string[] } = { services: [] }): Promise<void> {
  await changeState(ctx, 'running', ordered.services);
}

/** Pauses the app: no service is offered and nothing can be changed; everything stays. Repeating it changes nothing. */
export async function suspendApp(ctx: Context): Promise<void> {
  await changeState(ctx, 'suspended');
}

/** Whether the authority runs the app. */
export async function stateOfApp(ctx: Pick<ActionContext, 'database' | 'tenant'>): Promise<AppState | undefined> {
  return ctx.database.inTenant(ctx.tenant, findAppState);
}

/** Likewise for all authorities that have the app, in one query. */
export async function statesOfApp(house: Pick<ActionContext, 'database'>): Promise<ReadonlyMap<string, { readonly state: AppState }>> {
  const states = await house.database.acrossTenants('online-services/see-states', listAppStates);
  return new Map(states.map(({ tenant, state }) => [tenant, { state }]));
}

/** Removes everything of the authority; keys are destroyed first, so that copies in backups are unreadable too. Repeating it changes nothing. */
export async function removeApp(ctx: Context & Pick<ActionContext, 'files'>): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const keys = await listDataKeys(tx);
    for (const key of keys) {
      await removeFilesOfKey(tx, ctx, key);
      await destroyDataKey(tx, key);
    }
    await removeTenantRows(tx);
    await record(tx, { actor: ctx.actor, action: 'online-services/app-removed', subject: { kind: 'app', id: 'online-services' }, facts: { keysDestroyed: keys.length }, at: ctx.clock.now() });
  });
}

/** Which of the ordered services citizens cannot use yet. */
export async function listServicesOff(ctx: Pick<ActionContext, 'database' | 'tenant'>, ordered: { readonly services: readonly string[] }): Promise<string[]> {
  const offered = await ctx.database.inTenant(ctx.tenant, listServices);
  return ordered.services.filter((id) => !offered.some(({ serviceId, active }) => serviceId === id && active !== undefined));
}

async function changeState(ctx: Context, state: AppState, services: readonly string[] = []): Promise<void> {
  const area = await overlayAreaOf(ctx);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await findAppState(tx);
    if (before === state) return;
    await saveAppState(tx, state, ctx.clock.now());
    await record(tx, { actor: ctx.actor, action: state === 'running' ? 'online-services/app-started' : 'online-services/app-suspended', subject: { kind: 'app', id: 'online-services' }, facts: {}, at: ctx.clock.now() });
    if (before === undefined) await switchOnOrdered(ctx, tx, area, services);
  });
}
