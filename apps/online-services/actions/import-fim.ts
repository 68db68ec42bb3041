import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readServicePackage, type LocatedProblem } from '../data/read-service-package.ts';
import { isFolderTaken, writeFimPackage } from '../data/write-fim-package.ts';
import { packageOfFim } from '../domain/fim/package-of-fim.ts';
import { readFimSchema } from '../domain/fim/read-fim-schema.ts';

export type FimImport =
  | { readonly outcome: 'refused'; readonly line: number; readonly reason: string }
  | { readonly outcome: 'folder-taken' }
  | { readonly outcome: 'folder-name' }
  | { readonly outcome: 'made'; readonly id: string; readonly version: string; readonly fields: number; readonly groups: number; readonly pages: number; readonly todo: readonly string[]; readonly problems: readonly LocatedProblem[] };

/**
 * Makes the skeleton of a package out of a file of XDatenfelder 2 or 3. The folder is named like the service and must be empty. Nothing is written out of a file that is refused; `line` counts from 1.
 * `problems` are what `readServicePackage` finds in the skeleton: none, unless FIM has more than a package can hold.
 */
export function importFim(input: { readonly file: string; readonly folder: string }): FimImport {
  const read = readFimSchema(readFileSync(input.file));
  if ('problem' in read) return { outcome: 'refused', line: read.problem.line, reason: read.problem.message };
  const serviceId = basename(resolve(input.folder));
  if (!/^[a-z][a-z0-9-]{0,60}$/u.test(serviceId)) return { outcome: 'folder-name' };
  if (isFolderTaken(input.folder)) return { outcome: 'folder-taken' };
  const made = packageOfFim(read.schema, serviceId);
  writeFimPackage(input.folder, read.schema, made);
  const checked = readServicePackage(input.folder);
  return {
    outcome: 'made', id: read.schema.id, version: read.schema.version, fields: made.fields.length, groups: made.groups.length, pages: made.pages.length, todo: made.todo, problems: 'problems' in checked ? checked.problems : [],
  };
}
