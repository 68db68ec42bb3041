import { askedPages, type Situation } from './situation.ts';

/** Something worth a second look, with the page on which it can be changed. */
export type OpenHint = { readonly id: string; readonly page: string; /** The row, for a field of a group. */ readonly row?: string };

/** The hints of a package that apply as things stand: plausibility and contradictions, never a reason to hold somebody up. An unknown condition gives no hint. */
export function openHints(situation: Situation): OpenHint[] {
  const pages = askedPages(situation);
  return situation.service.hints.flatMap(({ id, field, when }) => pages.flatMap((asked): OpenHint[] => {
    if (asked.page === situation.service.checkPage || !asked.fields.some((one) => one.field.id === field) || when(asked.environment) !== true) return [];
    return [{ id, page: asked.page.id, ...(asked.row ? { row: asked.row.id } : {}) }];
  }));
}
