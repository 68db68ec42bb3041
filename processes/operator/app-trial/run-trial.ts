import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { tryApp, type AppPackage, type PackageFolder, type TrialReport, type TrialStep } from '@allmende/app-packages';
import { UnusableConfig } from '@allmende/config';
import { podmanOf } from '@allmende/process-wiring';
import { podmanBench } from './podman-bench.ts';
import { saveTrial } from './trial-file.ts';
import { openTrialHouse } from './trial-house.ts';

/** Tries a package on the podman of this machine and keeps what was shown in the data folder. Throws UnusableConfig where no containers run. */
export async function runTrial(dataDir: string, trial: { readonly read: PackageFolder & { readonly package: AppPackage }; readonly previous?: AppPackage | undefined; readonly onStep?: (step: TrialStep) => void }): Promise<TrialReport> {
  const { onStep, previous, read } = trial;
  await mkdir(dataDir, { recursive: true });
  const folder = await mkdtemp(path.join(dataDir, 'app-trial-'));
  const house = openTrialHouse(folder);
  try {
    const podman = await podmanOf(house.config);
    if (!podman.usable) throw new UnusableConfig('podman', podman.why);
    const complaints = read.problems.map((problem) => `${problem.file}:${problem.line} ${problem.message}`);
    const report = await tryApp(podmanBench(house), { package: read.package, ...(previous ? { previous } : {}), complaints, at: house.clock.now(), ...(onStep ? { onStep } : {}) });
    await saveTrial(dataDir, report);
    return report;
  } finally {
    await house.database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
