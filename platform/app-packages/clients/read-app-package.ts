import type { AppPackage } from '../domain/app-package.ts';
import { UnusablePackage } from '../domain/errors.ts';
import { readPackageFolder } from './read-package-folder.ts';

/** The package of a folder, with the digests of its lock. Throws UnusablePackage when the check finds an error in it. */
export async function readAppPackage(folder: string): Promise<AppPackage> {
  const read = await readPackageFolder(folder);
  const errors = read.problems.filter(({ severity }) => severity === 'error');
  if (!read.package || errors.length > 0) throw new UnusablePackage(folder, errors);
  return read.package;
}
