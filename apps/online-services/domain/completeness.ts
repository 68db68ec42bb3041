import { inRow, type Environment } from './rules/environment.ts';
import { askedPages, isRequired, type Situation } from './situation.ts';

/** How complete an application is. It travels with the case. */
export type Completeness = {
  /** Everything required is answered, every page is saved and valid. Evidence that may follow later does not stand in the way. */
  readonly complete: boolean;
  readonly required: number;
  readonly answered: number;
  /** `row` is the number of the row, from 1, for a field of a group. */
  readonly missing: readonly { readonly page: string; readonly field: string; readonly row?: number }[];
  /** The page that holds things up although nothing required is missing on it: not looked at yet, or with a mistake. */
  readonly unsettled: readonly string[];
  /** Evidence to be handed in later. */
  readonly later: readonly string[];
};

/** Says what is missing before an application can be sent; the declaration counts. */
export function completeness(situation: Situation): Completeness {
  const missing: { page: string; field: string; row?: number }[] = [];
  const unsettled: string[] = [];
  let required = 0;
  for (const { page, state, fields, environment, answers, row } of askedPages(situation)) {
    const wanted = fields.filter((field) => isRequired(field, environment));
    const lacking = wanted.filter(({ field }) => answers[field.id] === undefined);
    required += wanted.length;
    missing.push(...lacking.map(({ field }) => ({ page: page.id, field: field.id, ...(row ? { row: row.number } : {}) })));
    if (lacking.length === 0 && state === 'open' && page !== situation.service.checkPage && row === undefined) unsettled.push(page.id);
  }
  const later = situation.service.evidence.filter((each) => environmentsFor(situation, each.per).some((environment) => each.required(environment) === true)).map(({ id }) => id);
  const allDone = situation.pages.every(({ state }) => state === 'done' || state === 'skipped');
  return { complete: missing.length === 0 && allDone, required, answered: required - missing.length, missing, unsettled, later };
}

/** What the conditions of a piece of evidence look at: the whole application, or each row of its group. */
function environmentsFor(situation: Situation, group: string | undefined): Environment[] {
  if (group === undefined) return [situation.environment];
  const list = situation.pages.find(({ page, state }) => state !== 'skipped' && page.list?.group.id === group);
  return (list?.rows ?? []).map(({ row }) => inRow(situation.environment, row));
}
