import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { maxPubliccodeBytes } from '../domain/publiccode-document.ts';

/** A file that is to be imported. */
export type SolutionFile = {
  /** Where it lies, relative to what was asked for, with its last folder's name: `solutions/ckan/publiccode.yml`. */
  source: string;
  /** Name for an entry whose file states none. */
  fallbackName: string;
  /** Word wished for the address: the folder's, where an origin.yaml lies beside the file. */
  wishedSlug: string | undefined;
  path: string;
};

/** Lists the publiccode.yml files of a folder, or the one file. Where none has that name, every YAML file counts. Undefined when there is nothing at the path. */
export async function listSolutionFiles(path: string): Promise<readonly SolutionFile[] | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  const root = found.isDirectory() ? path : dirname(path);
  const paths = found.isDirectory() ? await listYaml(path) : [path];
  const named = paths.filter((file) => /^publiccode\.ya?ml$/i.test(basename(file)));
  const chosen = (named.length > 0 ? named : paths.filter((file) => !/^origin\.ya?ml$/i.test(basename(file)))).toSorted();
  return chosen.map((file) => {
    const inOwnFolder = /^publiccode\.ya?ml$/i.test(basename(file));
    const name = inOwnFolder ? basename(dirname(file)) : basename(file).replace(/\.ya?ml$/i, '');
    return { source: [basename(root), ...relative(root, file).split(sep)].join('/'), fallbackName: name, wishedSlug: inOwnFolder && paths.includes(originBeside(file)) ? name : undefined, path: file };
  });
}

/** The bytes of a file, and of the origin.yaml beside it when its folder belongs to it. Undefined for the content when it is larger than is read. */
export async function readSolutionFile(file: SolutionFile): Promise<{ content: Uint8Array | undefined; origin: Uint8Array | undefined }> {
  if ((await stat(file.path)).size > maxPubliccodeBytes) return { content: undefined, origin: undefined };
  const origin = file.wishedSlug === undefined ? undefined : await readFile(originBeside(file.path));
  return { content: await readFile(file.path), origin };
}

const originBeside = (file: string): string => join(dirname(file), 'origin.yaml');

async function listYaml(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    // Links are not followed: an import stays inside what was named.
    if (entry.isDirectory()) found.push(...(await listYaml(path)));
    else if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(path);
  }
  return found;
}
