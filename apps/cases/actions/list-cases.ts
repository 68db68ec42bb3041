import { may, requirePermission } from '@allmende/access';
import { isUuid } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { findAppState, type AppState } from '../data/app-state.ts';
import { countCases, findCase, listCases as listCaseRows, listCaseServices } from '../data/case-file.ts';
import type { CaseFile, CaseState } from '../domain/case-file.ts';
import { listCasesPermission, seeCases } from '../domain/permissions.ts';
import { normalReference } from '../domain/normal-reference.ts';

export const CASES_PER_PAGE = 50;

export type CaseFilter = {
  readonly state?: CaseState | 'open' | undefined;
  readonly service?: string | undefined;
  /** `mine` or `nobody`. */
  readonly assignee?: 'mine' | 'nobody' | undefined;
  /** A reference or its start, as somebody typed it. */
  readonly q?: string | undefined;
  readonly order?: 'newest' | 'oldest' | undefined;
  /** Last case of the page before. */
  readonly after?: string | undefined;
};

export type CaseList = {
  readonly app: AppState | undefined;
  readonly cases: readonly CaseFile[];
  /** At most 1,000 each. */
  readonly counts: { readonly states: Readonly<Record<CaseState | 'open', number>>; readonly mine: number; readonly unassigned: number };
  readonly services: readonly { readonly service: string; readonly name: { readonly de: string; readonly en: string } }[];
  /** For the next page; undefined on the last. */
  readonly after: string | undefined;
};

/** The inbox, read from the tables themselves: a case is in it as soon as it is committed. Open cases unless a state or a reference is asked for. */
export async function listCases(ctx: Pick<ActionContext, 'database' | 'actor' | 'tenant'>, filter: CaseFilter): Promise<CaseList> {
  requirePermission(ctx.actor, listCasesPermission, ctx.tenant);
  const namesShown = may(ctx.actor, seeCases, ctx.tenant);
  const account = ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined;
  const reference = filter.q === undefined ? undefined : normalReference(filter.q);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const before = filter.after !== undefined && isUuid(filter.after) ? await findCase(tx, filter.after) : undefined;
    const found = await listCaseRows(tx, {
      state: filter.state ?? (reference === undefined ? 'open' : undefined), service: filter.service, assignee: filter.assignee === 'mine' ? account : filter.assignee, reference, oldestFirst: filter.order === 'oldest', after: before?.file,
      limit: CASES_PER_PAGE + 1,
    });
    const cases = found.slice(0, CASES_PER_PAGE).map((file) => (namesShown ? file : { ...file, applicantName: null }));
    return { app: await findAppState(tx), cases, counts: await countCases(tx, account), services: await listCaseServices(tx), after: found.length > CASES_PER_PAGE ? cases.at(-1)?.id : undefined };
  });
}
