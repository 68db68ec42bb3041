import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ObjectStore } from '../object-store.ts';

const MOST_AT_ONCE_BYTES = 2 * 1024 ** 2;

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
    putStream: async (key, source) => {
      const file = at(key);
      const draft = draftOf(file);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(draft, 'wx', 0o600);
      try {
        for await (const part of source) await handle.appendFile(part);
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
    getStream: async (key, range) => {
      let handle: FileHandle;
      try {
        handle = await open(at(key), 'r');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
      const { size } = await handle.stat();
      return { size, stream: range && range.end <= range.start ? await nothing(handle) : handle.createReadStream(range ? { highWaterMark: Math.min(range.end - range.start, MOST_AT_ONCE_BYTES), start: range.start, end: range.end - 1 } : { highWaterMark: 256 * 1024 }) };
    },
    remove: async (key) => {
      await rm(at(key), { force: true });
      await rm(draftOf(at(key)), { force: true });
    },
  };
}

// Node reads at least one byte.
async function nothing(handle: FileHandle): Promise<Readable> {
  await handle.close();
  return Readable.from([]);
}

// A key is streamed to once, so what a killed process left has a name that is known.
function draftOf(file: string): string {
  return `${file}.part`;
}
