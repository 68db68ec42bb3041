import type { ActionContext } from '@allmende/house';
import { getCompiledService } from '../data/compiled-service.ts';
import { findDraftForUpdate, moveDraft, type StoredDraft } from '../data/draft.ts';
import { levelsOf } from '../domain/level-of.ts';
import { migrateDraft } from '../domain/migrate-draft.ts';
import { situationOf, type Situation } from '../domain/situation.ts';
import { checkAccess, openDraftContent, sealDraftContent, type DraftAccess } from './draft-access.ts';

/**
 * Brings an open draft to the version that its authority offers now, if that version has a map for the draft's own; undefined when the draft stays as it is. Only called when
 * somebody opens a page to look at it, so that a form is never saved into another version than the one it showed.
 */
export async function bringUpToDate(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, access: DraftAccess, seen: StoredDraft): Promise<Situation | undefined> {
  const { offeredPackageHash, offeredOverlayHash } = seen;
  if (offeredPackageHash === null || offeredOverlayHash === null || offeredPackageHash === seen.packageHash) return undefined;
  const today = ctx.clock.today();
  const offered = await getCompiledService(ctx.database, access.tenant, { packageHash: offeredPackageHash, overlayHash: offeredOverlayHash, placeArs: seen.placeArs });
  const before = await getCompiledService(ctx.database, access.tenant, seen);
  if (!offered.package.migrations?.migrations[before.package.service.version]) return undefined;
  return ctx.database.inTenant(access.tenant, async (tx) => {
    const stored = checkAccess(await findDraftForUpdate(tx, access.draft), access, today);
    // Somebody else moved or sent it meanwhile: then it is shown as it was read.
    if (stored.applicationId !== null || stored.packageHash !== seen.packageHash) return undefined;
    const { content, key } = await openDraftContent(ctx.keys, access.tenant, stored);
    const draft = migrateDraft(before.package, offered.package, content);
    if (!draft) return undefined;
    const levels = levelsOf(offered.package);
    await moveDraft(tx, { id: stored.id, sealed: sealDraftContent(key, access.tenant, stored.id, draft), packageHash: offeredPackageHash, overlayHash: offeredOverlayHash, fillLevel: levels.fill, sendLevel: levels.send });
    return situationOf(offered, draft, today);
  });
}
