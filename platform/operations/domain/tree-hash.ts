import { createHash } from 'node:crypto';
import type { ArchivedFile } from './archive.ts';

/** One hash over a list of files with their paths, sizes and hashes, whatever their order (SHA-256, hex). */
export function treeHash(files: readonly ArchivedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, bytes, sha256 } of files.toSorted((one, other) => (one.path < other.path ? -1 : 1))) hash.update(`${path}\0${bytes}\0${sha256}\n`);
  return hash.digest('hex');
}

/** What of an archive is not there unchanged: paths, at most ten. A generation may hold more than the archive, such as a database that was filled from it. */
export function missingFrom(archive: readonly ArchivedFile[], there: readonly ArchivedFile[]): string[] {
  const found = new Map(there.map((file) => [file.path, file]));
  return archive.filter(({ path, bytes, sha256 }) => found.get(path)?.sha256 !== sha256 || found.get(path)?.bytes !== bytes).map(({ path }) => path).slice(0, 10);
}
