import { appendFile, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemClock } from '@allmende/time';
import { filesBelow, isMissing, readIfThere, storeFile, syncFolder } from './durable-files.ts';

/** A sealed file of the platform as it lies in the backup folder. */
export type PooledFile = { readonly path: string; readonly size: number; readonly sha256: string; readonly mtimeMs: number };

const COARSE_MS = 2000;

/**
 * The platform's sealed files, kept once for all backups: they never change, so each is copied and hashed once. `files.jsonl` beside them says what is there, with hash.
 * Memory: some hundred bytes a file.
 */
export class FilePool {
  readonly #source: string;
  readonly #target: string;
  readonly #journal: string;
  readonly #known = new Map<string, PooledFile>();
  readonly #seen = new Map<string, number>();

  private constructor(source: string, target: string) {
    this.#source = source;
    this.#target = target;
    this.#journal = path.join(target, '..', 'files.jsonl');
  }

  /** Opens the pool in a backup folder, for the platform's files in `source`. */
  static async open(source: string, target: string): Promise<FilePool> {
    const pool = new FilePool(source, target);
    for (const file of await readPool(target)) pool.#known.set(file.path, file);
    // A line that a crash cut must not swallow the next one.
    const text = await readIfThere(pool.#journal);
    if (text !== undefined && text !== '' && !text.endsWith('\n')) await appendFile(pool.#journal, '\n');
    return pool;
  }

  /** Copies what is new; durable when it resolves. Returns how many files and bytes that were. Looks only into folders in which something changed since the last call. */
  async copyNew(): Promise<{ readonly files: number; readonly bytes: number }> {
    const copied: PooledFile[] = [];
    for (const folder of await this.#changedFolders()) {
      for (const name of await filesBelow(path.join(this.#source, folder), (file) => !file.endsWith('/'))) {
        const file = folder === '' ? name : `${folder}/${name}`;
        // Drafts of files that are being written have a dot in their names.
        if (path.basename(file).includes('.')) continue;
        const made = await this.#copy(file);
        if (made) copied.push(made);
      }
    }
    if (copied.length > 0) await this.#note(copied);
    return { files: copied.length, bytes: copied.reduce((sum, { size }) => sum + size, 0) };
  }

  /** The platform's files that are there now and in the pool. */
  async present(): Promise<PooledFile[]> {
    const files = await filesBelow(this.#source);
    return files.flatMap((file) => this.#known.get(file) ?? []);
  }

  async #copy(file: string): Promise<PooledFile | undefined> {
    const from = path.join(this.#source, file);
    try {
      const { size, mtimeMs } = await stat(from);
      const known = this.#known.get(file);
      if (known?.size === size && known.mtimeMs === mtimeMs) return undefined;
      const { read: _, ...stored } = await storeFile(from, path.join(this.#target, file), { packed: false });
      const made: PooledFile = { path: file, ...stored, mtimeMs };
      this.#known.set(file, made);
      return made;
    } catch (error) {
      // Erased while we looked.
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  // A folder in which a file appears gets a new time. Times are coarse, so one that changed just now is looked into once more.
  async #changedFolders(): Promise<string[]> {
    const changed: string[] = [];
    const look = async (folder: string): Promise<void> => {
      const at = path.join(this.#source, folder);
      const { mtimeMs } = await stat(at);
      const before = this.#seen.get(folder);
      if (before !== mtimeMs) {
        changed.push(folder);
        this.#seen.set(folder, systemClock.now().getTime() - mtimeMs > COARSE_MS ? mtimeMs : -1);
      }
      for (const entry of await readdir(at, { withFileTypes: true })) if (entry.isDirectory()) await look(folder === '' ? entry.name : `${folder}/${entry.name}`);
    };
    await look('').catch((error: unknown) => { if (!isMissing(error)) throw error; });
    return changed;
  }

  async #note(files: readonly PooledFile[]): Promise<void> {
    for (const folder of new Set(files.map((file) => path.dirname(path.join(this.#target, file.path))))) await syncFolder(folder);
    await appendFile(this.#journal, files.map((file) => `${JSON.stringify(file)}\n`).join(''), { mode: 0o600 });
    const handle = await open(this.#journal, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** What the journal of a pool says is there; a last line that was cut by a crash does not count. */
export async function readPool(target: string): Promise<PooledFile[]> {
  const text = (await readIfThere(path.join(target, '..', 'files.jsonl'))) ?? '';
  const files = new Map<string, PooledFile>();
  for (const line of text.split('\n')) {
    try {
      if (line === '') continue;
      const file = JSON.parse(line) as PooledFile & { readonly gone?: true };
      if (file.gone) files.delete(file.path);
      else files.set(file.path, file);
    } catch {
      continue;
    }
  }
  return [...files.values()];
}
