import path from 'node:path';
import { readPackageFolder, UnusablePackage, type AppPackage, type PackageFolder } from '@allmende/app-packages';
import { UnusableConfig } from '@allmende/config';

/** The folder that a command was called with; throws UnusableConfig when none was named. */
export function namedFolder(positionals: readonly string[], command: string): string {
  const [folder] = positionals;
  if (folder === undefined) throw new UnusableConfig('Aufruf', `Nennen Sie den Ordner des App-Pakets: ./allmende app ${command} ops/apps/node-red`);
  return path.resolve(folder);
}

/** A package that can run: without errors and with the digest of every image. Throws UnusablePackage. */
export async function readReadyPackage(folder: string): Promise<PackageFolder & { readonly package: AppPackage; readonly publiccode: string }> {
  const read = await readPackageFolder(folder, { publishing: true });
  const errors = read.problems.filter(({ severity }) => severity === 'error');
  if (!read.package || read.publiccode === undefined || errors.length > 0) throw new UnusablePackage(folder, errors);
  return { ...read, package: read.package, publiccode: read.publiccode };
}

/** The environment for programs that commands start, without what belongs to the platform. */
export function foreignEnvironment(): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('ALLMENDE_') && name !== 'DATABASE_URL'));
}
