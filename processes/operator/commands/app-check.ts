import { packageDigest, readPackageFolder } from '@allmende/app-packages';
import { namedFolder } from '../app-trial/app-folder.ts';
import { readOptions } from '../options.ts';
import { describeProblems } from '../output/describe-problems.ts';

/** Checks a package without building or running anything. Exit code 1 when there is an error. */
export async function appCheck(args: readonly string[]): Promise<number> {
  const { json, positionals } = readOptions(args, {}, 1);
  const read = await readPackageFolder(namedFolder(positionals, 'check'));
  const isFit = read.package !== undefined && read.problems.every(({ severity }) => severity !== 'error');
  console.log(json
    ? JSON.stringify({ fit: isFit, app: read.package?.app ?? null, version: read.package?.version ?? null, digest: read.package ? packageDigest(read.package) : null, problems: read.problems })
    : describeProblems(read));
  return isFit ? 0 : 1;
}
