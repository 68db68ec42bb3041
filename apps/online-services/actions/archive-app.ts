import type { TenantTx } from '@allmende/database';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { createDataKey, openDataKey, type SecretKey } from '@allmende/secrets';
import { plainDate } from '@allmende/time';
import { findApplicationForUpdate, listApplicationIds, saveReceipt, saveWithdrawal } from '../data/application.ts';
import { insertReply, listReplies } from '../data/application-reply.ts';
import { insertStep, listSteps } from '../data/application-step.ts';
import { listOverlays, listUsedPackages, restoreApplication, restoreOverlay, restoreService } from '../data/archive.ts';
import { listServices } from '../data/service.ts';
import { findPackage, insertPackage } from '../data/service-package.ts';
import { hashOfCode } from '../domain/access-code.ts';
import { receiptPath, type ArchivedServices } from '../domain/archive-records.ts';
import type { Completeness } from '../domain/completeness.ts';
import { canonicalJson, contentHash, type ContentHash } from '../domain/content-hash.ts';
import { checkServicePackage } from '../domain/check-service-package.ts';
import { PackageRefused } from '../domain/errors.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { documentOf, exportEvidence, restoreEvidence, type ArchivedDocument } from './archive-evidence.ts';
import { sealApplication, type ApplicationContent } from './application-content.ts';
import { openApplication } from './open-application.ts';
import { openReply, sealReply } from './reply-seals.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'files' | 'tenant'>;

/** Everything the authority gets back: packages and values it used, its services, every application in clear, receipts as files, each of which is read when its turn has come. Reads only. */
export async function exportApp(ctx: Context): Promise<ArchivedServices & { readonly files: readonly ArchivedDocument[] }> {
  const found = await ctx.database.inTenant(ctx.tenant, async (tx) => ({ packages: await listUsedPackages(tx), overlays: await listOverlays(tx), services: await listServices(tx), ids: await listApplicationIds(tx) }));
  const applications: ArchivedServices['applications'] = [];
  const files: ArchivedDocument[] = [];
  for (const id of found.ids) {
    const { stored, content } = await openApplication(ctx, id);
    const { receiptFileId } = stored;
    if (receiptFileId !== null) files.push(documentOf(ctx, receiptPath(stored.reference), receiptFileId));
    const evidence = await ctx.database.inTenant(ctx.tenant, (tx) => exportEvidence(ctx, tx, stored));
    files.push(...evidence.files);
    const replies = await exportReplies(ctx, stored);
    const steps = await ctx.database.inTenant(ctx.tenant, (tx) => listSteps(tx, id));
    applications.push({
      language: content.language, sentOn: content.sentOn, answers: { ...content.answers }, ...(content.rows ? { rows: copyOfRows(content.rows) } : {}), results: { ...content.results }, completeness: copyOf(content.completeness),
      id, reference: stored.reference, secretHash: stored.secretHash.toString('base64'), service: stored.serviceId, package: stored.packageHash, overlay: stored.overlayHash, placeArs: stored.placeArs,
      submittedAt: stored.submittedAt.toISOString(), state: stored.state, stateSince: stored.stateSince.toISOString(), receipt: receiptFileId === null ? null : receiptPath(stored.reference),
      ...(evidence.records.length === 0 ? {} : { evidence: evidence.records }), ...(replies.length === 0 ? {} : { replies }), ...(stored.withdrawnAt === null ? {} : { withdrawnAt: stored.withdrawnAt.toISOString() }), ...(steps.length === 0 ? {} : { steps: steps.map(({ state, at }) => ({ state, at: at.toISOString() })) }),
    });
  }
  return {
    packages: found.packages, applications, files,
    overlays: found.overlays.map(({ hash, content, savedAt }) => ({ hash, content, savedAt: savedAt.toISOString() })),
    services: found.services.map(({ serviceId, editedOverlay, active }) => ({ service: serviceId, editedOverlay, package: active?.packageHash ?? null, overlay: active?.overlayHash ?? null, activatedAt: active?.activatedAt.toISOString() ?? null })),
  };
}

