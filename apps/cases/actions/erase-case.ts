import type { Actor } from '@allmende/access';
import { eraseSubject, record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { reportProgress } from '@allmende/delivery';
import { removeFilesOfKey } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { destroyDataKey } from '@allmende/secrets';
import { deleteCaseRows } from '../data/case-file.ts';
import { listParticipations } from '../data/participation.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { enqueuePassOn } from './enqueue-pass-on.ts';
import { TARGET_NAME } from './target-name.ts';

/** Erases a case within a transaction: rows, key, salts of the log, what other offices were shown of it, and last its files. The proof stays in the log. */
export async function eraseCase(
  ctx: Pick<ActionContext, 'clock' | 'files'> & { readonly actor: Actor }, tx: TenantTx, file: CaseFile, ground: { readonly source: string | undefined; readonly proposedBy: string | undefined },
): Promise<void> {
  const at = ctx.clock.now();
  for (const asked of await listParticipations(tx, file.id)) await enqueuePassOn(tx, { participation: asked.id, office: asked.officeTenant });
  await deleteCaseRows(tx, file, at);
  await destroyDataKey(tx, file.dataKeyId);
  await eraseSubject(tx, { kind: 'case', id: file.id });
  await reportProgress(tx, { submission: file.application, target: TARGET_NAME, state: 'erased', at });
  const files = await removeFilesOfKey(tx, ctx, file.dataKeyId);
  await record(tx, {
    actor: ctx.actor, action: 'cases/case-deleted', subject: { kind: 'case', id: file.id }, at,
    facts: {
      application: file.application, service: file.service, files, keyDestroyed: true, ...(file.keptUntil === null ? {} : { keptUntil: file.keptUntil }), ...(ground.source === undefined ? {} : { retentionSource: ground.source }),
      ...(ground.proposedBy === undefined ? {} : { proposedBy: ground.proposedBy }),
    },
  });
}
