import type { PlainDate } from '@allmende/time';
import type { CompiledField, CompiledList, CompiledPage, CompiledService } from './compile-service-package.ts';
import type { Entry } from './entry.ts';
import { keptOrigins, type Origins } from './prefill.ts';
import { inRow, type Environment, type Row } from './rules/environment.ts';
import type { Value } from './rules/value.ts';

/** Answers by field id: text, choice and date as text, money in cents, yes and no as boolean. */
export type Answers = Readonly<Record<string, Value>>;

/** One row of a group being filled in. The id is random and stays with the row. */
export type DraftRow = { readonly id: string; readonly answers: Answers; readonly saved: readonly string[] };

/** An application being filled in: all answers ever given, the pages that were saved without a mistake, and the rows by group. */
export type Draft = {
  readonly answers: Answers; readonly saved: readonly string[]; readonly rows?: Readonly<Record<string, readonly DraftRow[]>>;
  /** By field, where an answer comes from that was not typed. */
  readonly origins?: Origins;
  /** Who types it in for somebody else, and how that person brought it. */
  readonly entry?: Entry;
  /** What was typed on a page when its person had to prove anew who they are; shown there again. */
  readonly held?: { readonly page: string; readonly body: Readonly<Record<string, string>> };
};

/** `blocked` is a page that is asked but waits for an earlier one; `skipped` is not asked as things stand. */
export type PageState = 'done' | 'open' | 'blocked' | 'skipped';

export type PageSituation = {
  readonly page: CompiledPage;
  readonly state: PageState;
  /** The fields asked on it as things stand. */
  readonly fields: readonly CompiledField[];
  /** For a page that lists rows: each as it stands. */
  readonly rows?: readonly RowSituation[];
};

/** One row of a group as it stands. Its pages are the inner pages of the list, in their order. */
export type RowSituation = {
  readonly id: string;
  /** From 1, in the order in which the rows were added. */
  readonly number: number;
  readonly state: 'done' | 'open';
  readonly pages: readonly PageSituation[];
  /** The answers that count, and what was computed with them. */
  readonly row: Row;
};

/** Everything that follows from a draft on a day, worked out in one pass. Build it once per request. */
export type Situation = {
  readonly service: CompiledService;
  readonly draft: Draft;
  readonly today: PlainDate;
  readonly pages: readonly PageSituation[];
  /** The check page: `blocked` until every page before it is done. */
  readonly checkPage: PageSituation;
  /** The answers that count: those of pages and fields that are asked. Nothing else ever leaves the form. Those of rows stand in `rows`. */
  readonly answers: Answers;
  /** The answers of rows that count, by group, for the groups that are asked. */
  readonly rows: Readonly<Record<string, readonly Answers[]>>;
  readonly environment: Environment;
};

/** A new, empty draft. */
export function startDraft(): Draft {
  return { answers: {}, saved: [] };
}

/**
 * Works out where a draft stands. A page whose condition is false or not yet known is skipped. Conditions look at earlier pages only
 * (`checkServicePackage` sees to it), so one pass in order suffices and the path always ends. A list of rows counts as known, also when it is
 * empty, from when it was saved.
 */
export function situationOf(service: CompiledService, draft: Draft, today: PlainDate): Situation {
  const answers: Record<string, Value> = {};
  const known: Record<string, readonly Row[]> = {};
  const rows: Record<string, readonly Answers[]> = {};
  const environment: Environment = { answers, today, memo: [], rows: known };
  const situateList = (page: CompiledPage, list: CompiledList): PageSituation => {
    const situated = (draft.rows?.[list.group.id] ?? []).map((row, index) => situateRow(list, row, index + 1, environment));
    rows[list.group.id] = situated.map(({ row }) => row.answers);
    if (draft.saved.includes(page.id)) known[list.group.id] = situated.map(({ row }) => row);
    return { page, state: 'open', fields: [], rows: situated };
  };
  const situate = walk(draft, answers, environment, situateList);
  const pages = service.pages.map(situate);
  const checkPage = situate(service.checkPage);
  // Checks may have looked at rules that depend on later answers, so what was remembered on the way is not reused.
  return { service, draft, today, pages, checkPage, answers, rows, environment: { answers, today, memo: [], rows: known } };
}

function situateRow(list: CompiledList, draft: DraftRow, number: number, environment: Environment): RowSituation {
  const answers: Record<string, Value> = {};
  const pages = list.pages.map(walk(draft, answers, inRow(environment, { id: draft.id, answers, memo: [] })));
  const isDone = pages.every(({ state }) => state === 'done' || state === 'skipped');
  return { id: draft.id, number, state: isDone ? 'done' : 'open', pages, row: { id: draft.id, answers, memo: [] } };
}

