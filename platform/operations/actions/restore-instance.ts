import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { getArchiveFile } from '../data/archive.ts';
import { getInstanceForUpdate, insertInstance, saveInstance, selectCopies } from '../data/instance.ts';
import { insertPassage } from '../data/passage.ts';
import { NotInThisState } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import { beginRestore, fillCopy } from '../domain/passage.ts';
import { controlInstances } from '../domain/permissions.ts';
import { wake } from './wake.ts';

const DAY_MS = 86_400_000;

/** How long a copy lives unless told. Our own choice. */
export const DEFAULT_COPY_DAYS = 7;
export const MOST_COPY_DAYS = 30;
const MOST_COPIES = 3;

type Ctx = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/**
 * Sets an app back to the data of a backup, in a new generation beside the present one. The present state is saved first, so that this can be undone in the same way. `version: 'then'`
 * brings the version of the backup back too; else the data come to the version that runs now. Throws NotInThisState and NotFound.
 */
export async function restoreInstance(ctx: Ctx, input: { readonly instance: string; readonly archive: string; readonly version?: 'now' | 'then' }): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = await getInstanceForUpdate(tx, input.instance);
    const { archive } = await getArchiveFile(tx, input.instance, input.archive);
    const now = ctx.clock.now();
    const passage = newId();
    const version = (input.version === 'then' ? archive.packageVersion : undefined) ?? before.packageVersion ?? '';
    const after = { ...beginRestore(before, { archive: archive.id, version, passage }, now), nextLookAt: now, failures: 0 };
    await insertPassage(tx, { id: passage, instanceId: after.id, reason: 'restore', fromVersion: before.packageVersion, toVersion: version, rollout: undefined, startedAt: now, detail: undefined });
    await saveInstance(tx, after);
    await record(tx, {
      actor: ctx.actor, action: 'operations/restore-wanted', subject: { kind: 'instance', id: after.id },
      facts: { app: after.app, archive: archive.id, madeAt: archive.madeAt.toISOString(), from: before.packageVersion ?? '', to: version }, at: now,
    });
    await wake(tx, after);
    return after;
  });
}

/**
 * Opens the data of a backup in a copy beside the app, for instance to look something up. The copy has an address of its own and ends by itself after some days; the app is not touched.
 * Throws NotInThisState, NotFound, and InvalidInput for a number of days that is none.
 */
export async function copyInstance(ctx: Ctx, input: { readonly instance: string; readonly archive: string; readonly days?: number }): Promise<Instance> {
  requirePermission(ctx.actor, controlInstances, ctx.tenant);
  const days = input.days ?? DEFAULT_COPY_DAYS;
  if (!Number.isInteger(days) || days < 1 || days > MOST_COPY_DAYS) throw new InvalidInput([{ pointer: '/days', code: 'range', message: `Geben Sie eine ganze Zahl von 1 bis ${MOST_COPY_DAYS} Tagen ein.` }]);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const source = await getInstanceForUpdate(tx, input.instance);
    if (source.copyOf !== undefined) throw new NotInThisState('Von einer Kopie kann keine Kopie geöffnet werden. Gehen Sie zur Anwendung selbst.');
    if (source.packageVersion === undefined || source.wanted === 'removed') throw new NotInThisState('Von dieser Anwendung kann keine Kopie geöffnet werden.');
    if ((await selectCopies(tx, source.id)).length >= MOST_COPIES) throw new NotInThisState(`Es gibt schon ${MOST_COPIES} Kopien dieser Anwendung. Beenden Sie zuerst eine davon.`);
    const { archive } = await getArchiveFile(tx, source.id, input.archive);
    const now = ctx.clock.now();
    const version = archive.packageVersion ?? source.packageVersion;
    const passage = newId();
    const day = archive.madeAt.toISOString().slice(0, 10);
    const copy = fillCopy({
      ...source, id: newId(), title: `${source.title} (Kopie vom ${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)})`, packageVersion: version, generation: 1, candidate: undefined, channel: 'by-hand', copyOf: source.id,
      endsAt: new Date(now.getTime() + days * DAY_MS), wanted: 'running', observed: 'absent', observedSince: now, lastObservedAt: undefined, detail: undefined, upstream: undefined, approvedAt: now, requestedAt: now, runningAt: undefined,
      archiveWantedAt: undefined, failures: 0, nextLookAt: now,
    }, { archive: archive.id, version, passage }, now);
    await insertInstance(tx, copy);
    await insertPassage(tx, { id: passage, instanceId: copy.id, reason: 'copy', fromVersion: undefined, toVersion: version, rollout: undefined, startedAt: now, detail: undefined });
    await record(tx, { actor: ctx.actor, action: 'operations/copy-wanted', subject: { kind: 'instance', id: copy.id }, facts: { app: copy.app, source: source.id, archive: archive.id, days }, at: now });
    await wake(tx, copy);
    return copy;
  });
}
