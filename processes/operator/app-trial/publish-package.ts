import { publishRelease, type AppPackage, type Release } from '@allmende/app-packages';
import { listedSolution, offerSolution } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';

/** Releases a package and offers its plans in the store under the solution of the same repository. Prices are entered by people, later. Safe to repeat. */
export async function publishPackage(ctx: ActionContext, { package: app, publiccode }: { readonly package: AppPackage; readonly publiccode: string }): Promise<{ readonly release: Release; readonly solution: string }> {
  const solution = await listedSolution(ctx, { publiccode, name: app.app });
  const release = await publishRelease(ctx, { package: app });
  for (const plan of app.plans) await offerSolution(ctx, { solution, appId: app.app, plan: plan.plan, name: plan.name.de, description: plan.description.de, inHouse: plan.inHouse, prices: [] });
  return { release, solution };
}
