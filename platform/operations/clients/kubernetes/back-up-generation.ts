import { claimName, componentName, KUBERNETES_LABELS as LABELS, type RunnablePackage } from '@allmende/app-packages';
import type { ArchiveWriter } from '../../domain/archive.ts';
import { RuntimeUnable } from '../../domain/errors.ts';
import { saveVolumes } from '../containers/volume-data.ts';
import { scale, STOP_MS, stopPods } from './apply-generation.ts';
import { readVolume } from './carry-data.ts';
import { getRecord, listDeployments, listPods, type Cluster, type Lot } from './cluster.ts';
import { hasEnded } from './judge-generation.ts';
import { DEPLOYMENT } from './kinds.ts';
import { runPackageCommand } from './run-package-command.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Writes a generation's volumes into the archive. What was stopped for it runs again afterwards; when this process is killed in between, the generation is seen as failing and started like any other.
 * Databases that the platform runs for the app are written out while the app rests, or beside it if it may be saved running. `asTheyLie` runs no command and starts nothing.
 */
export async function backUpGeneration(cluster: Cluster, lot: Lot, input: { readonly app: RunnablePackage; readonly to: ArchiveWriter; readonly asTheyLie: boolean }): Promise<void> {
  const { app, asTheyLie } = input;
  const record = await getRecord(cluster, lot);
  if (!record) throw new RuntimeUnable('Von der Anwendung liegen hier keine Daten.');
  if (record.filling) throw new RuntimeUnable('Die Daten sind nicht vollständig zurückgeholt; so werden sie nicht gesichert.');
  const deployments = await listDeployments(cluster, lot);
  const ran = deployments.some(({ spec }) => spec.replicas !== 0);
  const { prepare, mode } = app.backup;
  const prepares = prepare !== undefined && !asTheyLie;
  const dumps = asTheyLie ? [] : (app.managed?.dumps ?? []);
  if ((prepares || dumps.length > 0) && deployments.length === 0) throw new RuntimeUnable('Die Anwendung ist nicht angelegt. Starten Sie sie, damit sie ihre Daten für die Sicherung schreiben kann.');
  const mustRest = asTheyLie || mode === 'stopped';
  try {
    if (prepares) {
      if (!ran) await scale(cluster, lot, 1);
      await runPackageCommand(cluster, lot, prepare, 'Die Vorbereitung der Sicherung');
    }
    if (dumps.length > 0) await writeDumps(cluster, lot, app, mustRest);
    if (mustRest) await stopPods(cluster, lot);
    await saveVolumes(app, (volume) => readVolume(cluster, lot, app, volume, claimName(lot, volume)), input.to, asTheyLie);
  } finally {
    await scale(cluster, lot, ran ? 1 : 0);
  }
}

/** Lets every database write out what it holds; those who could still change it rest meanwhile, if the app is one to be saved at rest. */
async function writeDumps(cluster: Cluster, lot: Lot, app: RunnablePackage, mustRest: boolean): Promise<void> {
  const dumps = app.managed?.dumps ?? [];
  const databases = dumps.map(({ component }) => componentName(lot, component));
  for (const { metadata } of await listDeployments(cluster, lot)) {
    const replicas = databases.includes(metadata.name) ? 1 : mustRest ? 0 : undefined;
    if (replicas !== undefined) await cluster.api.merge(DEPLOYMENT, lot.namespace, metadata.name, { spec: { replicas } });
  }
  const resting = async () => (await listPods(cluster, lot)).every((pod) => hasEnded(pod) || dumps.some(({ component }) => pod.metadata.labels?.[LABELS.component] === component));
  if (mustRest) await waitUntil(async () => ((await resting()) ? true : undefined), STOP_MS, 'Die Anwendung hat nicht in der Zeit angehalten, die ihr bleibt.');
  for (const dump of dumps) await runPackageCommand(cluster, lot, dump, 'Die Sicherung der Datenbank');
}
