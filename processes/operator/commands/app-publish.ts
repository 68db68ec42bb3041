import { systemActor } from '@allmende/access';
import { packageDigest, passedTrial, publishRelease } from '@allmende/app-packages';
import { listedSolution, offerSolution } from '@allmende/catalog';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { namedFolder, readReadyPackage } from '../app-trial/app-folder.ts';
import { findTrial } from '../app-trial/trial-file.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { Untried } from '../app-trial/untried.ts';

/** Releases a package in the running platform and offers its plans in the store, without prices: those are entered by people. Safe to repeat. */
export async function appPublish(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { untested: 'boolean' }, 1);
  const { package: app, publiccode } = await readReadyPackage(namedFolder(positionals, 'publish'));
  const trial = await findTrial(dataDir, packageDigest(app));
  if (values['untested'] !== true && !(trial && passedTrial(trial))) throw new Untried(trial?.level);
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    const solution = await listedSolution(ctx, { publiccode, name: app.app });
    const release = await publishRelease(ctx, { package: app });
    for (const plan of app.plans) await offerSolution(ctx, { solution, appId: app.app, plan: plan.plan, name: plan.name.de, description: plan.description.de, inHouse: plan.inHouse, prices: [] });
    if (json) console.log(JSON.stringify({ app: app.app, version: app.version, channel: app.channel, digest: release.digest, solution, plans: app.plans.map(({ plan }) => plan) }));
    else console.log(`Freigegeben: ${app.title.de} ${app.version} (${app.channel === 'stable' ? 'stabil' : 'Vorschau'}), ${release.digest}\nIm Store: ${house.urlFor.public('store', solution)}; bestellbar, sobald Preise eingetragen sind.`);
    return 0;
  } finally {
    await close();
  }
}
