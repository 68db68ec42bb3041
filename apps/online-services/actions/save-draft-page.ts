import type { ActionContext } from '@allmende/house';
import { NotFound } from '@allmende/errors';
import { addDays } from '@allmende/time';
import { getCompiledService } from '../data/compiled-service.ts';
import { findDraftForUpdate, saveDraft } from '../data/draft.ts';
import { AlreadySent } from '../domain/errors.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { parsePageInput, type PageInput } from '../domain/parse-page-input.ts';
import { isReachable, nextOpenPage, nextPage } from '../domain/path.ts';
import { savePage, situationOf, type Situation } from '../domain/situation.ts';
import { checkAccess, openDraftContent, readStoredDraft, sealDraftContent, type DraftAccess } from './draft-access.ts';

/** `saved` says where to go on; `refused` what is wrong, with everything that was typed. */
export type SavedPage =
  | { readonly outcome: 'saved'; readonly next: string; readonly nextOpen: string }
  | { readonly outcome: 'refused'; readonly situation: Situation; readonly input: PageInput }
  | { readonly outcome: 'not-yet'; readonly nextOpen: string };

/**
 * Reads and saves one page of a draft. Nothing is saved while something on the page is wrong. The days until deletion count anew. Two pages saved at once
 * wait for each other, so neither loses the other's answers. Throws NotFound as `openDraft`, AlreadySent.
 */
export async function saveDraftPage(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, access: DraftAccess & { page: string; body: FormBody; language: string }): Promise<SavedPage> {
  const today = ctx.clock.today();
  const seen = await readStoredDraft(ctx, access, today);
  const service = await getCompiledService(ctx.database, access.tenant, seen);
  if (!service.page(access.page)) throw new NotFound();
  return ctx.database.inTenant(access.tenant, async (tx) => {
    const stored = checkAccess(await findDraftForUpdate(tx, access.draft), access, today);
    if (stored.applicationId !== null) throw new AlreadySent();
    const { content, key } = await openDraftContent(ctx.keys, access.tenant, stored);
    const situation = situationOf(service, content, today);
    if (!isReachable(situation, access.page)) return { outcome: 'not-yet', nextOpen: nextOpenPage(situation) };
    const input = parsePageInput(situation, access.page, access.body, access.language);
    if (input.problems.length > 0) return { outcome: 'refused', situation, input };
    const saved = savePage(situation, access.page, input.answers);
    const expiresOn = addDays(today, service.package.service.retention.draftDays);
    await saveDraft(tx, { id: stored.id, sealed: sealDraftContent(key, access.tenant, stored.id, saved), at: ctx.clock.now(), expiresOn });
    const after = situationOf(service, saved, today);
    return { outcome: 'saved', next: nextPage(after, access.page), nextOpen: nextOpenPage(after) };
  });
}
