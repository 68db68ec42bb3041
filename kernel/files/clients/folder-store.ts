import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ObjectStore } from '../object-store.ts';

/** Keeps objects as files below a folder; a file is whole or absent, also when the machine stops meanwhile. */
export function folderStore(folder: string): ObjectStore {
  const at = (key: string) => {
    if (!/^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/u.test(key)) throw new RangeError('an object key is lower-case letters, digits, hyphens and slashes');
    return path.join(folder, key);
  };
  return {
    put: async (key, bytes) => {
      const file = at(key);
      const draft = `${file}.${randomUUID()}`;
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(draft, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      } finally {
        await handle.close();
      }
      await rename(draft, file);
    },
    get: async (key) => {
      try {
        return await readFile(at(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    remove: async (key) => { await rm(at(key), { force: true }); },
  };
}
