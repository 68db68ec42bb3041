import type { AppPackage } from '@allmende/app-packages';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { RuntimePlace } from '../../domain/runtime.ts';
import { changeRecord, getRecord, listDeployments, type Cluster, type Lot } from './cluster.ts';
import { isReady } from './judge-generation.ts';
import { runPackageCommand } from './run-package-command.ts';
import { waitUntil } from './wait-until.ts';

const BEAT_MS = 5000;
const SLOW_START = 60_000;

/**
 * Lets the package read in data that were brought back, once it runs; goes on in the background and tells when it is over. The record says every few seconds that somebody is at it, so that another
 * worker takes over when this one dies.
 */
export function finishRestore(cluster: Cluster, lot: Lot, work: { readonly app: AppPackage; readonly log: RuntimePlace['log']; readonly changed: () => void }): void {
  const beat = () => changeRecord(cluster, lot, { beat: cluster.now() }).catch((error: unknown) => work.log.warn({ instance: lot.instance, err: error }, 'could not say that data are being read in'));
  const ticking = setInterval(() => { void beat(); }, BEAT_MS);
  ticking.unref();
  const finish = async () => {
    await beat();
    const command = work.app.backup.restore;
    const patience = Math.max(...work.app.components.map(({ probes }) => probes.startSeconds)) * 1000 + SLOW_START;
    await waitUntil(async () => {
      const deployments = await listDeployments(cluster, lot);
      return deployments.length > 0 && deployments.every(isReady) ? true : undefined;
    }, patience, 'Die Anwendung ist für das Einlesen der Sicherung nicht bereit geworden.');
    if (command) await runPackageCommand(cluster, lot, command, 'Das Einlesen der Sicherung');
    clearInterval(ticking);
    await changeRecord(cluster, lot, { restoring: false, beat: undefined, problem: undefined });
  };
  finish().catch(async (error: unknown) => {
    work.log.warn({ instance: lot.instance, err: error }, 'data that were brought back could not be read in');
    clearInterval(ticking);
    if (await getRecord(cluster, lot)) await changeRecord(cluster, lot, { beat: undefined, problem: error instanceof RuntimeUnable ? error.message : 'Das Einlesen der Sicherung ist gescheitert. Einzelheiten stehen im Protokoll des Betriebs.' });
  }).catch((error: unknown) => work.log.warn({ instance: lot.instance, err: error }, 'the cluster could not be told that reading in has failed')).finally(() => {
    clearInterval(ticking);
    work.changed();
  });
}
