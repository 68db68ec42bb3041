import path from 'node:path';
import { UnusableConfig } from '@allmende/config';
import { planPruning } from '@allmende/operations';
import { openImageStore } from '@allmende/operations/module';
import { podmanOf } from '@allmende/process-wiring';
import { imagesOfReleases } from '../app-trial/images-of-releases.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describePruning } from '../output/describe-pruning.ts';

/** Deletes images of versions that nothing on this machine needs any more; with --dry-run it only says which. Exit code 1 when another installation stands in the way. */
export async function appPrune(args: readonly string[]): Promise<number> {
  const { dataDir, json, values } = readOptions(args, { 'dry-run': 'boolean' });
  const { usable } = await podmanOf({ dataDir });
  if (!usable) throw new UnusableConfig('podman', 'Auf diesem Rechner laufen keine Container; es gibt keine Abbilder zu löschen.');
  const { house, close } = await openRunning(dataDir);
  try {
    const { needed, released } = await imagesOfReleases(house);
    const store = await openImageStore({ dataDir: house.config.dataDir, folder: path.join(house.config.dataDir, 'podman') });
    const dryRun = values['dry-run'] === true;
    if (!dryRun) await store.claim(needed);
    const plan = planPruning(await store.look(), { installation: store.installation, released, needed });
    const gone = new Set(dryRun ? plan.removed.map(({ id }) => id) : await store.prune(plan));
    const removed = plan.removed.filter(({ id }) => gone.has(id));
    if (json) console.log(JSON.stringify({ dryRun, removed, freedBytes: removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), kept: plan.kept, silent: plan.silent }));
    else console.log(describePruning({ ...plan, removed, dryRun }));
    return plan.silent.length > 0 ? 1 : 0;
  } finally {
    await close();
  }
}
