import { createHash } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { emit } from '@allmende/events';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { findApplicationForUpdate, insertDocument, listDocuments } from '../data/application.ts';
import { applicationMoved } from '../domain/events.ts';
import { deliverApplications } from '../domain/permissions.ts';

/**
 * Keeps a courtesy copy of a document that came back for an application, under the application's own key: whoever holds reference and secret can read it, and nothing else
 * of the office. The same `id` again changes nothing; an application that is gone is passed over. Needs `online-services/deliver-applications`.
 */
export async function keepDocument(
  ctx: Pick<ActionContext, 'database' | 'keys' | 'files' | 'actor' | 'tenant'>,
  input: { application: string; document: { id: string; kind: string; name: string; contentType: string; bytes: Uint8Array }; issuedAt: Date },
): Promise<void> {
  requirePermission(ctx.actor, deliverApplications, ctx.tenant);
  const { id, kind, name, contentType, bytes } = input.document;
  const copy = copyIdOf(id);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findApplicationForUpdate(tx, input.application);
    if (!stored || (await listDocuments(tx, stored.id)).some(({ file }) => file === copy)) return;
    const dataKey = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    await putFile(tx, ctx, { id: copy, dataKey, name, contentType, bytes });
    await insertDocument(tx, stored.id, { file: copy, kind, issuedAt: input.issuedAt });
    await emit(tx, applicationMoved(stored.id, { application: stored.id, what: 'document' }));
  });
}

/** The id of the copy follows from that of the document (UUID version 8, RFC 9562 §5.8), so that a second delivery finds it. */
function copyIdOf(document: string): string {
  const bytes = createHash('sha256').update(`online-services/copy:${document}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}
