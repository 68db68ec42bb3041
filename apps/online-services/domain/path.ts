import { CHECK_PAGE } from './compile-service-package.ts';
import type { Answers, PageSituation, PageState, RowSituation, Situation } from './situation.ts';
import type { Value } from './rules/value.ts';

/** The page with an id as things stand, the check page included; undefined for unknown and skipped pages. */
export function pageAt(situation: Situation, id: string): PageSituation | undefined {
  if (id === CHECK_PAGE) return situation.checkPage;
  const found = situation.pages.find(({ page }) => page.id === id);
  return found?.state === 'skipped' ? undefined : found;
}

/** Whether somebody may open a page: it is asked and every asked page before it is done. */
export function isReachable(situation: Situation, id: string): boolean {
  const state = pageAt(situation, id)?.state;
  return state === 'done' || state === 'open';
}

/** The page after this one; the check page after the last and for unknown ids. */
export function nextPage(situation: Situation, id: string): string {
  const index = situation.service.page(id)?.index ?? Number.POSITIVE_INFINITY;
  return situation.pages.find(({ page, state }) => page.index > index && state !== 'skipped')?.page.id ?? CHECK_PAGE;
}

/** The page before this one; undefined on the first. */
export function previousPage(situation: Situation, id: string): string | undefined {
  const index = situation.service.page(id)?.index ?? -1;
  return situation.pages.findLast(({ page, state }) => page.index < index && state !== 'skipped')?.page.id;
}

/** Where to go on: the first page that is not done, else the check page. */
export function nextOpenPage(situation: Situation): string {
  return situation.pages.find(({ state }) => state === 'open')?.page.id ?? CHECK_PAGE;
}

/** The asked pages in their order with their states, as a task list shows them. */
export function statusOfPages(situation: Situation): { readonly id: string; readonly state: Exclude<PageState, 'skipped'> }[] {
  return situation.pages.flatMap(({ page, state }) => (state === 'skipped' ? [] : [{ id: page.id, state }]));
}

/** How far the applicant is: number of this page and of all asked pages, from 1. The last number can still change with the answers. */
export function progressOf(situation: Situation, id: string): { readonly number: number; readonly of: number } {
  const asked = statusOfPages(situation);
  const place = asked.findIndex((page) => page.id === id);
  return { number: place < 0 ? asked.length : place + 1, of: asked.length };
}

/** The answers that may leave the form: those of asked pages and fields, the declaration included. */
export function prunedAnswers(situation: Situation): Answers {
  return situation.answers;
}

/** The results of the service in the order of the package; unknown ones are undefined. Money is in cents. */
export function computeValues(situation: Situation): Readonly<Record<string, Value | undefined>> {
  return Object.fromEntries(situation.service.results.map(({ name, value }) => [name, value(situation.environment)]));
}

/** An inner page of a list for one of its rows, as both stand. */
export type RowPage = { readonly page: PageSituation; readonly row: RowSituation; readonly listPage: PageSituation };

/** The inner page of a row; undefined for unknown rows and for pages that are not asked. */
export function rowPageAt(situation: Situation, at: { readonly page: string; readonly row: string }): RowPage | undefined {
  const inner = situation.service.innerPage(at.page);
  const listPage = inner && pageAt(situation, inner.listPage.id);
  const row = listPage?.rows?.find(({ id }) => id === at.row);
  const page = row?.pages.find((each) => each.page.id === at.page && each.state !== 'skipped');
  return page && row && listPage && { page, row, listPage };
}

/** Whether somebody may open an inner page of a row: its list is reachable and the inner pages before it are done. */
export function isRowPageReachable(situation: Situation, { page, listPage }: RowPage): boolean {
  return isReachable(situation, listPage.page.id) && (page.state === 'done' || page.state === 'open');
}

/** The inner page after this one for its row; undefined on the last, then the list comes next. */
export function nextRowPage({ row, page }: RowPage): string | undefined {
  return row.pages.find((each) => each.page.index > page.page.index && each.state !== 'skipped')?.page.id;
}

/** The inner page before this one for its row; undefined on the first, then the list lies before it. */
export function previousRowPage({ row, page }: RowPage): string | undefined {
  return row.pages.findLast((each) => each.page.index < page.page.index && each.state !== 'skipped')?.page.id;
}

/** Where to go on with a row: its first inner page that is not done, else its first; undefined when it is asked nothing. */
export function openPageOfRow(row: RowSituation): string | undefined {
  const asked = row.pages.filter(({ state }) => state !== 'skipped');
  return (asked.find(({ state }) => state === 'open') ?? asked[0])?.page.id;
}

/** The answers of rows that may leave the form, by group; undefined for a service without groups. */
export function prunedRows(situation: Situation): Readonly<Record<string, readonly Answers[]>> | undefined {
  return situation.service.package.flow.groups === undefined ? undefined : situation.rows;
}
