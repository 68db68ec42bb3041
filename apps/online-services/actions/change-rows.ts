import { randomUUID } from 'node:crypto';
import { NotFound, type FieldProblem } from '@allmende/errors';
import type { CompiledService } from '../domain/compile-service-package.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { parsePageInput, parseRowInput, type PageInput } from '../domain/parse-page-input.ts';
import { isReachable, isRowPageReachable, nextOpenPage, nextRowPage, openPageOfRow, pageAt, rowPageAt } from '../domain/path.ts';
import { problemText } from '../domain/problem-texts.ts';
import { addRow, removeRow, savePage, saveRowPage, situationOf, type DraftRow, type Situation } from '../domain/situation.ts';
import { changeDraft, type ChangeContext } from './change-draft.ts';
import type { DraftAccess } from './draft-access.ts';

type NotYet = { readonly outcome: 'not-yet'; readonly nextOpen: string };

/** `full` is a group that may have no more rows, with the reason in words. */
export type AddedRow =
  | { readonly outcome: 'added'; readonly row: string; readonly firstPage: string }
  | { readonly outcome: 'full'; readonly situation: Situation; readonly problem: FieldProblem }
  | NotYet;

/**
 * Adds a row to a list and says on which page to fill it in. A last row in which nothing stands yet is given instead of another one. Throws NotFound as `openDraft` and
 * for a page that lists nothing, AlreadySent.
 */
export async function addDraftRow(ctx: ChangeContext, access: DraftAccess & { page: string; language: string }): Promise<AddedRow> {
  return changeDraft<AddedRow>(ctx, access, (service) => requireList(service, access.page), (situation) => {
    if (!isReachable(situation, access.page)) return notYet(situation, access.page);
    const added = addRow(situation, access.page, randomUUID());
    if (added === 'full') return { outcome: { outcome: 'full', situation, problem: fullProblem(situation.service, access.page, access.language) } };
    const row = pageAt(situationOf(situation.service, added.draft, situation.today), access.page)?.rows?.find(({ id }) => id === added.row);
    const firstPage = row && openPageOfRow(row);
    if (firstPage === undefined) throw new NotFound();
    return { outcome: { outcome: 'added', row: added.row, firstPage }, draft: added.draft };
  });
}

export type RemovedRow = { readonly outcome: 'removed' } | NotYet;

/** Removes a row with everything that was answered in it. Throws NotFound as `openDraft` and for a row that is not there, AlreadySent. */
export async function removeDraftRow(ctx: ChangeContext, access: DraftAccess & { page: string; row: string }): Promise<RemovedRow> {
  return changeDraft<RemovedRow>(ctx, access, (service) => requireList(service, access.page), (situation) => {
    if (!isReachable(situation, access.page)) return notYet(situation, access.page);
    if (!pageAt(situation, access.page)?.rows?.some(({ id }) => id === access.row)) throw new NotFound();
    return { outcome: { outcome: 'removed' }, draft: removeRow(situation, access.page, access.row) };
  });
}

/** `next` is the next inner page of the row; undefined when the row is done and the list comes next. `open` is the inner page that is not done yet. */
export type SavedRowPage =
  | { readonly outcome: 'saved'; readonly list: string; readonly next: string | undefined; readonly open: string | undefined }
  | { readonly outcome: 'refused'; readonly situation: Situation; readonly input: PageInput }
  | NotYet;

