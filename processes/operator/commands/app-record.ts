import { systemActor } from '@allmende/access';
import { packageDigest, TRIAL_CHECKS } from '@allmende/app-packages';
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

const NAMES: Readonly<Record<string, string>> = { 'runs-and-restores': 'installiert, aktualisiert, sichert und spielt zurück', ...Object.fromEntries(TRIAL_CHECKS.map(({ check, name }) => [check, name])) };

/** Enters what a trial of exactly this package has shown as evidence of the supplier's solution with the same repository. Exit code 1 when anything that was tried does not reach what the vetting asks. */
export async function appRecord(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 1);
  const { package: app, publiccode } = await readReadyPackage(namedFolder(positionals, 'record'));
  const report = await findTrial(dataDir, packageDigest(app));
  if (report === undefined) throw new Untried(undefined);
  const { house, close } = await openRunning(dataDir);
  try {
    const evidence = await recordTrial(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { report, publiccode });
    if (json) console.log(JSON.stringify({ app: app.app, version: app.version, evidence: evidence.map(({ check, expiresOn, hash, outcome }) => ({ check, outcome, hash, expiresOn })) }));
    else for (const one of evidence) console.log(`Eingetragen: ${app.app} ${app.version}, ${NAMES[one.check] ?? one.check}: ${one.outcome === 'passed' ? 'bestanden' : 'nicht bestanden'}, Prüfsumme ${one.hash}${one.expiresOn === null ? '' : `, gilt bis vor ${one.expiresOn}`}`);
    const untried = TRIAL_CHECKS.filter(({ check }) => !evidence.some((one) => one.check === check));
    if (!json) for (const { name } of untried) console.log(`Nicht geprüft, also nicht eingetragen: ${name}`);
    return evidence.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  } catch (error) {
    if (error instanceof NotFound) throw new UnusableConfig('Ordner', 'Keine Lösung eines Anbieters in der Prüfung hat dieses Repository („url“ in der publiccode.yml).');
    throw error;
  } finally {
    await close();
  }
}
