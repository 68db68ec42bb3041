import { systemActor } from '@allmende/access';
import { buildApp, packageDigest, passedTrial, type TrialStep } from '@allmende/app-packages';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { foreignEnvironment, namedFolder, readReadyPackage } from '../app-trial/app-folder.ts';
import { publishPackage } from '../app-trial/publish-package.ts';
import { runTrial } from '../app-trial/run-trial.ts';
import { findTrial } from '../app-trial/trial-file.ts';
import { Untried } from '../app-trial/untried.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describeStep } from '../output/describe-trial.ts';

/** Releases a package in the running platform and offers its plans in the store, without prices: those are entered by people. With --build it makes the images first and tries the package if that was not done. Safe to repeat. */
export async function appPublish(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { untested: 'boolean', build: 'boolean' }, 1);
  const folder = namedFolder(positionals, 'publish');
  const builds = values['build'] === true;
  if (builds) {
    // Minutes of building and trying for nothing would be a bad way to learn that.
    await (await openRunning(dataDir)).close();
    if (!json) process.stderr.write('  … Abbilder bauen; das dauert beim ersten Mal ein bis zwei Minuten\n');
    await buildApp({ folder, environment: foreignEnvironment() });
  }
  const ready = await readReadyPackage(folder);
  const app = ready.package;
  if (values['untested'] !== true) {
    const tried = await findTrial(dataDir, packageDigest(app));
    const onStep = (step: TrialStep) => { if (!json) console.log(describeStep(step)); };
    const trial = builds && !(tried && passedTrial(tried)) ? await runTrial(dataDir, { read: ready, onStep }) : tried;
    if (!(trial && passedTrial(trial))) throw new Untried(trial?.level);
  }
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
