import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { removeFilesOfKey } from '@allmende/files';
import { destroyDataKey } from '@allmende/secrets';
import { findAppState, listDataKeys, removeTenantRows, saveAppState, type AppState } from '../data/app-state.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Lets an authority use the app, or again after a pause. Repeating it changes nothing. */
export async function runApp(ctx: Context): Promise<void> {
  await changeState(ctx, 'running');
}

/** Pauses the app: no service is offered and nothing can be changed; everything stays. Repeating it changes nothing. */
export async function suspendApp(ctx: Context): Promise<void> {
  await changeState(ctx, 'suspended');
}

/** Whether the authority runs the app. */
export async function stateOfApp(ctx: Pick<ActionContext, 'database' | 'tenant'>): Promise<AppState | undefined> {
  return ctx.database.inTenant(ctx.tenant, findAppState);
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

async function changeState(ctx: Context, state: AppState): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if ((await findAppState(tx)) === state) return;
    await saveAppState(tx, state, ctx.clock.now());
    await record(tx, { actor: ctx.actor, action: state === 'running' ? 'online-services/app-started' : 'online-services/app-suspended', subject: { kind: 'app', id: 'online-services' }, facts: {}, at: ctx.clock.now() });
  });
}
