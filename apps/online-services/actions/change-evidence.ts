import { newId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { removeFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { emit } from '@allmende/events';
import { deleteEvidence, insertEvidence, touchDraft } from '../data/evidence.ts';
import { waysOf } from '../domain/evidence.ts';
import { evidenceChanged } from '../domain/events.ts';
import type { DraftAccess } from './draft-access.ts';
import { holdEvidence, type EvidenceHolder } from './evidence-holder.ts';
import { sealEvidence } from './evidence-seals.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'files'>;

/** Removes an upload of a draft, bytes and all. What was sent stays with the authority. Throws NotFound for strangers and unknown ids alike, AlreadySent. */
export async function removeEvidence(ctx: Context, access: DraftAccess, input: { readonly evidence: string }): Promise<void> {
  await ctx.database.inTenant(access.tenant, async (tx) => {
    const held = await holdEvidence(ctx, tx, access);
    const file = held.files.find(({ id }) => id === input.evidence);
    if (!file) throw new NotFound();
    await deleteEvidence(tx, file.id);
    if (file.fileId !== null) await removeFile(tx, ctx, file.fileId);
    if (held.expiresOn !== undefined) await touchDraft(tx, { id: access.draft, at: ctx.clock.now(), expiresOn: held.expiresOn });
  });
}

/** Notes that a piece of evidence comes later, or that the authority gets it itself where the package allows that. Throws NotFound for anything that is not asked for or not possible. */
export async function chooseEvidenceWay(ctx: Context, holder: EvidenceHolder, input: { readonly item: string; readonly way: 'later' | 'office' }): Promise<void> {
  await ctx.database.inTenant(holder.tenant, async (tx) => {
    const held = await holdEvidence(ctx, tx, holder);
    const item = held.items.find(({ key }) => key === input.item);
    const isPossible = item && (input.way === 'later' || waysOf(item).some((way) => way === 'office' || way === 'register'));
    if (!isPossible) throw new NotFound();
    for (const file of item.files) if (file.state === 'later' || file.state === 'office') await deleteEvidence(tx, file.id);
    const id = newId();
    const at = ctx.clock.now();
    const application = 'application' in held.of ? held.of.application : null;
    await insertEvidence(tx, {
      id, draftId: 'draft' in held.of ? held.of.draft : null, applicationId: application, dataKeyId: held.dataKey.id, state: input.way, fileId: null, sizeBytes: 0, reading: null, isLate: held.sentOn !== undefined, receivedAt: at, settledAt: at,
      sealed: sealEvidence(held.dataKey.key, tx.tenant, id, { evidence: item.evidence.id, name: '', ...(item.row === undefined ? {} : { row: item.row.id }) }),
    });
    if ('draft' in held.of && held.expiresOn !== undefined) await touchDraft(tx, { id: held.of.draft, at, expiresOn: held.expiresOn });
    if (application !== null) await emit(tx, evidenceChanged(application, { application, evidence: id }));
  });
}
