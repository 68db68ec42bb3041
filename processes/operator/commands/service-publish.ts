import path from 'node:path';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { publishPackage, readServicePackage } from '@allmende/online-services';
import { namedPackageFolder } from '../named-package-folder.ts';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { describePackageProblems } from '../output/describe-package-problems.ts';

/** Publishes a service package on the running platform for all authorities; nobody is switched over by it. Exit code 1 when it has mistakes or its version is taken. */
export async function servicePublish(args: readonly string[]): Promise<number> {
  const { dataDir, json, positionals } = readOptions(args, {}, 1);
  const named = namedPackageFolder(positionals, 'publish');
  const folder = path.resolve(named);
  const read = readServicePackage(folder);
  if ('problems' in read) {
    console.log(json ? JSON.stringify({ published: false, problems: read.problems }) : describePackageProblems(named, read.problems));
    return 1;
  }
  const { house, close } = await openRunning(dataDir);
  try {
    const published = await publishPackage(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { folder });
    if (json) console.log(JSON.stringify({ published: true, ...published }));
    else {
      console.log(published.isNew ? `Veröffentlicht: ${published.serviceId} ${published.version}\nPrüfsumme ${published.hash}` : `${published.serviceId} ${published.version} ist schon veröffentlicht, mit demselben Inhalt.`);
      if (published.isNew) console.log(`Wie weit sie bei den Behörden geprüft ist: ./allmende release`);
    }
    return 0;
  } finally {
    await close();
  }
}
