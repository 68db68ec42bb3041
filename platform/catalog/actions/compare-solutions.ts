import type { Database } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { Clock } from '@allmende/time';
import { MOST_COMPARED } from '../domain/comparison.ts';
import type { Solution } from '../domain/solution.ts';
import type { CurrentStatement } from '../domain/sustainability.ts';
import { getSolution } from './get-solution.ts';
import { listUses } from './list-uses.ts';
import { simulatePrice, type PriceSimulation, type Situation } from './simulate-price.ts';
import { sustainabilityOf } from './sustainability-of.ts';

/** One solution beside others: what it would cost in a situation, what is stated of its sustainability, and how many authorities use it here. */
export type ComparedSolution = { readonly solution: Solution; readonly price: PriceSimulation | undefined; readonly users: number; readonly sustainability: readonly CurrentStatement[] };

/** Up to four solutions with their prices for one situation, in the order asked for; unknown ones are left out. Throws InvalidInput for numbers beyond reason. */
export async function compareSolutions(ctx: { database: Pick<Database, 'withoutTenant'>; clock: Clock }, input: { readonly solutions: readonly string[]; readonly situation: Situation }): Promise<readonly ComparedSolution[]> {
  const slugs = [...new Set(input.solutions)].slice(0, MOST_COMPARED);
  const found = await Promise.all(slugs.map(async (slug) => {
    try {
      return await getSolution(ctx, { slug });
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }));
  const sustainability = await sustainabilityOf(ctx, { solutions: slugs });
  return Promise.all(found.filter((one) => one !== undefined).map(async (solution) => ({
    solution, price: await simulatePrice(ctx, { ...input.situation, solution: solution.slug }), users: (await listUses(ctx, { solution: solution.slug })).length, sustainability: sustainability.get(solution.slug) ?? [],
  })));
}
