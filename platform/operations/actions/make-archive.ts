import { createHash } from 'node:crypto';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { emit } from '@allmende/events';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { createDataKey } from '@allmende/secrets';
import { createArchive } from '../clients/create-archive.ts';
import { insertArchive } from '../data/archive.ts';
import { getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import { ASKED_ARCHIVE_DAYS } from '../domain/archive-record.ts';
import { returnData } from '../domain/end-instance.ts';
import { instanceDataReturned } from '../domain/events.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime } from '../domain/runtime.ts';

const DAY_MS = 86_400_000;

/** Writes all data of an instance into an archive, sealed under a key of its own. One that was begun and not finished leaves nothing behind that could be read. */
export async function makeArchive(ctx: ActionContext, runtime: Runtime, instance: Instance, reason: 'exit' | 'asked'): Promise<void> {
  const archive = createArchive();
  await runtime.backup(ctx, instance, archive);
  const [authority] = await ctx.directory.namesOf([ctx.tenant]);
  const madeAt = ctx.clock.now();
  const bytes = await archive.finish({ authority: { id: ctx.tenant, name: authority?.name ?? '' }, app: instance.app, instance: instance.id, parameters: instance.parameters, exportedAt: madeAt });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const fresh = await getInstanceForUpdate(tx, instance.id);
    const dataKey = await createDataKey(tx, ctx.keys);
    const fileId = await putFile(tx, ctx, { dataKey, name: `${instance.app}-${madeAt.toISOString().slice(0, 10)}.zip`, contentType: 'application/zip', bytes });
    await insertArchive(tx, {
      id: newId(), instanceId: instance.id, reason, fileId, dataKeyId: dataKey.id, sizeBytes: bytes.length, sha256, madeAt, fetchedAt: undefined,
      keepUntil: reason === 'asked' ? new Date(madeAt.getTime() + ASKED_ARCHIVE_DAYS * DAY_MS) : undefined,
    });
    const exit = reason === 'exit' && fresh.wanted === 'removed';
    const after = exit ? returnData(fresh, madeAt) : { ...fresh, archiveWantedAt: undefined };
    await saveInstance(tx, after);
    if (exit) await emit(tx, instanceDataReturned(instance.id, { instance: instance.id, app: instance.app, contract: instance.contractId }));
    await record(tx, {
      actor: ctx.actor, action: exit ? 'operations/instance-data-returned' : 'operations/archive-made', subject: { kind: 'instance', id: instance.id },
      facts: { app: instance.app, sizeBytes: bytes.length, sha256, reason }, at: madeAt,
    });
  });
}
