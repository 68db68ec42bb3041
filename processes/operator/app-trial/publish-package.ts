import path from 'node:path';
import { publishRelease, type AppPackage, type Release } from '@allmende/app-packages';
import { listedSolution, offerSolution } from '@allmende/catalog';
import type { ActionContext } from '@allmende/house';
import { openImageStore } from '@allmende/operations/module';
import { podmanOf } from '@allmende/process-wiring';
import { imagesOf } from './images-of-releases.ts';

/** Releases a package, keeps its images from being deleted, and offers its plans in the store under the solution of the same repository. Prices are entered by people, later. Safe to repeat. */
export async function publishPackage(ctx: ActionContext, { package: app, publiccode }: { readonly package: AppPackage; readonly publiccode: string }): Promise<{ readonly release: Release; readonly solution: string }> {
  const solution = await listedSolution(ctx, { publiccode, name: app.app });
  // Before it is released: another installation of this machine may be clearing up.
  if ((await podmanOf(ctx.config)).usable) await (await openImageStore({ dataDir: ctx.config.dataDir, folder: path.join(ctx.config.dataDir, 'podman') })).claim(imagesOf(app));
  const release = await publishRelease(ctx, { package: app });
  for (const plan of app.plans) await offerSolution(ctx, { solution, appId: app.app, plan: plan.plan, name: plan.name.de, description: plan.description.de, inHouse: plan.inHouse, prices: [] });
  return { release, solution };
}
