import type { TenantTx } from '@allmende/database';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { openDataKey, type DataKey } from '@allmende/secrets';
import { MEDIA_TYPES } from '@allmende/uploads';
import { insertEvidence, listEvidence } from '../data/evidence.ts';
import { evidencePath, type ArchivedEvidence } from '../domain/archive-records.ts';
import { CHECK_EVIDENCE_JOB } from '../domain/evidence-jobs.ts';
import { openEvidence, sealEvidence, sealReading } from './evidence-seals.ts';

/** A document that goes along, read when its turn has come. */
export type ArchivedDocument = { readonly path: string; read(): Promise<Uint8Array> };

type Context = Pick<ActionContext, 'database' | 'keys' | 'files' | 'tenant'>;

/** The evidence of an application in clear, with its files. What is still in quarantine is named so: nobody should open it. */
export async function exportEvidence(ctx: Context, tx: TenantTx, application: { readonly id: string; readonly reference: string; readonly dataKeyId: string }): Promise<{ readonly records: ArchivedEvidence[]; readonly files: readonly ArchivedDocument[] }> {
  const stored = await listEvidence(tx, { application: application.id });
  if (stored.length === 0) return { records: [], files: [] };
  const { key } = await openDataKey(tx, ctx.keys, application.dataKeyId);
  const records: ArchivedEvidence[] = [];
  const files: ArchivedDocument[] = [];
  for (const each of stored) {
    const { evidence, row, state, name, kind, refusal, isLate, receivedAt, reading, fileId } = openEvidence(key, tx.tenant, each);
    const path = fileId === null ? null : evidencePath(application.reference, each.id, state === 'received');
    if (fileId !== null && path !== null) files.push(documentOf(ctx, path, fileId));
    records.push({
      id: each.id, evidence, state, name, isLate, receivedAt: receivedAt.toISOString(), file: path,
      ...(row === undefined ? {} : { row }), ...(kind === undefined ? {} : { kind }), ...(refusal === undefined ? {} : { refusal }), ...(reading === undefined ? {} : { reading: { ...reading } }),
    });
  }
  return { records, files };
}

/** A stored file as a document; it is read in a transaction of its own, as many gigabytes may pass before its turn comes. */
export function documentOf(ctx: Context, path: string, fileId: string): ArchivedDocument {
  return { path, read: async () => (await ctx.database.inTenant(ctx.tenant, (tx) => readFile(tx, ctx, fileId))).bytes };
}

/** Puts evidence back under the new key of its application. What was in quarantine is checked here again. */
export async function restoreEvidence(ctx: Context, tx: TenantTx, application: { readonly id: string; readonly dataKey: DataKey }, records: readonly ArchivedEvidence[], file: (path: string) => Promise<Uint8Array>): Promise<void> {
  const { dataKey } = application;
  for (const record of records) {
    const { id, state, evidence, name, row, kind, refusal, reading } = record;
    const bytes = record.file === null ? undefined : await file(record.file);
    const fileId = bytes === undefined ? null : await putFile(tx, ctx, { dataKey, name: state === 'received' ? 'upload' : 'evidence', contentType: kind === undefined ? 'application/octet-stream' : MEDIA_TYPES[kind].type, bytes });
    await insertEvidence(tx, {
      id, draftId: null, applicationId: application.id, dataKeyId: dataKey.id, state, fileId, sizeBytes: bytes?.length ?? 0, isLate: record.isLate, receivedAt: new Date(record.receivedAt), settledAt: state === 'received' ? null : new Date(record.receivedAt),
      sealed: sealEvidence(dataKey.key, tx.tenant, id, { evidence, name, ...(row === undefined ? {} : { row }), ...(kind === undefined ? {} : { kind }), ...(refusal === undefined ? {} : { refusal }) }),
      reading: reading === undefined ? null : sealReading(dataKey.key, tx.tenant, id, reading),
    });
    if (state === 'received') await enqueue(tx, CHECK_EVIDENCE_JOB, { tenant: tx.tenant, evidence: id });
  }
}
