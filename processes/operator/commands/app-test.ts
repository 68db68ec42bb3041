import path from 'node:path';
import { passedTrial, type TrialCheckStep, type TrialStep } from '@allmende/app-packages';
import { UnusableConfig } from '@allmende/config';
import { namedFolder, readReadyPackage } from '../app-trial/app-folder.ts';
import { runTrial } from '../app-trial/run-trial.ts';
import { readOptions } from '../options.ts';
import { describeCheckStep, describeStep, describeTrial } from '../output/describe-trial.ts';

/** Tries a package on this machine and keeps the result for `app publish` and `app record`; with --levels-only without sign-in, sign-out and isolation. Exit code 1 when not every level was reached: the checks beside them count for the vetting alone. */
export async function appTest(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals, values } = readOptions(args, { from: 'string', 'levels-only': 'boolean' }, 1);
  const read = await readReadyPackage(namedFolder(positionals, 'test'));
  const previous = typeof values['from'] === 'string' ? (await readReadyPackage(path.resolve(values['from']))).package : undefined;
  if (previous && (previous.app !== read.package.app || previous.version === read.package.version)) throw new UnusableConfig('Aufruf', `--from nennt eine andere Version derselben Anwendung; dort liegt „${previous.app}“ ${previous.version}.`);
  const onStep = (step: TrialStep) => { if (!json) console.log(describeStep(step)); };
  const onCheck = (step: TrialCheckStep) => { if (!json) console.log(describeCheckStep(step)); };
  const report = await runTrial(dataDir, { read, previous, onStep, onPlatform: values['levels-only'] !== true, onCheck });
  console.log(json ? JSON.stringify(report) : describeTrial(report));
  return passedTrial(report) ? 0 : 1;
}
