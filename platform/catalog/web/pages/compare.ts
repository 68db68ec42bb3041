import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, show, type AnyPage } from '@allmende/http';
import { searchAuthorities } from '@allmende/register';
import { Type } from 'typebox';
import { compareSolutions, type ComparedSolution } from '../../actions/compare-solutions.ts';
import { searchCatalog } from '../../actions/search-catalog.ts';
import type { Situation } from '../../actions/simulate-price.ts';
import { MOST_COMPARED } from '../../domain/comparison.ts';
import { readSituation, SituationQuery } from '../situation.ts';
import type { VettingPort } from '../vetting-port.ts';
import { compareView } from './compare.view.ts';

/** Solutions side by side; the address names them, so that a comparison can be handed on. */
export const createComparePage = (vetting: VettingPort): AnyPage => definePage({
  method: 'GET', path: '/store/compare', access: 'anyone',
  query: Type.Object({ ...SituationQuery.properties, solution: Type.Optional(Type.String({ maxLength: 400 })), add: Type.Optional(Type.String({ maxLength: 80 })) }),
  async handle(request) {
    const { ctx, query } = request;
    const solutions = (query.solution ?? '').split(',').filter((slug) => /^[a-z0-9-]{1,80}$/u.test(slug)).slice(0, MOST_COMPARED);
    const who = query.who?.trim() === '' ? undefined : query.who;
    const add = query.add?.trim() ?? '';
    const [candidates, found] = await Promise.all([who === undefined ? [] : searchAuthorities(ctx, { query: who, limit: 8 }), add === '' ? undefined : searchCatalog(ctx, { query: add, facets: {}, language: request.locale, page: 1 })]);
    let problems: readonly FieldProblem[] = [];
    let situation: Situation = {};
    let compared: readonly ComparedSolution[];
    try {
      situation = { ...readSituation(query), authority: query.authority ?? (candidates.length === 1 ? candidates[0]?.slug : undefined) };
      compared = await compareSolutions(ctx, { solutions, situation });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems = error.fields;
      compared = await compareSolutions(ctx, { solutions, situation: {} });
    }
    const levels = new Map(await Promise.all(compared.map(async ({ solution }) => [solution.slug, await vetting.words(ctx, solution.slug, request.locale)] as const)));
    return show(compareView({ compared, levels, typed: { ...query, who }, add, found: found?.entries.filter(({ slug }) => !solutions.includes(slug)).slice(0, 8), candidates, situation, problems }, request), problems.length > 0 ? { status: 422 } : {});
  },
});
