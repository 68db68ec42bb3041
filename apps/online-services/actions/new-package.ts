import { basename, resolve } from 'node:path';
import { isFolderTaken } from '../data/write-fim-package.ts';
import { writePackageFiles } from '../data/write-package-files.ts';
import { newPackageFiles } from '../domain/new-package-files.ts';

export type NewPackage = { readonly outcome: 'made'; readonly id: string; readonly files: readonly string[] } | { readonly outcome: 'folder-taken' | 'folder-name' };

/** Writes a small package that works, to begin with. The folder is named like the service and must be empty or not be there. */
export function newPackage(input: { readonly folder: string }): NewPackage {
  const id = basename(resolve(input.folder));
  if (!/^[a-z][a-z0-9-]{0,60}$/u.test(id)) return { outcome: 'folder-name' };
  if (isFolderTaken(input.folder)) return { outcome: 'folder-taken' };
  const files = newPackageFiles(id);
  writePackageFiles(input.folder, files);
  return { outcome: 'made', id, files: Object.keys(files) };
}
