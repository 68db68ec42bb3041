import { covers, requirePermission, servicesFor } from '@allmende/access';
import { isUuid } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { procedureOf } from '@allmende/procedure';
import { addDays, type PlainDate } from '@allmende/time';
import { findAppState, type AppState } from '../data/app-state.ts';
import { countCases, findCase, listCases as listCaseRows, listCaseServices } from '../data/case-file.ts';
import { workingDaysLeft } from '../domain/case-deadlines.ts';
import { isOpen, type CaseFile, type CaseState } from '../domain/case-file.ts';
import { listCasesPermission, seeCases } from '../domain/permissions.ts';
import { normalReference } from '../domain/normal-reference.ts';

export const CASES_PER_PAGE = 50;

/** Days, today included, within which a deadline is soon. */
const SOON_DAYS = 15;

export type CaseFilter = {
  readonly state?: CaseState | 'open' | undefined;
  readonly service?: string | undefined;
  /** `mine` or `nobody`. */
  readonly assignee?: 'mine' | 'nobody' | undefined;
  /** A reference or its start, as somebody typed it. */
  readonly q?: string | undefined;
  readonly order?: 'newest' | 'oldest' | 'due' | undefined;
  /** Past its deadline, or within two weeks of it. */
  readonly due?: 'overdue' | 'soon' | undefined;
  /** Last case of the page before. */
  readonly after?: string | undefined;
};

export type CaseList = {
  readonly app: AppState | undefined;
  readonly cases: readonly CaseFile[];
  /** At most 1,000 each. */
  readonly counts: { readonly states: Readonly<Record<CaseState | 'open', number>>; readonly mine: number; readonly unassigned: number; readonly overdue: number; readonly soon: number };
  /** By case: working days that are left until its deadline, negative after it. Missing for decided and closed ones, and where no deadline is known. */
  readonly daysLeft: ReadonlyMap<string, number>;
  readonly services: readonly { readonly service: string; readonly name: { readonly de: string; readonly en: string } }[];
  /** For the next page; undefined on the last. */
  readonly after: string | undefined;
};

/** The inbox of the services that the acting person is there for, read from the tables themselves: a case is in it as soon as it is committed. Open cases unless a state or a reference is asked for. */
export async function listCases(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, filter: CaseFilter): Promise<CaseList> {
  requirePermission(ctx.actor, listCasesPermission, ctx.tenant);
  const listed = servicesFor(ctx.actor, listCasesPermission, ctx.tenant);
  const opened = servicesFor(ctx.actor, seeCases, ctx.tenant);
  const account = ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined;
  const reference = filter.q === undefined ? undefined : normalReference(filter.q);
  const procedureAt = await procedureOf(ctx, { authority: ctx.tenant });
  const today = ctx.clock.today();
  const soon = addDays(today, SOON_DAYS);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = filter.after !== undefined && isUuid(filter.after) ? await findCase(tx, filter.after) : undefined;
    const found = await listCaseRows(tx, {
      services: listed, state: filter.state ?? (reference === undefined ? 'open' : undefined), service: filter.service, assignee: filter.assignee === 'mine' ? account : filter.assignee, reference, order: filter.order, after: before?.file,
      dueFrom: filter.due === 'soon' ? today : undefined, dueBefore: { overdue: today, soon, none: undefined }[filter.due ?? 'none'], limit: CASES_PER_PAGE + 1,
    });
    const cases = found.slice(0, CASES_PER_PAGE).map((file) => (covers(opened, file.service) ? file : { ...file, applicantName: null }));
    const left = cases.flatMap(({ id, state, dueOn, placeArs }) => (dueOn === null || !isOpen(state) ? [] : [[id, workingDaysLeft(today, dueOn as PlainDate, procedureAt(placeArs))] as const]));
    return {
      app: await findAppState(tx), cases, daysLeft: new Map(left), counts: await countCases(tx, account, listed, { today, soon }), services: (await listCaseServices(tx)).filter(({ service }) => covers(listed, service)),
      after: found.length > CASES_PER_PAGE ? cases.at(-1)?.id : undefined,
    };
  });
}
