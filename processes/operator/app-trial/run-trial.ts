import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { tryApp, tryOnPlatform, type AppPackage, type PackageFolder, type TrialCheckStep, type TrialReport, type TrialStep } from '@allmende/app-packages';
import { UnusableConfig } from '@allmende/config';
import { podmanOf } from '@allmende/process-wiring';
import { platformStage } from './platform-stage.ts';
import { podmanBench } from './podman-bench.ts';
import { saveTrial } from './trial-file.ts';
import { openTrialHouse } from './trial-house.ts';

type Trial = {
  readonly read: PackageFolder & { readonly package: AppPackage }; readonly previous?: AppPackage | undefined; readonly onStep?: (step: TrialStep) => void;
  /** Whether sign-in, sign-out and isolation are tried too, on a platform of its own: a minute more. */
  readonly onPlatform?: boolean;
  readonly onCheck?: (step: TrialCheckStep) => void;
};

/** Tries a package on the podman of this machine and keeps what was shown in the data folder. Throws UnusableConfig where no containers run. */
export async function runTrial(dataDir: string, trial: Trial): Promise<TrialReport> {
  const { onCheck, onPlatform, onStep, previous, read } = trial;
  await mkdir(dataDir, { recursive: true });
  const folder = await mkdtemp(path.join(dataDir, 'app-trial-'));
  const house = openTrialHouse(folder);
  try {
    const podman = await podmanOf(house.config);
    if (!podman.usable) throw new UnusableConfig('podman', podman.why);
    const complaints = read.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`);
    const levels = await tryApp(podmanBench(house), { package: read.package, ...(previous ? { previous } : {}), complaints, at: house.clock.now(), ...(onStep ? { onStep } : {}) });
    // What does not even start by itself would only be waited for.
    const checks = onPlatform === true && levels.level > 0 ? await tryOnPlatform(platformStage(folder), { package: read.package, ...(onCheck ? { onStep: onCheck } : {}) }) : undefined;
    const report: TrialReport = { ...levels, ...(checks ? { checks } : {}) };
    await saveTrial(dataDir, report);
    return report;
  } finally {
    await house.database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
