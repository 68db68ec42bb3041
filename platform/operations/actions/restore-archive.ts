import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import type { ActionContext } from '@allmende/house';
import { readArchive } from '../clients/read-archive.ts';
import { getInstanceRow, lockInstance } from '../data/instance.ts';
import { endStep, insertStep } from '../data/step.ts';
import type { ArchiveBytes } from '../domain/archive.ts';
import { NotInThisState, UnknownApp, UnusableArchive } from '../domain/errors.ts';
import { controlInstances } from '../domain/permissions.ts';
import type { Runtime } from '../domain/runtime.ts';
import { wake } from './wake.ts';

/**
 * Reads an archive, also one of another installation, into an instance of the same app that runs or rests here. Nothing is read in before all of it was checked.
 * Throws UnusableArchive and NotInThisState.
 */
export async function restoreArchive(
  ctx: ActionContext, runtimes: ReadonlyMap<string, Runtime>, input: { readonly instance: string; readonly bytes: Uint8Array | ArchiveBytes },
): Promise<{ readonly from: { readonly id: string; readonly name: string }; readonly exportedAt: string; readonly files: number }> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  const reader = await readArchive(input.bytes);
  return ctx.database.inTenant(ctx.tenant, async (lock) => {
    if (!(await lockInstance(lock, input.instance))) throw new NotInThisState('An dieser Anwendung wird gerade gearbeitet. Bitte versuchen Sie es in einer Minute noch einmal.');
    const instance = await getInstanceRow(lock, input.instance);
    if (reader.manifest.app !== instance.app) throw new UnusableArchive(`Es gehört zur Anwendung „${reader.manifest.app}“, nicht zu „${instance.app}“.`);
    if (instance.wanted === 'removed' || (instance.observed !== 'running' && instance.observed !== 'suspended')) throw new NotInThisState('Einlesen ist nur möglich, wenn die Anwendung läuft oder ruht.');
    const runtime = runtimes.get(instance.runtime);
    if (!runtime) throw new UnknownApp(instance.runtime);
    const step = await ctx.database.inTenant(ctx.tenant, (tx) => insertStep(tx, instance.id, 'restore', ctx.clock.now()));
    try {
      await runtime.restore(ctx, instance, reader);
    } catch (error) {
      await ctx.database.inTenant(ctx.tenant, (tx) => endStep(tx, step, { at: ctx.clock.now(), outcome: 'failed' }));
      throw error;
    }
    await ctx.database.inTenant(ctx.tenant, async (tx) => {
      await endStep(tx, step, { at: ctx.clock.now(), outcome: 'done' });
      await record(tx, {
        actor: ctx.actor, action: 'operations/archive-restored', subject: { kind: 'instance', id: instance.id },
        facts: { app: instance.app, fromAuthority: reader.manifest.authority.id, exportedAt: reader.manifest.exportedAt, files: reader.manifest.files.length }, at: ctx.clock.now(),
      });
      await wake(tx, instance);
    });
    return { from: reader.manifest.authority, exportedAt: reader.manifest.exportedAt, files: reader.manifest.files.length };
  });
}
