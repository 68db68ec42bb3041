import { systemActor } from '@allmende/access';
import { packageDigest } from '@allmende/app-packages';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { contextFor } from '@allmende/house';
import { recordTrial } from '@allmende/vetting';
import { namedFolder, readReadyPackage } from '../app-trial/app-folder.ts';
import { findTrial } from '../app-trial/trial-file.ts';
import { Untried } from '../app-trial/untried.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';

/** Enters what a trial of exactly this package has shown as evidence of the supplier's solution with the same repository. Exit code 1 when the trial does not reach what the vetting asks. */
export async function appRecord(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 1);
  const { package: app, publiccode } = await readReadyPackage(namedFolder(positionals, 'record'));
  const report = await findTrial(dataDir, packageDigest(app));
  if (report === undefined) throw new Untried(undefined);
  const { house, close } = await openRunning(dataDir);
  try {
    const evidence = await recordTrial(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { report, publiccode });
    if (json) console.log(JSON.stringify({ app: app.app, version: app.version, outcome: evidence.outcome, hash: evidence.hash, expiresOn: evidence.expiresOn }));
    else console.log(`Eingetragen: ${app.app} ${app.version}, ${evidence.outcome === 'passed' ? 'bestanden' : 'nicht bestanden'}, Prüfsumme ${evidence.hash}${evidence.expiresOn === null ? '' : `, gilt bis vor ${evidence.expiresOn}`}`);
    return evidence.outcome === 'passed' ? 0 : 1;
  } catch (error) {
    if (error instanceof NotFound) throw new UnusableConfig('Ordner', 'Keine Lösung eines Anbieters in der Prüfung hat dieses Repository („url“ in der publiccode.yml).');
    throw error;
  } finally {
    await close();
  }
}
