import { requirePermission, requireService } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { renderDocument } from '@allmende/documents';
import { NotFound } from '@allmende/errors';
import { readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { streamZip, type ZipEntry } from '../clients/stream-zip.ts';
import { applicationDocument } from '../domain/application-document.ts';
import { letterText } from '../domain/case-letter.ts';
import { exportCases } from '../domain/permissions.ts';
import { xdomeaFile } from '../domain/xdomea-file.ts';
import { xdomeaMessage, xdomeaName } from '../domain/xdomea-message.ts';
import type { CasesPorts } from './cases-ports.ts';
import { getCase } from './get-case.ts';

/**
 * A case as a ZIP by xdomea 3.0, message 0101, with all its documents and the messages with its applicant; the case stays. Documents are read one after the other while the ZIP is sent. Recorded in the audit log before the first
 * byte leaves. Needs `cases/export-cases`. Throws NotFound for strangers.
 */
export async function exportCase(
  ctx: Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { readonly case: string; readonly authority: string }, ports: CasesPorts = {},
): Promise<{ readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }> {
  requirePermission(ctx.actor, exportCases, ctx.tenant);
  const { file, content, evidence, notice, history } = await getCase(ctx, input);
  requireService(ctx.actor, exportCases, ctx.tenant, file.service);
  if (!content) throw new NotFound();
  const letters = (await ports.lettersOf?.(ctx, { case: input.case })) ?? [];
  const process = newId();
  const at = ctx.clock.now();
  const written = notice?.written;
  const exported = xdomeaFile({ file, content, evidence, letters, history, notice: notice && written && { ...notice, written } }, { process, at, authority: input.authority });
  const fileIds = new Map([...evidence.map(({ id, fileId }) => [id, fileId] as const), ...(notice ? [[notice.id, notice.pdfFileId] as const] : [])]);
  const stored = (id: string) => async () => (await ctx.database.inTenant(ctx.tenant, (tx) => readFile(tx, ctx, id))).bytes;
  const correspondence = new Map<string, () => Promise<Uint8Array>>(letters.flatMap((letter) => [
    [letter.id, async () => Buffer.from(letterText(letter), 'utf8')] as const, ...letter.files.flatMap(({ id, read }) => (read === undefined ? [] : [[id, read] as const])),
  ]));
  const documents = exported.documents.flatMap(({ id, file: part }): ZipEntry[] => {
    if (part === undefined) return [];
    const fileId = fileIds.get(id);
    return [{ name: part.name, at: new Date(part.at), read: correspondence.get(id) ?? (fileId == null ? () => renderDocument(applicationDocument(content, input.authority)) : stored(fileId)) }];
  });
  await ctx.database.inTenant(ctx.tenant, (tx) => record(tx, {
    actor: ctx.actor, action: 'cases/case-exported', subject: { kind: 'case', id: file.id }, facts: { version: file.version, format: 'xdomea-3.0', process, documents: documents.length }, at,
  }));
  const name = xdomeaName(process);
  const message: ZipEntry = { name: `${name}.xml`, at, read: async () => Buffer.from(xdomeaMessage(exported), 'utf8') };
  return { name: `${name}.zip`, bytes: streamZip([message, ...documents]) };
}
