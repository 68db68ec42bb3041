import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Names a folder by its content: SHA-256 over paths, whether a file may be run, and contents. Links are refused, because what they lead to is not in the folder. */
export async function hashFolder(folder: string): Promise<string> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).map((entry) => ({ entry, name: path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/') }));
  const hash = createHash('sha256');
  for (const { entry, name } of entries.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    if (entry.isDirectory()) continue;
    if (!entry.isFile()) throw new RangeError(`only files are built from: ${name}`);
    const file = path.join(folder, name);
    const mayRun = ((await stat(file)).mode & 0o100) !== 0;
    hash.update(`${name}\0${mayRun ? 'x' : '-'}\0`).update(createHash('sha256').update(await readFile(file)).digest());
  }
  return `sha256:${hash.digest('hex')}`;
}
