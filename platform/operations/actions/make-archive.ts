import { createHash } from 'node:crypto';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { createArchive } from '../clients/create-archive.ts';
import { readArchive } from '../clients/read-archive.ts';
import { insertArchive } from '../data/archive.ts';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import type { ArchiveReason, ArchiveRecord } from '../domain/archive-record.ts';
import { UnusableArchive } from '../domain/errors.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime } from '../domain/runtime.ts';
import { treeHash } from '../domain/tree-hash.ts';

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
 * Writes all data of an instance into an archive, sealed under a key of its own, and reads it back from the store before it counts: every file with its hash. One that was begun and not
 * finished leaves nothing behind that could be read.
 */
export async function makeArchive(ctx: ActionContext, runtime: Runtime, instance: Instance, order: ArchiveOrder): Promise<ArchiveRecord> {
  const open = createArchive();
  const asTheyLie = order.asTheyLie ?? false;
  await runtime.backup(ctx, instance, open, asTheyLie ? { asTheyLie } : {});
  const [authority] = await ctx.directory.namesOf([ctx.tenant]);
  const madeAt = ctx.clock.now();
  const bytes = await open.finish({
    authority: { id: ctx.tenant, name: authority?.name ?? '' }, app: instance.app, instance: instance.id, parameters: instance.parameters, exportedAt: madeAt,
    ...(instance.packageVersion === undefined ? {} : { packageVersion: instance.packageVersion }), ...(asTheyLie ? { asTheyLie } : {}),
  });
  const files = open.files();
  const archive: ArchiveRecord = {
    id: newId(), instanceId: instance.id, reason: order.reason, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), treeSha256: treeHash(files), files: files.length,
    packageVersion: instance.packageVersion, asTheyLie, madeAt, provenAt: madeAt, fetchedAt: undefined, keepUntil: order.keepDays === undefined ? undefined : new Date(madeAt.getTime() + order.keepDays * DAY_MS),
  };
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const fresh = await getInstanceForUpdate(tx, instance.id);
    const dataKey = await createDataKey(tx, ctx.keys);
    const fileId = await putFile(tx, ctx, { dataKey, name: `${instance.app}-${madeAt.toISOString().slice(0, 10)}.zip`, contentType: 'application/zip', bytes });
    const stored = await readArchive((await readFile(tx, ctx, fileId)).bytes);
    if (treeHash(stored.manifest.files) !== archive.treeSha256) throw new UnusableArchive('Es kam anders aus dem Speicher zurück, als es geschrieben wurde.');
    await insertArchive(tx, { ...archive, fileId, dataKeyId: dataKey.id });
    const after = order.adopt ? await order.adopt(tx, fresh, archive) : fresh;
    if (after !== fresh) await saveInstance(tx, after);
    await record(tx, {
      actor: ctx.actor, action: order.reason === 'exit' && after.dataReturnedAt ? 'operations/instance-data-returned' : 'operations/archive-made', subject: { kind: 'instance', id: instance.id },
      facts: { app: instance.app, sizeBytes: bytes.length, sha256: archive.sha256, treeSha256: archive.treeSha256, files: files.length, reason: order.reason }, at: madeAt,
    });
  });
  return archive;
}
