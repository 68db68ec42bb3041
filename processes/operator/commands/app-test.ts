import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { passedTrial, tryApp, type TrialStep } from '@allmende/app-packages';
import { UnusableConfig } from '@allmende/config';
import { podmanOf } from '@allmende/process-wiring';
import { namedFolder, readReadyPackage } from '../app-trial/app-folder.ts';
import { podmanBench } from '../app-trial/podman-bench.ts';
import { saveTrial } from '../app-trial/trial-file.ts';
import { openTrialHouse } from '../app-trial/trial-house.ts';
import { readOptions } from '../options.ts';
import { describeStep, describeTrial } from '../output/describe-trial.ts';

/** Tries a package on this machine and keeps the result for `app publish`. Exit code 1 when not every level was reached. */
export async function appTest(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { from: 'string' }, 1);
  const read = await readReadyPackage(namedFolder(positionals, 'test'));
  const previous = typeof values['from'] === 'string' ? (await readReadyPackage(path.resolve(values['from']))).package : undefined;
  if (previous && (previous.app !== read.package.app || previous.version === read.package.version)) throw new UnusableConfig('Aufruf', `--from nennt eine andere Version derselben Anwendung; dort liegt „${previous.app}“ ${previous.version}.`);
  await mkdir(dataDir, { recursive: true });
  const folder = await mkdtemp(path.join(dataDir, 'app-trial-'));
  const house = openTrialHouse(folder);
  try {
    const podman = await podmanOf(house.config);
    if (!podman.usable) throw new UnusableConfig('podman', podman.why);
    const complaints = read.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`);
    const onStep = (step: TrialStep) => { if (!json) console.log(describeStep(step)); };
    const report = await tryApp(podmanBench(house), { package: read.package, ...(previous ? { previous } : {}), complaints, at: house.clock.now(), onStep });
    await saveTrial(dataDir, report);
    console.log(json ? JSON.stringify(report) : describeTrial(report));
    return passedTrial(report) ? 0 : 1;
  } finally {
    await house.database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
