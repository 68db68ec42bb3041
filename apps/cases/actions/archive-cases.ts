import type { TenantTx } from '@allmende/database';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { createDataKey, openDataKey } from '@allmende/secrets';
import { findAuthority } from '@allmende/register';
import { readCaseColumns, readNoticeColumns, saveNoticeColumns } from '../data/archived-columns.ts';
import { insertAction, listActions } from '../data/case-action.ts';
import { listEvidence, putEvidence } from '../data/case-evidence.ts';
import { findCaseOfApplication, insertCase, listSealedCases, type SealedCase } from '../data/case-file.ts';
import { markNews } from '../data/case-news.ts';
import { insertRequest, listRequests } from '../data/document-request.ts';
import { findNoticeOfCase, insertNotice, saveNoticeFile, savePostedOn } from '../data/notice.ts';
import { insertParticipation, listParticipations } from '../data/participation.ts';
import { evidencePath, noticePath, type ArchivedCase } from '../domain/archive-records.ts';
import type { CaseFlag } from '../domain/case-file.ts';
import { enqueuePassOn } from './enqueue-pass-on.ts';
import { enqueueNotice } from './enqueue-notice.ts';
import { openPart, sealPart } from './case-seals.ts';

/** A document that goes along. */
type ArchivedDocument = { readonly path: string; read(): Promise<Uint8Array> };

type Context = Pick<ActionContext, 'database' | 'keys' | 'files' | 'tenant'>;

/** Every case in clear with its history, evidence, requests, statements and notice, and the documents as files, each of which is read when its turn has come. Reads only. */
export async function exportCases(ctx: Context): Promise<{ readonly cases: ArchivedCase[]; readonly files: readonly ArchivedDocument[] }> {
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const cases: ArchivedCase[] = [];
    const files: ArchivedDocument[] = [];
    for (const sealed of await listSealedCases(tx)) {
      const { record, documents } = await exportOne(ctx, tx, sealed);
      cases.push(record);
      files.push(...documents);
    }
    return { cases, files };
  });
}

/** Reads in what `exportCases` gave, each case under a fresh key. Cases that are there already, or were deleted here, stay as they are. Offices that were asked learn of it where the platform knows them. */
export async function restoreCases(ctx: Context & Pick<ActionContext, 'clock'>, cases: readonly ArchivedCase[], file: (path: string) => Promise<Uint8Array>): Promise<void> {
  for (const archived of cases) {
    const known = new Set<string>();
    for (const { office } of archived.participations ?? []) if (!office.isOwn && (await findAuthority(ctx, { id: office.authority })) !== undefined) known.add(office.authority);
    await ctx.database.inTenant(ctx.tenant, (tx) => restoreOne(ctx, tx, archived, file, known));
  }
}

async function exportOne(ctx: Context, tx: TenantTx, { file, sealed }: SealedCase): Promise<{ record: ArchivedCase; documents: ArchivedDocument[] }> {
  const { key } = await openDataKey(tx, ctx.keys, file.dataKeyId);
  const found = await findNoticeOfCase(tx, file.id);
  const actions = await listActions(tx, file.id);
  const pdf = found?.notice.pdfFileId;
  const evidence = await listEvidence(tx, file.id);
  const columns = await readCaseColumns(tx, file.id);
  const counted = found && (await readNoticeColumns(tx, found.notice.id));
  const { batch = null, ...figures } = counted ?? {};
  const documents: ArchivedDocument[] = [];
  for (const { id, fileId } of evidence) if (fileId !== null) documents.push(documentOf(ctx, evidencePath(file.reference, id), fileId));
  if (pdf != null) documents.push(documentOf(ctx, noticePath(file.reference), pdf));
  return {
    documents,
    record: {
      id: file.id, state: file.state, flags: [...file.flags], applicantName: file.applicantName, receivedAt: file.receivedAt.toISOString(), dueOn: file.dueOn, assignee: file.assignee && { ...file.assignee },
      decidedAt: file.decidedAt?.toISOString() ?? null, closedAt: file.closedAt?.toISOString() ?? null, version: file.version, keptUntil: file.keptUntil,
      newsAt: columns.newsAt?.toISOString() ?? null, completeOnArrival: columns.completeOnArrival, deletionAsked: file.deletionAsked && { ...file.deletionAsked, at: file.deletionAsked.at.toISOString() },
      participations: (await listParticipations(tx, file.id)).map(({ id, officeTenant, officeName, dueOn, askedAt, askedBy, state, answeredAt, sealed: part }) => {
        const { question, askedByName, parts, statement, answeredByName } = openPart('participation', key, ctx.tenant, id, part);
        const said = { ...(statement === undefined ? {} : { statement }), ...(answeredByName === undefined ? {} : { answeredByName }) };
        return { id, office: { authority: officeTenant, name: officeName, isOwn: officeTenant === ctx.tenant }, dueOn, askedAt: askedAt.toISOString(), askedBy, state, answeredAt: answeredAt?.toISOString() ?? null, question, askedByName, parts: [...parts], ...said };
      }),
      requests: (await listRequests(tx, file.id)).map(({ id, dueOn, askedAt, sealed: part }) => {
        const { text, missing } = openPart('request', key, ctx.tenant, id, part);
        return { id, dueOn, askedAt: askedAt.toISOString(), text, missing: [...missing] };
      }),
      content: openPart('content', key, ctx.tenant, file.id, sealed),
      actions: actions.map((action) => {
        const { actor, note } = openPart('action', key, ctx.tenant, action.id, action.sealed);
        return { id: action.id, kind: action.kind, at: action.at.toISOString(), accountId: action.actorId, actor, note: note ?? null };
      }),
      evidence: evidence.map(({ id, fileId, sealed: part }) => ({ id, ...openPart('evidence', key, ctx.tenant, id, part), file: fileId === null ? null : evidencePath(file.reference, id) })),
      notice: found === undefined ? null : {
        id: found.notice.id, issuedAt: found.notice.issuedAt.toISOString(), issuedBy: found.issuedBy, postedOn: found.notice.postedOn, service: found.notice.service,
        written: openPart('notice', key, ctx.tenant, found.notice.id, found.sealed), file: pdf == null ? null : noticePath(file.reference),
        batch, ...(counted === undefined ? {} : { counted: figures as Omit<typeof counted, 'batch'> }),
      },
    },
  };
}

