import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, show, type AnyPage } from '@allmende/http';
import { listAuthorities, searchAuthorities } from '@allmende/register';
import { Type } from 'typebox';
import { getSolution } from '../../actions/get-solution.ts';
import { listOffers } from '../../actions/list-offers.ts';
import { listOwnAuthorities } from '../../actions/list-own-authorities.ts';
import { listUses } from '../../actions/list-uses.ts';
import { simulatePrice, type PriceSimulation } from '../../actions/simulate-price.ts';
import { sustainabilityOf } from '../../actions/sustainability-of.ts';
import { readSituation, SituationQuery } from '../situation.ts';
import type { VettingPort } from '../vetting-port.ts';
import { solutionView } from './solution.view.ts';

/** One solution of the store. */
export const createSolutionPage = (vetting: VettingPort): AnyPage => definePage({
  method: 'GET', path: '/store/:solution', access: 'anyone', params: Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) }), query: SituationQuery,
  async handle(request) {
    const { ctx, params, query } = request;
    const solution = await getSolution(ctx, { slug: params.solution });
    const who = query.who?.trim() === '' ? undefined : query.who;
    const [uses, offers, own, candidates] = await Promise.all([
      listUses(ctx, { solution: solution.slug }), listOffers(ctx, { solution: solution.slug }), listOwnAuthorities(ctx), who ? searchAuthorities(ctx, { query: who, limit: 8 }) : [],
    ]);
    let price: PriceSimulation | undefined;
    let problems: readonly FieldProblem[] = [];
    try {
      const numbers = readSituation(query);
      const asked = query.authority ?? (candidates.length === 1 ? candidates[0]?.slug : undefined) ?? (who === undefined && numbers.inhabitants === undefined ? own[0]?.slug : undefined);
      if (offers.length > 0 && (asked !== undefined || (who === undefined && numbers.inhabitants !== undefined))) price = await simulatePrice(ctx, { solution: solution.slug, authority: asked, ...numbers });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems = error.fields;
    }
    const users = await listAuthorities(ctx, { ids: uses.map(({ authority }) => authority) });
    const known = new Map(users.map((one) => [one.id as string, one]));
    return show(solutionView({
      solution, offers, own, candidates, who, price, typed: query, problems, vetting: await vetting.part(ctx, solution.slug, request.locale), sustainability: (await sustainabilityOf(ctx, { solutions: [solution.slug] })).get(solution.slug) ?? [],
      users: uses.flatMap(({ authority, since }) => { const user = known.get(authority); return user === undefined ? [] : [{ slug: user.slug, name: user.name, since }]; }),
    }, request), problems.length > 0 ? { status: 422 } : {});
  },
});
