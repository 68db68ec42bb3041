import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, createZstdCompress, createZstdDecompress, zstdCompress, zstdDecompress } from 'node:zlib';

/** What lies on the disk now. */
export type Stored = { readonly size: number; readonly sha256: string };

const SMALL = 1024 * 1024;
const pack = promisify(zstdCompress);
const unpackWhole = promisify(zstdDecompress);
const PACKING = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };

/** Writes a file whole or not at all, also when the machine stops meanwhile. */
export async function writeDurably(file: string, bytes: string | Uint8Array, mode = 0o600): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Writes what a stream gives into a file, packed if asked; durable, whole or not at all. */
export async function storeStream(source: AsyncIterable<Uint8Array>, file: string, options: { readonly packed: boolean; readonly mode?: number }): Promise<Stored> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  const hash = createHash('sha256');
  let size = 0;
  const count = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      size += chunk.length;
      done(undefined, chunk);
    },
  });
  const sink = createWriteStream(draft, { flags: 'wx', mode: options.mode ?? 0o600, flush: true });
  try {
    await (options.packed ? pipeline(source, createZstdCompress(PACKING), count, sink) : pipeline(source, count, sink));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Stores a file as `storeStream` does; small ones, of which a cluster has many, in one piece. Throws ENOENT when it is gone. Returns also how many bytes it had. */
export async function storeFile(source: string, file: string, options: { readonly packed: boolean; readonly mode?: number }): Promise<Stored & { readonly read: number }> {
  const handle = await open(source, 'r');
  try {
    if ((await handle.stat()).size > SMALL) {
      let read = 0;
      const counted = async function* () {
        for await (const chunk of handle.createReadStream({ highWaterMark: SMALL, autoClose: false }) as AsyncIterable<Buffer>) {
          read += chunk.length;
          yield chunk;
        }
      };
      const stored = await storeStream(counted(), file, options);
      return { ...stored, read };
    }
    const plain = await handle.readFile();
    const bytes = options.packed ? await pack(plain, PACKING) : plain;
    const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeFile(draft, bytes, { flag: 'wx', mode: options.mode ?? 0o600, flush: true });
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), read: plain.length };
  } finally {
    await handle.close();
  }
}

/** Reads a file that was packed when it was stored. */
export async function* readPacked(file: string): AsyncGenerator<Uint8Array> {
  if ((await stat(file)).size <= SMALL / 8) yield unpackWhole(await readFile(file));
  else yield* unpackStream(file);
}

function unpackStream(file: string): AsyncIterable<Uint8Array> {
  const unpack = createZstdDecompress();
  pipeline(createReadStream(file), unpack).catch((error: unknown) => unpack.destroy(error as Error));
  return unpack;
}

/** Size and hash of a file; undefined when it is missing. */
export async function measure(file: string): Promise<Stored | undefined> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return { size, sha256: hash.digest('hex') };
}

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems know no such thing and are durable by themselves.
    if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** All files below a folder by their relative paths with slashes, sorted; empty when there is no such folder. What vanishes meanwhile is left out. */
export async function filesBelow(folder: string, isWanted: (file: string) => boolean = () => true, below = ''): Promise<string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (!isWanted(entry.isDirectory() ? `${name}/` : name)) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(folder, isWanted, name)));
    else if (entry.isFile()) found.push(name);
  }
  return found;
}

/** The text of a file; undefined when it is missing. */
export async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Does work for each item, a few at a time; the first failure ends it. */
export async function forEachFew<Item>(items: readonly Item[], work: (item: Item) => Promise<void>, few = 6): Promise<void> {
  let next = 0;
  const run = async () => {
    while (next < items.length) {
      const item = items[next++];
      if (item !== undefined) await work(item).catch((error: unknown) => { next = items.length; throw error; });
    }
  };
  await Promise.all(Array.from({ length: Math.min(few, items.length) }, run));
}
