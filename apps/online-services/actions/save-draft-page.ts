import { NotFound } from '@allmende/errors';
import { completeness, type Completeness } from '../domain/completeness.ts';
import { evidenceItems } from '../domain/evidence.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { parsePageInput, type PageInput } from '../domain/parse-page-input.ts';
import { isReachable, nextOpenPage, nextPage } from '../domain/path.ts';
import { savePage, situationOf, type Situation } from '../domain/situation.ts';
import { changeDraft, type ChangeContext } from './change-draft.ts';
import type { DraftAccess } from './draft-access.ts';

/** `saved` says where to go on; `refused` what is wrong, with everything that was typed. */
export type SavedPage =
  | { readonly outcome: 'saved'; readonly next: string; readonly nextOpen: string; /** As things stand documents are asked for. */ readonly hasEvidence: boolean; /** What is missing after the save. */ readonly completeness: Completeness }
  | { readonly outcome: 'refused'; readonly situation: Situation; readonly input: PageInput }
  | { readonly outcome: 'not-yet'; readonly nextOpen: string };

/**
 * Reads and saves one page of a draft; for a page that lists rows it says that the list is finished. Nothing is saved while something on the page is wrong. Throws
 * NotFound as `openDraft` and for an unknown page, AlreadySent.
 */
export async function saveDraftPage(ctx: ChangeContext, access: DraftAccess & { page: string; body: FormBody; language: string }): Promise<SavedPage> {
  const known = (service: Situation['service']) => { if (!service.page(access.page)) throw new NotFound(); };
  return changeDraft<SavedPage>(ctx, access, known, (situation) => {
    known(situation.service);
    if (!isReachable(situation, access.page)) return { outcome: { outcome: 'not-yet', nextOpen: nextOpenPage(situation) } };
    const input = parsePageInput(situation, access.page, access.body, access.language);
    if (input.problems.length > 0) return { outcome: { outcome: 'refused', situation, input } };
    const draft = savePage(situation, access.page, input.answers);
    const after = situationOf(situation.service, draft, situation.today);
    return { outcome: { outcome: 'saved', next: nextPage(after, access.page), nextOpen: nextOpenPage(after), hasEvidence: evidenceItems(after, []).length > 0, completeness: completeness(after) }, draft };
  });
}
