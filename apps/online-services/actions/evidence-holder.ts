import { NotFound } from '@allmende/errors';
import { isUuid, type TenantId, type TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { openDataKey, unwrapDataKey, type DataKey } from '@allmende/secrets';
import { addDays, type PlainDate } from '@allmende/time';
import { getCompiledService } from '../data/compiled-service.ts';
import { findDraftForUpdate } from '../data/draft.ts';
import { findApplicationForUpdate } from '../data/application.ts';
import { findEvidence, listEvidence, type EvidenceOf } from '../data/evidence.ts';
import { AlreadySent } from '../domain/errors.ts';
import { evidenceItems, type EvidenceFile, type EvidenceItem } from '../domain/evidence.ts';
import { filledDraft } from '../domain/filled-draft.ts';
import { situationOf, type Situation } from '../domain/situation.ts';
import { openApplicationContent } from './application-content.ts';
import { checkAccess, openDraftContent, readStoredDraft, type DraftAccess } from './draft-access.ts';
import { openEvidence } from './evidence-seals.ts';
import { openApplication, type OpenedApplication } from './open-application.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'clock'>;

/** Who brings evidence: the holder of a draft's secret, or of an application that was sent and was found by reference and secret before. */
export type EvidenceHolder = DraftAccess | { readonly tenant: TenantId; readonly application: string };

/** What is asked for and what has come, for a draft or an application. */
export type EvidenceView = { readonly situation: Situation; readonly files: readonly EvidenceFile[]; readonly items: readonly EvidenceItem[]; readonly placeArs: string; /** Day of sending; undefined for a draft. */ readonly sentOn: PlainDate | undefined };

/** Reads evidence for pages. Throws NotFound as `openDraft`, AlreadySent for a draft that was sent, KeyDestroyed. */
export async function viewEvidence(ctx: Context, holder: EvidenceHolder): Promise<EvidenceView> {
  if ('application' in holder) {
    return (await openWithEvidence({ ...ctx, tenant: holder.tenant }, holder.application)).view;
  }
  const today = ctx.clock.today();
  const stored = await readStoredDraft(ctx, holder, today);
  if (stored.applicationId !== null) throw new AlreadySent();
  const [service, { content, key }] = await Promise.all([getCompiledService(ctx.database, holder.tenant, stored), openDraftContent(ctx.keys, holder.tenant, stored)]);
  const files = (await findEvidence(ctx.database, holder.tenant, { draft: holder.draft })).map((each) => openEvidence(key, holder.tenant, each));
  const situation = situationOf(service, content, today);
  return { situation, files, items: evidenceItems(situation, files), placeArs: stored.placeArs, sentOn: undefined };
}

/** Opens an application with its evidence. Whoever calls has checked that it may. Throws NotFound, KeyDestroyed. */
export async function openWithEvidence(ctx: Pick<Context, 'database' | 'keys'> & { readonly tenant: TenantId }, application: string): Promise<OpenedApplication & { readonly view: EvidenceView }> {
  const [opened, found] = await Promise.all([openApplication(ctx, application), isUuid(application) ? findEvidence(ctx.database, ctx.tenant, { application }) : []]);
  const { stored, content, service } = opened;
  const key = await unwrapDataKey(ctx.keys, ctx.tenant, stored.dataKeyId, stored.wrapped);
  const files = found.map((each) => openEvidence(key, ctx.tenant, each));
  const situation = situationOf(service, filledDraft(service, content), content.sentOn);
  return { ...opened, view: { situation, files, items: evidenceItems(situation, files), placeArs: stored.placeArs, sentOn: content.sentOn } };
}

/** The same while it is being changed: draft or application are held until the transaction ends. */
export type HeldEvidence = Omit<EvidenceView, 'placeArs'> & { readonly dataKey: DataKey; readonly of: EvidenceOf; /** First day on which the draft is deleted if nothing more happens. */ readonly expiresOn: PlainDate | undefined };

/** Holds draft or application and reads its evidence. Throws NotFound, AlreadySent, KeyDestroyed. */
export async function holdEvidence(ctx: Context, tx: TenantTx, holder: EvidenceHolder): Promise<HeldEvidence> {
  if ('application' in holder) {
    const stored = await findApplicationForUpdate(tx, holder.application);
    if (!stored) throw new NotFound();
    const [service, content, dataKey] = [await getCompiledService(ctx.database, tx.tenant, stored), await openApplicationContent(ctx.keys, tx.tenant, stored), await openDataKey(tx, ctx.keys, stored.dataKeyId)];
    return held(tx, dataKey, { application: stored.id }, situationOf(service, filledDraft(service, content), content.sentOn), { sentOn: content.sentOn, expiresOn: undefined });
  }
  const today = ctx.clock.today();
  const stored = checkAccess(await findDraftForUpdate(tx, holder.draft), holder, today);
  if (stored.applicationId !== null) throw new AlreadySent();
  const service = await getCompiledService(ctx.database, tx.tenant, stored);
  const { content, key } = await openDraftContent(ctx.keys, tx.tenant, stored);
  return held(tx, { id: stored.dataKeyId, key }, { draft: stored.id }, situationOf(service, content, today), { sentOn: undefined, expiresOn: addDays(today, service.package.service.retention.draftDays) });
}

async function held(tx: TenantTx, dataKey: DataKey, of: EvidenceOf, situation: Situation, days: Pick<HeldEvidence, 'sentOn' | 'expiresOn'>): Promise<HeldEvidence> {
  const files = (await listEvidence(tx, of)).map((each) => openEvidence(dataKey.key, tx.tenant, each));
  return { situation, files, items: evidenceItems(situation, files), dataKey, of, ...days };
}
