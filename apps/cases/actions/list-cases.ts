import { covers, listRepresented, requirePermission, servicesFor } from '@allmende/access';
import { isUuid } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { procedureOf } from '@allmende/procedure';
import { addDays, berlinMidnight, type PlainDate } from '@allmende/time';
import { findAppState, type AppState } from '../data/app-state.ts';
import { findCase } from '../data/case-file.ts';
import { countCases, findCaseIds, listCases as listCaseRows, listCaseServices, listUnsent, type InboxCounts } from '../data/inbox.ts';
import { workingDaysLeft } from '../domain/case-deadlines.ts';
import { isOpen, nextStep, type CaseFile, type CaseFlag, type CaseState, type NextStep } from '../domain/case-file.ts';
import { normalReference } from '../domain/normal-reference.ts';
import { listCasesPermission, seeCases } from '../domain/permissions.ts';
import { typedWords } from '../domain/search-words.ts';

export const CASES_PER_PAGE = 50;

/** Cases with something new that stand on top of the first page. */
const MOST_ON_TOP = 20;

/** Days, today included, within which a deadline is soon. */
const SOON_DAYS = 15;

export type CaseFilter = {
  readonly state?: CaseState | 'open' | undefined;
  readonly service?: string | undefined;
  readonly flag?: CaseFlag | undefined;
  /** `mine`, `deputy` (of those in whose place the person works today), `nobody`, or an account. */
  readonly assignee?: string | undefined;
  /** A reference or its start, or words of a name or their starts, as somebody typed it. */
  readonly q?: string | undefined;
  readonly order?: 'newest' | 'oldest' | 'due' | undefined;
  /** Past its deadline, or within two weeks of it. */
  readonly due?: 'overdue' | 'soon' | undefined;
  /** Arrived more than so many days ago. */
  readonly age?: '14' | '30' | '90' | undefined;
  /** Last case of the page before. */
  readonly after?: string | undefined;
};

export type CaseList = {
  readonly app: AppState | undefined;
  readonly cases: readonly CaseFile[];
  /** At most 1,000 each. */
  readonly counts: InboxCounts;
  /** By case: working days that are left until its deadline, negative after it. Missing for decided and closed ones, and where no deadline is known. */
  readonly daysLeft: ReadonlyMap<string, number>;
  /** By case: the one thing to do next. */
  readonly next: ReadonlyMap<string, NextStep>;
  readonly services: readonly { readonly service: string; readonly name: { readonly de: string; readonly en: string } }[];
  /** Whether the person works in somebody's place today. */
  readonly isDeputy: boolean;
  /** The search found more than it looks through; whoever types more finds the rest. */
  readonly searchHasMore: boolean;
  /** For the next page; undefined on the last. */
  readonly after: string | undefined;
};

/**
 * The inbox of the services that the acting person is there for, read from the tables themselves: a case is in it as soon as it is committed. Open cases unless a state or a search is asked for. `perPage` is at most 500.
 * Names are found and shown only for services whose cases the person may open. Needs `cases/list-cases`.
 */
export async function listCases(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, filter: CaseFilter, perPage = CASES_PER_PAGE): Promise<CaseList> {
  requirePermission(ctx.actor, listCasesPermission, ctx.tenant);
  const listed = servicesFor(ctx.actor, listCasesPermission, ctx.tenant);
  const opened = servicesFor(ctx.actor, seeCases, ctx.tenant);
  const account = ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined;
  const q = filter.q?.trim() === '' ? undefined : filter.q;
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  const today = ctx.clock.today();
  const soon = addDays(today, SOON_DAYS);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = filter.after !== undefined && isUuid(filter.after) ? await findCase(tx, filter.after) : undefined;
    const represented = account === undefined ? [] : await listRepresented(tx, account, today);
    const search = q === undefined ? undefined : await searchFor(q);
    const wanted = {
      services: listed, service: filter.service, flag: filter.flag, assignees: assigneesOf(filter.assignee, account, represented), ids: search?.ids,
      receivedBefore: filter.age === undefined ? undefined : berlinMidnight(addDays(today, -Number(filter.age))),
      dueFrom: filter.due === 'soon' ? today : undefined, dueBefore: { overdue: today, soon, none: undefined }[filter.due ?? 'none'],
    };
    // What came from an applicant stands on top, of decided cases too: somebody has to look. On later pages such cases keep their place, so that nothing is ever left out.
    const onTop = before !== undefined || (filter.order ?? 'newest') !== 'newest' ? [] : await listCaseRows(tx, { ...wanted, state: filter.state === 'open' ? undefined : filter.state, order: 'news', limit: Math.min(MOST_ON_TOP, perPage - 1) });
    const inOrder = await listCaseRows(tx, { ...wanted, state: filter.state ?? (q === undefined ? 'open' : undefined), order: filter.order, after: before?.file, limit: perPage + 1 });
    const found = [...onTop, ...inOrder.filter(({ id }) => !onTop.some((top) => top.id === id))];
    const cases = found.slice(0, perPage).map((file) => (covers(opened, file.service) ? file : { ...file, applicantName: null }));
    const left = cases.flatMap(({ id, state, dueOn, placeArs }) => (dueOn === null || !isOpen(state) ? [] : [[id, workingDaysLeft(today, dueOn as PlainDate, procedureAt(placeArs))] as const]));
    const unsent = await listUnsent(tx, cases.flatMap(({ id, state }) => (state === 'decided' ? [id] : [])));
    return {
      app: await findAppState(tx), cases, daysLeft: new Map(left), next: new Map(cases.map((file) => [file.id, nextStep(file, file.state === 'decided' ? { postedOn: unsent.has(file.id) ? null : '' } : undefined)])),
      counts: await countCases(tx, { account, represented }, listed, { today, soon }), services: (await listCaseServices(tx)).filter(({ service }) => covers(listed, service)),
      isDeputy: represented.length > 0, searchHasMore: search?.hasMore ?? false, after: found.length > perPage ? cases.at(-1)?.id : undefined,
    };

    async function searchFor(typed: string) {
      // Whoever may not open a case does not learn whose it is by searching for names.
      const reference = await findCaseIds(tx, { reference: normalReference(typed), words: [] }, listed);
      const names = await findCaseIds(tx, { reference: undefined, words: typedWords(typed) }, opened);
      return { ids: [...new Set([...reference.ids, ...names.ids])], hasMore: reference.hasMore || names.hasMore };
    }
  });
}

function assigneesOf(wanted: string | undefined, account: string | undefined, represented: readonly string[]): readonly string[] | 'nobody' | undefined {
  if (wanted === undefined || wanted === 'nobody') return wanted;
  if (wanted === 'mine') return account === undefined ? [] : [account];
  return wanted === 'deputy' ? represented : [wanted];
}
