import { createHash } from 'node:crypto';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { insertFile, openStored, storeFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { insertDataKey, newDataKey } from '@allmende/secrets';
import { archiveStream } from '../clients/archive-stream.ts';
import { readArchive } from '../clients/read-archive.ts';
import { insertArchive } from '../data/archive.ts';
import { deleteDraft, insertDraft } from '../data/archive-draft.ts';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import type { ArchivedFile } from '../domain/archive.ts';
import type { ArchiveReason, ArchiveRecord } from '../domain/archive-record.ts';
import { CannotGoOn, UnusableArchive } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime } from '../domain/runtime.ts';
import { treeHash } from '../domain/tree-hash.ts';
import { discardDrafts } from './discard-drafts.ts';

const DAY_MS = 86_400_000;

export type ArchiveOrder = {
  readonly reason: ArchiveReason;
  /** Undefined: as long as the instance lives. */
  readonly keepDays: number | undefined;
  readonly asTheyLie?: boolean;
  /** What changes with it, in the transaction that makes it one of the instance's archives. */
  readonly adopt?: (tx: TenantTx, fresh: Instance, archive: ArchiveRecord) => Promise<Instance>;
};

/**
 * Writes all data of an instance into an archive, piece by piece and sealed under a key of its own, and reads it back from the store before it counts: every file with its hash. Then one short transaction makes it an
 * archive. Until then its key is in memory only, so that one that was begun and not finished leaves nothing behind that could be read; what it leaves is taken away by the next. The caller holds the instance's lock.
 * Throws CannotGoOn when there is no room for it.
 */
export async function makeArchive(ctx: ActionContext, runtime: Runtime, instance: Instance, order: ArchiveOrder): Promise<ArchiveRecord> {
  await discardDrafts(ctx, instance.id);
  const place = { tenant: ctx.tenant, id: newId(), dataKey: await newDataKey(ctx.keys, ctx.tenant) };
  const madeAt = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, (tx) => insertDraft(tx, { fileId: place.id, instanceId: instance.id, begunAt: madeAt }));
  try {
    const { files, ...written } = await writeInto(ctx, runtime, instance, { place, asTheyLie: order.asTheyLie ?? false, madeAt });
    const archive: ArchiveRecord = {
      id: newId(), instanceId: instance.id, reason: order.reason, ...written, treeSha256: treeHash(files), files: files.length,
      packageVersion: instance.packageVersion, asTheyLie: order.asTheyLie ?? false, madeAt, provenAt: ctx.clock.now(), fetchedAt: undefined, keepUntil: order.keepDays === undefined ? undefined : new Date(madeAt.getTime() + order.keepDays * DAY_MS),
    };
    const stored = await readArchive(await openStored(ctx, { tenant: ctx.tenant, id: place.id, key: place.dataKey.key }));
    if (treeHash(stored.manifest.files) !== archive.treeSha256) throw new UnusableArchive('Es kam anders aus dem Speicher zurück, als es geschrieben wurde.');
    await ctx.database.inTenant(ctx.tenant, (tx) => makeItCount(tx, ctx, { instance, order, place, archive }));
    return archive;
  } catch (error) {
    await discardDrafts(ctx, instance.id).catch((failed: unknown) => ctx.log.warn({ instance: instance.id, err: failed }, 'what was begun of an archive is still there'));
    throw isDiskFull(error) ? new CannotGoOn('Der Speicherplatz der Plattform reicht für das Archiv nicht. Der Betrieb muss Platz schaffen.') : error;
  }
}

type Place = { readonly tenant: ActionContext['tenant']; readonly id: string; readonly dataKey: Awaited<ReturnType<typeof newDataKey>> };

async function writeInto(
  ctx: ActionContext, runtime: Runtime, instance: Instance, { place, asTheyLie, madeAt }: { readonly place: Place; readonly asTheyLie: boolean; readonly madeAt: Date },
): Promise<{ readonly files: readonly ArchivedFile[]; readonly sizeBytes: number; readonly sha256: string }> {
  const open = archiveStream(madeAt);
  const hash = createHash('sha256');
  const hashed = async function* () {
    for await (const part of open.content) {
      hash.update(part);
      yield part;
    }
  };
  const storing = storeFile(ctx, { tenant: ctx.tenant, id: place.id, key: place.dataKey.key, source: hashed() });
  storing.catch((error: unknown) => open.abort(error).catch(() => undefined));
  const writing = (async () => {
    try {
      await runtime.backup(ctx, instance, open, asTheyLie ? { asTheyLie } : {});
      const [authority] = await ctx.directory.namesOf([ctx.tenant]);
      await open.finish({
        authority: { id: ctx.tenant, name: authority?.name ?? '' }, app: instance.app, instance: instance.id, parameters: instance.parameters, exportedAt: madeAt,
        ...(instance.packageVersion === undefined ? {} : { packageVersion: instance.packageVersion }), ...(asTheyLie ? { asTheyLie } : {}),
      });
    } catch (error) {
      await open.abort(error);
      throw error;
    }
  })();
  // Whichever fails, the other ends too; the store knows the reason, as it is handed on to it.
  const [stored, wrote] = await Promise.allSettled([storing, writing]);
  if (stored.status === 'rejected') throw stored.reason;
  if (wrote.status === 'rejected') throw wrote.reason;
  return { files: open.files(), sizeBytes: stored.value, sha256: hash.digest('hex') };
}

async function makeItCount(tx: TenantTx, ctx: ActionContext, { instance, order, place, archive }: { readonly instance: Instance; readonly order: ArchiveOrder; readonly place: Place; readonly archive: ArchiveRecord }): Promise<void> {
  const fresh = await getInstanceForUpdate(tx, instance.id);
  await insertDataKey(tx, place.dataKey);
  await insertFile(tx, { id: place.id, dataKey: place.dataKey.id, name: `${instance.app}-${archive.madeAt.toISOString().slice(0, 10)}.zip`, contentType: 'application/zip', sizeBytes: archive.sizeBytes });
  await insertArchive(tx, { ...archive, fileId: place.id, dataKeyId: place.dataKey.id });
  await deleteDraft(tx, place.id);
  const after = order.adopt ? await order.adopt(tx, fresh, archive) : fresh;
  if (after !== fresh) await saveInstance(tx, after);
  await record(tx, {
    actor: ctx.actor, action: order.reason === 'exit' && after.dataReturnedAt ? 'operations/instance-data-returned' : 'operations/archive-made', subject: { kind: 'instance', id: instance.id },
    facts: { app: instance.app, sizeBytes: archive.sizeBytes, sha256: archive.sha256, treeSha256: archive.treeSha256, files: archive.files, reason: order.reason }, at: archive.madeAt,
  });
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
