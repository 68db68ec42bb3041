import path from 'node:path';
import { contentHash, readServicePackage } from '@allmende/online-services';
import { namedPackageFolder } from '../named-package-folder.ts';
import { readOptions } from '../options.ts';
import { describePackageProblems } from '../output/describe-package-problems.ts';

/** Checks a service package without a running platform: shape, names, types, circles, order, texts, samples. Exit code 1 when it has mistakes. */
export async function serviceCheck(args: readonly string[]): Promise<number> {
  const { json, positionals } = readOptions(args, {}, 1);
  const named = namedPackageFolder(positionals, 'check');
  const read = readServicePackage(path.resolve(named));
  if ('problems' in read) {
    console.log(json ? JSON.stringify({ fit: false, id: null, version: null, hash: null, problems: read.problems }) : describePackageProblems(named, read.problems));
    return 1;
  }
  const { service, fields, flow, samples } = read.servicePackage;
  const hash = contentHash(read.servicePackage);
  console.log(json
    ? JSON.stringify({ fit: true, id: service.id, version: service.version, hash, problems: [] })
    : `${service.id} ${service.version}: ohne Fehler. ${fields.length} Fragen, ${flow.pages.length} Seiten, ${samples.length} Beispielanträge, ${service.languages.join(', ')}.\nPrüfsumme ${hash}`);
  return 0;
}
