import path from 'node:path';
import { UnusableConfig } from '@allmende/config';
import { NotFound } from '@allmende/errors';
import { contentHash, diffPackages, getPublishedPackage, readServicePackage, type ServicePackage } from '@allmende/online-services';
import { isFolder } from '../named-package-folder.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describePackageChanges } from '../output/describe-package-changes.ts';
import { describePackageProblems } from '../output/describe-package-problems.ts';

/** Compares two packages, each a folder or a published version of the running platform. Exit code 0 when they are the same, 1 when they differ, 2 when one cannot be read. */
export async function serviceDiff(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 2);
  const [before, after] = positionals;
  if (before === undefined || after === undefined) throw new UnusableConfig('Aufruf', 'Nennen Sie zwei Ordner oder Fassungen: ./allmende service diff hundesteuer-anmelden@1.0.0 efa/hundesteuer');
  const [left, right] = [await readOne(before, dataDir), await readOne(after, dataDir)];
  if (!left || !right) return 2;
  const changes = diffPackages(left, right);
  if (json) console.log(JSON.stringify({ before: shown(left), after: shown(right), changes }));
  else console.log(describePackageChanges(nameOf(left), nameOf(right), changes));
  return changes.length === 0 ? 0 : 1;
}

async function readOne(name: string, dataDir: string): Promise<ServicePackage | undefined> {
  if (isFolder(name)) {
    const read = readServicePackage(path.resolve(name));
    if ('servicePackage' in read) return read.servicePackage;
    console.error(describePackageProblems(name, read.problems));
    return undefined;
  }
  const { house, close } = await openRunning(dataDir);
  try {
    return (await getPublishedPackage(house, { name })).servicePackage;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    console.error(`„${name}“ ist weder ein Ordner noch eine veröffentlichte Fassung. Fassungen heißen zum Beispiel hundesteuer-anmelden@1.0.0.`);
    return undefined;
  } finally {
    await close();
  }
}

function shown(servicePackage: ServicePackage) {
  return { id: servicePackage.service.id, version: servicePackage.service.version, hash: contentHash(servicePackage) };
}

function nameOf({ service }: ServicePackage): string {
  return `${service.id} ${service.version}`;
}
