import { claimName, type AppPackage } from '@allmende/app-packages';
import type { ArchiveWriter } from '../../domain/archive.ts';
import { RuntimeUnable } from '../../domain/errors.ts';
import { saveVolumes } from '../containers/volume-data.ts';
import { stopPods, scale } from './apply-generation.ts';
import { readVolume } from './carry-data.ts';
import { getRecord, listDeployments, type Cluster, type Lot } from './cluster.ts';
import { runPackageCommand } from './run-package-command.ts';

/**
 * Writes a generation's volumes into the archive. What was stopped for it runs again afterwards; when this process is killed in between, the generation is seen as failing and started like any other.
 * `asTheyLie` runs no command of the package and starts nothing.
 */
export async function backUpGeneration(cluster: Cluster, lot: Lot, input: { readonly app: AppPackage; readonly to: ArchiveWriter; readonly asTheyLie: boolean }): Promise<void> {
  const { app, asTheyLie } = input;
  const record = await getRecord(cluster, lot);
  if (!record) throw new RuntimeUnable('Von der Anwendung liegen hier keine Daten.');
  if (record.filling) throw new RuntimeUnable('Die Daten sind nicht vollständig zurückgeholt; so werden sie nicht gesichert.');
  const deployments = await listDeployments(cluster, lot);
  const ran = deployments.some(({ spec }) => spec.replicas !== 0);
  const { prepare, mode } = app.backup;
  const prepares = prepare !== undefined && !asTheyLie;
  if (prepares && deployments.length === 0) throw new RuntimeUnable('Die Anwendung ist nicht angelegt. Starten Sie sie, damit sie ihre Daten für die Sicherung schreiben kann.');
  const mustRest = asTheyLie || mode === 'stopped';
  try {
    if (prepares) {
      if (!ran) await scale(cluster, lot, 1);
      await runPackageCommand(cluster, lot, prepare, 'Die Vorbereitung der Sicherung');
    }
    if (mustRest) await stopPods(cluster, lot);
    await saveVolumes(app, (volume) => readVolume(cluster, lot, app, volume, claimName(lot, volume)), input.to);
  } finally {
    await scale(cluster, lot, ran ? 1 : 0);
  }
}