/** Situates pages one after the other; `answers`, which the environment looks at, fills on the way. */
function walk(
  draft: Pick<Draft, 'answers' | 'saved'>, answers: Record<string, Value>, environment: Environment, situateList?: (page: CompiledPage, list: CompiledList) => PageSituation,
): (page: CompiledPage) => PageSituation {
  let open = false;
  return (page) => {
    if (page.when && page.when(environment) !== true) return { page, state: 'skipped', fields: [] };
    const fields = page.fields.every((field) => !field.when) ? page.fields : page.fields.filter((field) => !field.when || field.when(environment) === true);
    for (const { field } of fields) {
      const answer = draft.answers[field.id];
      if (answer !== undefined) answers[field.id] = answer;
    }
    const situation: PageSituation = page.list && situateList ? situateList(page, page.list) : { page, state: 'open', fields };
    if (open) return { ...situation, state: 'blocked' };
    const done = draft.saved.includes(page.id) && isSettled(situation, environment);
    open = !done;
    return { ...situation, state: done ? 'done' : 'open' };
  };
}

function isSettled({ page, fields, rows }: PageSituation, environment: Environment): boolean {
  if (page.list && rows && (rows.length < page.list.group.min || rows.length > page.list.group.max || rows.some(({ state }) => state !== 'done'))) return false;
  const answers = environment.row?.answers ?? environment.answers;
  return fields.every((field) => answers[field.field.id] !== undefined || !isRequired(field, environment)) && page.checks.every((check) => check.must(environment) !== false);
}

/** Whether a field must be answered as things stand. An unknown condition does not demand an answer. For a field of a row the environment is that of the row. */
export function isRequired(field: CompiledField, environment: Environment): boolean {
  return typeof field.required === 'boolean' ? field.required : field.required(environment) === true;
}

/** One page that is asked, with what its conditions and fields look at. */
export type AskedPage = PageSituation & {
  readonly environment: Environment;
  /** The answers that count on it: of the row for an inner page, else of the application. */
  readonly answers: Answers;
  readonly row?: RowSituation;
};

/** Every page that is asked, the check page last; a list is followed by the inner pages of each of its rows. */
export function askedPages(situation: Situation): AskedPage[] {
  const { answers, environment } = situation;
  return [...situation.pages, situation.checkPage].flatMap((page): AskedPage[] => {
    if (page.state === 'skipped') return [];
    const inner = (page.rows ?? []).flatMap((row) => row.pages.flatMap((each): AskedPage[] => (each.state === 'skipped' ? [] : [{ ...each, answers: row.row.answers, environment: inRow(environment, row.row), row }])));
    return [{ ...page, answers, environment }, ...inner];
  });
}

/** A draft in which a page has been saved: its fields get the new answers, what is no longer answered is forgotten. */
export function savePage(situation: Situation, pageId: string, answers: Answers): Draft {
  const { service, draft } = situation;
  const page = service.page(pageId);
  if (!page) return draft;
  const { held: _held, origins: before, ...rest } = draft;
  const after = saved(draft, page, answers);
  const origins = keptOrigins(before, draft.answers, after.answers);
  return { ...rest, ...after, ...(origins ? { origins } : {}) };
}

/** Likewise for an inner page of a row. A row that is not there changes nothing. */
export function saveRowPage(situation: Situation, at: { readonly page: string; readonly row: string }, answers: Answers): Draft {
  const { service, draft } = situation;
  const inner = service.innerPage(at.page);
  return inner ? withRows(draft, inner.list.group.id, (rows) => rows.map((row) => (row.id === at.row ? { ...row, ...saved(row, inner.page, answers) } : row))) : draft;
}

/**
 * A draft with one more row in a list, and the id of that row. A last row in which nothing stands yet is taken instead, so that a second click adds nothing. `full` when the
 * group may have no more rows.
 */
export function addRow(situation: Situation, listPage: string, newId: string): { readonly draft: Draft; readonly row: string } | 'full' {
  const group = situation.service.page(listPage)?.list?.group;
  if (!group) return 'full';
  const rows = situation.draft.rows?.[group.id] ?? [];
  const last = rows.at(-1);
  if (last && last.saved.length === 0 && Object.keys(last.answers).length === 0) return { draft: situation.draft, row: last.id };
  if (rows.length >= group.max) return 'full';
  return { draft: withRows(situation.draft, group.id, () => [...rows, { id: newId, answers: {}, saved: [] }]), row: newId };
}

/** A draft without a row: all that was answered in it is forgotten. */
export function removeRow(situation: Situation, listPage: string, rowId: string): Draft {
  const group = situation.service.page(listPage)?.list?.group;
  return group ? withRows(situation.draft, group.id, (rows) => rows.filter(({ id }) => id !== rowId)) : situation.draft;
}

function withRows(draft: Draft, group: string, change: (rows: readonly DraftRow[]) => readonly DraftRow[]): Draft {
  return { ...draft, rows: { ...draft.rows, [group]: change(draft.rows?.[group] ?? []) } };
}

function saved(draft: Pick<Draft, 'answers' | 'saved'>, page: CompiledPage, answers: Answers): Pick<Draft, 'answers' | 'saved'> {
  const own = new Set(page.fields.map(({ field }) => field.id));
  const kept = Object.entries(draft.answers).filter(([id]) => !own.has(id));
  const given = Object.entries(answers).filter(([id]) => own.has(id));
  return { answers: Object.fromEntries([...kept, ...given]), saved: [...draft.saved.filter((id) => id !== page.id), page.id] };
}
