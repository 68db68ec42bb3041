import { record } from '@allmende/audit';
import { emit } from '@allmende/events';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { limitArchives, selectArchives } from '../data/archive.ts';
import { insertDeletion } from '../data/deletion.ts';
import { findDataKeyId, getInstanceForUpdate, saveInstance } from '../data/instance.ts';
import { EXIT_ARCHIVE_DAYS } from '../domain/archive-record.ts';
import { proofHash, type DeletionProof } from '../domain/deletion.ts';
import { CannotGoOn } from '../domain/errors.ts';
import { instanceRemoved } from '../domain/events.ts';
import type { Instance } from '../domain/instance.ts';
import type { Runtime } from '../domain/runtime.ts';

/**
 * Deletes the data of an ended instance for good, looks that nothing is left, and keeps a proof whose hash stands in the audit log. The archive that was returned stays for a while; backups
 * that nobody asked for go with the next night.
 */
export async function removeInstance(ctx: ActionContext, runtime: Runtime, instance: Instance): Promise<void> {
  await runtime.remove(ctx, instance);
  const generations = [...new Set([instance.generation, instance.candidate?.generation, instance.candidate?.previous.generation].filter((one) => one !== undefined))];
  for (const generation of generations) {
    if ((await runtime.observe(ctx, { ...instance, generation })).state !== 'absent') throw new CannotGoOn('Nach dem Löschen war noch etwas da. Es wird noch einmal gelöscht.');
  }
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const fresh = await getInstanceForUpdate(tx, instance.id);
    const now = ctx.clock.now();
    const dataKey = await findDataKeyId(tx, instance.id);
    if (dataKey !== undefined) await destroyDataKey(tx, dataKey);
    const lastDay = new Date(now.getTime() + EXIT_ARCHIVE_DAYS * 86_400_000);
    const archives = await selectArchives(tx, instance.id);
    await limitArchives(tx, instance.id, lastDay, now);
    const isReturned = (reason: string) => reason === 'exit' || reason === 'asked';
    const proof: DeletionProof = {
      version: 1, authority: ctx.tenant, instance: instance.id, app: instance.app, title: instance.title, contract: instance.contractId, runtime: instance.runtime, packageVersion: instance.packageVersion ?? null,
      generationsGone: generations, keyDestroyed: dataKey ?? null,
      returned: archives.filter((one) => isReturned(one.reason)).map((one) => ({
        archive: one.id, madeAt: one.madeAt.toISOString(), sha256: one.sha256, treeSha256: one.treeSha256, files: one.files, fetchedAt: one.fetchedAt?.toISOString() ?? null, erasedBy: (one.keepUntil ?? lastDay).toISOString(),
      })),
      backupsErased: archives.filter((one) => !isReturned(one.reason)).map((one) => ({ archive: one.id, madeAt: one.madeAt.toISOString(), reason: one.reason })), deletedAt: now.toISOString(),
    };
    const sha256 = proofHash(proof);
    await insertDeletion(tx, proof, sha256);
    await saveInstance(tx, { ...fresh, observed: 'removed', observedSince: now, lastObservedAt: now, deletedAt: now, detail: undefined, upstream: undefined, candidate: undefined, failures: 0 });
    await emit(tx, instanceRemoved(instance.id, { instance: instance.id, app: instance.app, contract: instance.contractId }));
    await record(tx, {
      actor: ctx.actor, action: 'operations/instance-removed', subject: { kind: 'instance', id: instance.id },
      facts: { app: instance.app, runtime: instance.runtime, generations: generations.length, keyDestroyed: dataKey !== undefined, proofSha256: sha256 }, at: now,
    });
  });
}
