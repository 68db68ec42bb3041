import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** How far the platform's own backup without a gap is; both are the beginning of the backup while there is nothing yet. */
export type PlatformBackup = {
  /** Everything acknowledged before can be restored. */
  readonly until: Date;
  /** When the newest whole backup was finished. */
  readonly newestAt: Date;
};

/** Reads what `./allmende backup … --continuous` leaves below the data folder; undefined where nobody asked for one. Throws for a file that cannot be read, so that nothing is taken for good news. */
export async function platformBackup(dataDir: string): Promise<PlatformBackup | undefined> {
  const settings = await read(path.join(dataDir, 'backup', 'settings.json'));
  if (settings === undefined) return undefined;
  const state = await read(path.join(dataDir, 'backup', 'state.json'));
  const begunAt = instant(settings['begunAt']) ?? new Date(0);
  return { until: instant(state?.['until']) ?? begunAt, newestAt: instant(state?.['lastBackupAt']) ?? begunAt };
}

async function read(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function instant(text: unknown): Date | undefined {
  const at = typeof text === 'string' ? new Date(text) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
}