/** Reads in what `exportApp` gave. What is there already stays. Packages are checked and must be what their hash says: throws PackageRefused otherwise. */
export async function restoreApp(ctx: Context & Pick<ActionContext, 'clock'>, archived: ArchivedServices, file: (path: string) => Promise<Uint8Array>): Promise<void> {
  const packages = archived.packages.map(({ hash, content }) => ({ hash: hash as ContentHash, content: readPackage(hash, content) }));
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    for (const { hash, content } of packages) {
      if (await findPackage(tx, hash)) continue;
      // An old version must not become the newest by coming back later.
      await insertPackage(tx, { hash, serviceId: content.service.id, version: content.service.version, publishedAt: new Date(0) }, canonicalJson(content));
    }
    for (const { hash, content, savedAt } of archived.overlays) {
      if (contentHash(content) !== hash) throw new PackageRefused(content.service, [{ file: 'overlay', line: 0, message: `is not what its hash ${hash} says` }]);
      await restoreOverlay(tx, { hash, serviceId: content.service, content: canonicalJson(content), savedAt: new Date(savedAt) });
    }
    for (const service of archived.services) {
      await restoreService(tx, { serviceId: service.service, editedOverlay: service.editedOverlay, packageHash: service.package, overlayHash: service.overlay, activatedAt: service.activatedAt === null ? null : new Date(service.activatedAt) });
    }
  });
  for (const application of archived.applications) await restoreOne(ctx, application, packages.find(({ hash }) => hash === application.package)?.content, file);
}

async function restoreOne(ctx: Context, archived: ArchivedServices['applications'][number], servicePackage: ServicePackage | undefined, file: (path: string) => Promise<Uint8Array>): Promise<void> {
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (await findApplicationForUpdate(tx, archived.id)) return;
    const dataKey = await createDataKey(tx, ctx.keys);
    const { answers, rows, results, completeness, language } = archived;
    const clearFields = Object.fromEntries((servicePackage?.service.clearFields ?? []).flatMap((field) => (answers[field] === undefined ? [] : [[field, answers[field]] as const])));
    await restoreApplication(tx, {
      id: archived.id, reference: archived.reference, referenceHash: hashOfCode(archived.reference), serviceId: archived.service, packageHash: archived.package, overlayHash: archived.overlay, placeArs: archived.placeArs,
      secretHash: Buffer.from(archived.secretHash, 'base64'), dataKeyId: dataKey.id, clearFields, complete: completeness.complete && completeness.later.length === 0, state: archived.state,
      stateSince: new Date(archived.stateSince), submittedAt: new Date(archived.submittedAt),
      sealed: sealApplication(dataKey.key, ctx.tenant, archived.id, { answers, ...(rows ? { rows } : {}), results, completeness, sentOn: plainDate(archived.sentOn), language, secret: '' }),
    });
    await restoreReplies(tx, archived, dataKey.key);
    for (const { state, at } of archived.steps ?? []) await insertStep(tx, archived.id, { state, at: new Date(at) });
    if (archived.withdrawnAt !== undefined) await saveWithdrawal(tx, archived.id, new Date(archived.withdrawnAt));
    await restoreEvidence(ctx, tx, { id: archived.id, dataKey }, archived.evidence ?? [], file);
    if (archived.receipt === null) return;
    await saveReceipt(tx, archived.id, await putFile(tx, ctx, { id: archived.id, dataKey, name: `${archived.reference}.pdf`, contentType: 'application/pdf', bytes: await file(archived.receipt) }));
  });
}

async function exportReplies(ctx: Context, stored: { readonly id: string; readonly dataKeyId: string }): Promise<NonNullable<ArchivedServices['applications'][number]['replies']>> {
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const { key } = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    return (await listReplies(tx, stored.id)).map((reply) => {
      const { at, missing, ...said } = openReply(key, ctx.tenant, reply);
      return { ...said, at: at.toISOString(), ...(missing === undefined ? {} : { missing: [...missing] }) };
    });
  });
}

async function restoreReplies(tx: TenantTx, archived: ArchivedServices['applications'][number], key: SecretKey): Promise<void> {
  for (const { id, kind, at, ...said } of archived.replies ?? []) await insertReply(tx, archived.id, { id, kind, at: new Date(at), sealed: sealReply(key, tx.tenant, id, said) });
}

function copyOf(completeness: Completeness): ArchivedServices['applications'][number]['completeness'] {
  return { ...completeness, missing: [...completeness.missing], unsettled: [...completeness.unsettled], later: [...completeness.later] };
}

function copyOfRows(rows: NonNullable<ApplicationContent['rows']>): NonNullable<ArchivedServices['applications'][number]['rows']> {
  return Object.fromEntries(Object.entries(rows).map(([group, list]) => [group, list.map((row) => ({ ...row }))]));
}

function readPackage(hash: string, text: string): ServicePackage {
  const content: unknown = JSON.parse(text);
  const problems = checkServicePackage(content);
  if (problems.length > 0) throw new PackageRefused(hash, problems.map(({ file, message }) => ({ file, line: 0, message })));
  if (contentHash(content) !== hash) throw new PackageRefused(hash, [{ file: 'package', line: 0, message: 'is not what its hash says' }]);
  return content as ServicePackage;
}
