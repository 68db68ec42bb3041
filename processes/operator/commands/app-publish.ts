import { systemActor } from '@allmende/access';
import { packageDigest, passedTrial } from '@allmende/app-packages';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { namedFolder, readReadyPackage } from '../app-trial/app-folder.ts';
import { publishPackage } from '../app-trial/publish-package.ts';
import { findTrial } from '../app-trial/trial-file.ts';
import { Untried } from '../app-trial/untried.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Releases a package in the running platform and offers its plans in the store, without prices: those are entered by people. Safe to repeat. */
export async function appPublish(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { untested: 'boolean' }, 1);
  const ready = await readReadyPackage(namedFolder(positionals, 'publish'));
  const app = ready.package;
  const trial = await findTrial(dataDir, packageDigest(app));
  if (values['untested'] !== true && !(trial && passedTrial(trial))) throw new Untried(trial?.level);
  const { house, close } = await openRunning(dataDir);
  try {
    const { release, solution } = await publishPackage(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), ready);
    if (json) console.log(JSON.stringify({ app: app.app, version: app.version, channel: app.channel, digest: release.digest, solution, plans: app.plans.map(({ plan }) => plan) }));
    else console.log(`Freigegeben: ${app.title.de} ${app.version} (${app.channel === 'stable' ? 'stabil' : 'Vorschau'}), ${release.digest}\nIm Store: ${new URL(house.urlFor.public('store', solution), house.config.publicAddress).href}; bestellbar, sobald Preise eingetragen sind.`);
    return 0;
  } finally {
    await close();
  }
}
