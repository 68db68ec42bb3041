import { link, mkdir, open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { checkpointKeyFromText, checkpointKeyText, type CheckpointKey } from '../domain/checkpoint.ts';
import { HASH_BYTES, type Hash } from '../domain/merkle-hash.ts';
import { readStampFile, type StampFile } from '../domain/time-stamp.ts';

/**
 * The place outside the database where checkpoints are kept: `key.vkey`, and per log a folder with one file per checkpoint and the file `leaf-hashes` (32 bytes per entry, in
 * order), which the checkpoints' roots vouch for and which lets a verifier name the very entry that was changed; `<size>.stamp` is the time stamp of a checkpoint.
 */
export type CheckpointFolder = {
  key(): Promise<CheckpointKey | undefined>;
  /** Puts the key there the first time. */
  keepKey(key: CheckpointKey): Promise<void>;
  /** Names of the logs that have checkpoints. */
  logs(): Promise<string[]>;
  /** Signed notes of a log, smallest size first. */
  notes(log: string): Promise<{ readonly file: string; readonly note: string }[]>;
  /** The signed note of the largest size, and when it was written. */
  lastNote(log: string): Promise<{ readonly note: string; readonly at: Date } | undefined>;
  leafHashes(log: string): Promise<Hash[]>;
  /** Time stamps of a log's checkpoints, by their size; what cannot be read is left out. */
  stamps(log: string): Promise<Map<number, StampFile>>;
  hasStamp(log: string, size: number): Promise<boolean>;
  /** Keeps the time stamp of a checkpoint beside it; the first one stays. */
  keepStamp(log: string, size: number, stamp: StampFile): Promise<void>;
  /** Cuts the leaf hashes to `size`, adds these, then keeps the note under its size; never overwrites a note. */
  keep(log: string, from: number, added: readonly Hash[], note: string): Promise<void>;
};

/** Opens a folder on this machine or mounted from another; it is made when missing. */
export function checkpointFolder(folder: string): CheckpointFolder {
  const keyFile = path.join(folder, 'key.vkey');
  const of = (log: string) => path.join(folder, log);
  const namesOf = async (log: string) => (await readdir(of(log)).catch(() => [])).filter((name) => name.endsWith('.checkpoint')).toSorted();
  return {
    key: async () => {
      const text = await readIfThere(keyFile);
      return text === undefined ? undefined : checkpointKeyFromText(text.toString('utf8'));
    },
    keepKey: async (key) => {
      await mkdir(folder, { recursive: true });
      await writeOnce(keyFile, `${checkpointKeyText(key)}\n`);
    },
    logs: async () => {
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).toSorted();
    },
    notes: async (log) => {
      const names = await namesOf(log);
      return Promise.all(names.map(async (name) => ({ file: `${log}/${name}`, note: await readFile(path.join(of(log), name), 'utf8') })));
    },
    lastNote: async (log) => {
      const name = (await namesOf(log)).at(-1);
      if (name === undefined) return undefined;
      const file = path.join(of(log), name);
      return { note: await readFile(file, 'utf8'), at: (await stat(file)).mtime };
    },
    leafHashes: async (log) => {
      const bytes = (await readIfThere(path.join(of(log), 'leaf-hashes'))) ?? Buffer.alloc(0);
      return Array.from({ length: Math.floor(bytes.length / HASH_BYTES) }, (_, index) => bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES));
    },
    stamps: async (log) => {
      const names = (await readdir(of(log)).catch(() => [])).filter((name) => /^\d{16}\.stamp$/u.test(name));
      const read = await Promise.all(names.map(async (name) => [Number.parseInt(name, 10), readStampFile(await readFile(path.join(of(log), name), 'utf8'))] as const));
      return new Map(read.flatMap(([size, stamp]) => (stamp === undefined ? [] : [[size, stamp] as const])));
    },
    hasStamp: async (log, size) => (await readIfThere(path.join(of(log), `${sized(size)}.stamp`))) !== undefined,
    keepStamp: async (log, size, stamp) => {
      await writeOnce(path.join(of(log), `${sized(size)}.stamp`), `${JSON.stringify(stamp)}\n`).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error; });
    },
    keep: async (log, from, added, note) => {
      await mkdir(of(log), { recursive: true });
      await write(path.join(of(log), 'leaf-hashes'), 'a', async (file) => {
        await file.truncate(from * HASH_BYTES);
        await file.writeFile(Buffer.concat(added));
      });
      await writeOnce(path.join(of(log), `${sized(from + added.length)}.checkpoint`), note);
    },
  };
}

function sized(size: number): string {
  return String(size).padStart(16, '0');
}

// A file that is there is whole and stays: written beside, then linked, which fails when the name is taken.
async function writeOnce(name: string, text: string): Promise<void> {
  const beside = `${name}.new`;
  await write(beside, 'w', (file) => file.writeFile(text, 'utf8'));
  try {
    await link(beside, name);
  } finally {
    await rm(beside);
  }
}

async function write(name: string, flag: string, work: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(name, flag);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readIfThere(name: string): Promise<Buffer | undefined> {
  return readFile(name).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