/** Reads and saves one inner page of a row. Nothing is saved while something on the page is wrong. Throws NotFound as `openDraft` and for an unknown row or page, AlreadySent. */
export async function saveDraftRowPage(ctx: ChangeContext, access: DraftAccess & { page: string; row: string; body: FormBody; language: string }): Promise<SavedRowPage> {
  const at = { page: access.page, row: access.row };
  return changeDraft<SavedRowPage>(ctx, access, (service) => { if (!service.innerPage(access.page)) throw new NotFound(); }, (situation) => {
    const listId = situation.service.innerPage(access.page)?.listPage.id;
    if (listId === undefined) throw new NotFound();
    if (!isReachable(situation, listId)) return notYet(situation, listId);
    const found = rowPageAt(situation, at);
    if (!found) throw new NotFound();
    if (!isRowPageReachable(situation, found)) return { outcome: { outcome: 'not-yet', nextOpen: listId } };
    const input = parseRowInput(situation, found, access.body, access.language);
    if (input.problems.length > 0) return { outcome: { outcome: 'refused', situation, input } };
    const draft = saveRowPage(situation, at, input.answers);
    const after = rowPageAt(situationOf(situation.service, draft, situation.today), at);
    const open = after?.row.pages.find(({ state }) => state === 'open')?.page.id;
    return { outcome: { outcome: 'saved', list: listId, next: after && nextRowPage(after), open }, draft };
  });
}

/** `refused` names what is wrong by row (`/rows/2/member.birthDate`, from 0); then nothing was changed. */
export type ReplacedRows = { readonly outcome: 'replaced'; readonly rows: readonly string[] } | { readonly outcome: 'refused'; readonly problems: readonly FieldProblem[] } | NotYet;

/** Puts rows, each with the fields of all its pages as typed, in the place of those that were there. Throws NotFound as `openDraft` and for a page that lists nothing, AlreadySent. */
export async function replaceDraftRows(ctx: ChangeContext, access: DraftAccess & { page: string; rows: readonly FormBody[]; language: string }): Promise<ReplacedRows> {
  return changeDraft<ReplacedRows>(ctx, access, (service) => requireList(service, access.page), (situation) => {
    if (!isReachable(situation, access.page)) return notYet(situation, access.page);
    const list = situation.service.page(access.page)?.list;
    if (!list || access.rows.length > list.group.max) return { outcome: { outcome: 'refused', problems: [fullProblem(situation.service, access.page, access.language)] } };
    const problems: FieldProblem[] = [];
    const withRows = (rows: readonly DraftRow[]) => situationOf(situation.service, { ...situation.draft, rows: { ...situation.draft.rows, [list.group.id]: rows } }, situation.today);
    const rows = access.rows.map((body, index) => {
      // Each row alone: what is asked of it looks at no other row.
      let alone = withRows([{ id: randomUUID(), answers: {}, saved: [] }]);
      const row = () => alone.draft.rows?.[list.group.id]?.[0] ?? { id: '', answers: {}, saved: [] };
      for (const page of list.pages) {
        const at = { page: page.id, row: row().id };
        const found = rowPageAt(alone, at);
        if (!found) continue;
        const input = parseRowInput(alone, found, body, access.language);
        problems.push(...input.problems.map((problem) => ({ ...problem, pointer: `/rows/${index}${problem.pointer}` })));
        alone = situationOf(situation.service, saveRowPage(alone, at, input.answers), situation.today);
      }
      return row();
    });
    if (problems.length > 0) return { outcome: { outcome: 'refused', problems } };
    const filled = withRows(rows);
    const wrong = parsePageInput(filled, access.page, {}, access.language).problems;
    if (wrong.length > 0) return { outcome: { outcome: 'refused', problems: wrong } };
    return { outcome: { outcome: 'replaced', rows: rows.map(({ id }) => id) }, draft: savePage(filled, access.page, {}) };
  });
}

function requireList(service: CompiledService, page: string): void {
  if (!service.page(page)?.list) throw new NotFound();
}

/** A list that is not asked at all is as good as unknown. */
function notYet(situation: Situation, page: string): { outcome: NotYet } {
  if (!pageAt(situation, page)) throw new NotFound();
  return { outcome: { outcome: 'not-yet', nextOpen: nextOpenPage(situation) } };
}

function fullProblem(service: CompiledService, page: string, language: string): FieldProblem {
  const { id = '', max = 0 } = service.page(page)?.list?.group ?? {};
  const texts = service.texts(language);
  return { pointer: `/${id}`, code: 'full', message: problemText('full', texts.language, { label: texts.get(`group.${id}.title`), limit: String(max) }) };
}