// Read outside of the transaction that lists all: many gigabytes may pass meanwhile.
function documentOf(ctx: Context, path: string, fileId: string): ArchivedDocument {
  return { path, read: async () => (await ctx.database.inTenant(ctx.tenant, (tx) => readFile(tx, ctx, fileId))).bytes };
}

async function restoreOne(ctx: Context, tx: TenantTx, archived: ArchivedCase, file: (path: string) => Promise<Uint8Array>, known: ReadonlySet<string>): Promise<void> {
  const { content, notice, deletionAsked } = archived;
  if ((await findCaseOfApplication(tx, content.submission)) !== undefined) return;
  const dataKey = await createDataKey(tx, ctx.keys);
  const { name } = content.service;
  await insertCase(tx, {
    id: archived.id, application: content.submission, reference: content.reference, service: content.service.id, serviceName: { de: name.de, en: name['en'] ?? name.de }, placeArs: content.placeArs, placeName: content.placeName, state: archived.state,
    flags: archived.flags as CaseFlag[], applicantName: archived.applicantName, receivedAt: new Date(archived.receivedAt), dueOn: archived.dueOn, assignee: archived.assignee,
    decidedAt: archived.decidedAt === null ? null : new Date(archived.decidedAt), closedAt: archived.closedAt === null ? null : new Date(archived.closedAt), version: archived.version, dataKeyId: dataKey.id, keptUntil: archived.keptUntil ?? null, deletionAsked: deletionAsked ? { ...deletionAsked, at: new Date(deletionAsked.at) } : null,
  }, sealPart('content', dataKey.key, ctx.tenant, archived.id, content), archived.completeOnArrival ?? undefined);
  if (archived.newsAt) await markNews(tx, archived.id, new Date(archived.newsAt));
  for (const { id, kind, at, accountId, actor, note } of archived.actions) {
    await insertAction(tx, { case: archived.id, id, kind, actorId: accountId ?? undefined, at: new Date(at), seal: (action) => sealPart('action', dataKey.key, ctx.tenant, action, { actor, ...(note === null ? {} : { note }) }) });
  }
  for (const { id, file: path, ...part } of archived.evidence ?? []) {
    const fileId = path === null ? null : await putFile(tx, ctx, { dataKey, name: 'evidence', contentType: part.contentType ?? 'application/octet-stream', bytes: await file(path) });
    await putEvidence(tx, { id, caseId: archived.id, fileId, sealed: sealPart('evidence', dataKey.key, ctx.tenant, id, part), receivedAt: new Date(part.receivedAt) });
  }
  for (const { id, dueOn, askedAt, text, missing } of archived.requests ?? []) await insertRequest(tx, { id, caseId: archived.id, dueOn, askedAt: new Date(askedAt), sealed: sealPart('request', dataKey.key, ctx.tenant, id, { text, missing }) });
  for (const { id, office, dueOn, askedAt, askedBy, state, answeredAt, ...part } of archived.participations ?? []) {
    const officeTenant = office.isOwn ? ctx.tenant : office.authority;
    await insertParticipation(tx, { id, case: archived.id, officeTenant, officeName: office.name, dueOn, askedAt: new Date(askedAt), askedBy, state, answeredAt: answeredAt === null ? null : new Date(answeredAt), sealed: sealPart('participation', dataKey.key, ctx.tenant, id, part) });
    if (office.isOwn || known.has(office.authority)) await enqueuePassOn(tx, { participation: id, office: officeTenant });
  }
  if (notice === null) return;
  const { written } = notice;
  await insertNotice(tx, {
    notice: { id: notice.id, case: archived.id, decision: written.decision, dueOn: written.dueOn, issuedAt: new Date(notice.issuedAt), pdfFileId: null, service: notice.service, postedOn: null },
    issuedBy: notice.issuedBy, sealed: sealPart('notice', dataKey.key, ctx.tenant, notice.id, written),
  });
  if (notice.counted !== undefined) await saveNoticeColumns(tx, notice.id, { batch: notice.batch ?? null, ...notice.counted });
  if (notice.postedOn !== null) await savePostedOn(tx, notice.id, notice.postedOn, notice.service);
  if (notice.file === null) return enqueueNotice(tx, notice.id);
  await saveNoticeFile(tx, notice.id, await putFile(tx, ctx, { id: notice.id, dataKey, name: `${content.reference}-bescheid.pdf`, contentType: 'application/pdf', bytes: await file(notice.file) }));
}
